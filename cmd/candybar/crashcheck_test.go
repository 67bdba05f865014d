package main

import (
	"encoding/json"
	"fmt"
	"strconv"
	"time"

	"candybar/gateway"
	"candybar/gateway/ledger"
	"candybar/phone/number"
	"candybar/providers/intouchpay"
)

// drain answers what is asked, until nothing is unfinished or owed.
func (c *crash) drain() {
	c.t.Helper()
	c.mu.Lock()
	c.over = false
	c.mu.Unlock()
	deadline := time.Now().Add(crashPatience)
	for after := int64(0); ; after = c.eventsAfter(after) {
		for _, country := range number.Countries() {
			for _, phone := range phonesOf(country, c.each) {
				c.client(phone).answerAll(c.alive(), "")
			}
		}
		left := c.unfinished()
		if left == "" {
			return
		}
		if time.Now().After(deadline) {
			c.t.Fatalf("it is not finished: %s", left)
		}
	}
}

// eventsAfter waits for something that happens after an event, and returns the last
// one's number.
func (c *crash) eventsAfter(after int64) int64 {
	c.t.Helper()
	var events []struct{ Seq int64 }
	get(c.t, c.url+"/candybar/v1/events?wait=5s&after="+strconv.FormatInt(after, 10), &events)
	if len(events) > 0 {
		return events[len(events)-1].Seq
	}
	return after
}

// unfinished says what is, of what the control API shows; empty for nothing.
func (c *crash) unfinished() string {
	c.t.Helper()
	type callback struct{ State ledger.CallbackState }
	var invoices []struct {
		Yours     string
		State     ledger.State
		Callbacks []callback
	}
	var charges []struct {
		Reference string
		Callbacks []callback
	}
	get(c.t, c.url+"/candybar/v1/invoices", &invoices)
	get(c.t, c.url+"/candybar/v1/charges", &charges)
	owed := func(callbacks []callback) bool {
		for _, callback := range callbacks {
			if callback.State == ledger.Owed || callback.State == ledger.Sent {
				return true
			}
		}
		return false
	}
	for _, invoice := range invoices {
		if invoice.State == ledger.Requested || invoice.State == ledger.LinkSent || owed(invoice.Callbacks) {
			return fmt.Sprintf("%+v", invoice)
		}
	}
	for _, charge := range charges {
		if owed(charge.Callbacks) {
			return fmt.Sprintf("%+v", charge)
		}
	}
	return ""
}

// accounts is what a gateway left in its books, by what it is about.
type accounts struct {
	*crash
	books     *ledger.Ledger
	invoices  []ledger.Invoice
	callbacks []ledger.Callback
	charges   []ledger.Charge
	// ofInvoice are the charges by invoice, ofReference the others by what a
	// merchant calls them.
	ofInvoice   map[int64][]ledger.Charge
	ofReference map[string][]ledger.Charge
	// confirmed are IntouchPay's payments by the prompts that asked for them.
	confirmed map[string]intouchpay.Transaction
}

// compare compares the books with what clients were told and shops have heard.
func (c *crash) compare(folder string) {
	c.t.Helper()
	a := c.read(openCrashed(c.t, folder))
	a.checkMoney()
	a.checkInvoices()
	a.checkTold()
	repeats := a.checkCallbacks()
	calls := 0
	for _, callback := range a.callbacks {
		calls += callback.Attempts
	}
	c.t.Logf("survived %d kills: %d payments, %d callbacks, %d repeats", *kills+1, len(a.charges), calls, repeats)
}

func (c *crash) read(books *ledger.Ledger) *accounts {
	c.t.Helper()
	a := &accounts{
		crash: c, books: books, ofInvoice: make(map[int64][]ledger.Charge), ofReference: make(map[string][]ledger.Charge),
		confirmed: make(map[string]intouchpay.Transaction),
	}
	var err error
	check := func() {
		c.t.Helper()
		if err != nil {
			c.t.Fatal(err)
		}
	}
	a.invoices, err = books.Invoices()
	check()
	a.callbacks, err = books.Callbacks()
	check()
	a.charges, err = books.Charges()
	check()
	for _, charge := range a.charges {
		if charge.Invoice != 0 {
			a.ofInvoice[charge.Invoice] = append(a.ofInvoice[charge.Invoice], charge)
		} else {
			a.ofReference[charge.Reference] = append(a.ofReference[charge.Reference], charge)
		}
	}
	err = books.Look(func(books ledger.Books) error {
		all, err := ledger.Rows(books, ledger.IntouchPayTransactions, func(intouchpay.Transaction) bool { return true })
		for _, transaction := range all {
			a.confirmed["confirm-"+strconv.FormatInt(transaction.ID, 10)] = transaction
		}
		return err
	})
	check()
	return a
}

// checkMoney: no money was made or lost, and what merchants gained is what their
// customers were charged.
func (a *accounts) checkMoney() {
	a.t.Helper()
	err := a.books.Look(func(books ledger.Books) error {
		for _, country := range number.Countries() {
			held, first := int64(0), int64(0)
			for _, phone := range phonesOf(country, a.each) {
				balance, err := books.Balance(phone)
				if err != nil {
					return err
				}
				held += balance
				first += crashBalance
			}
			for _, provider := range ledger.Providers() {
				account, err := books.Account(provider, country)
				if err != nil {
					return err
				}
				gained := account
				if provider == ledger.IntouchPay && country == number.Rwanda {
					gained -= gateway.DefaultAccount
					first += gateway.DefaultAccount
				}
				if charged := a.charged(provider, country); gained != charged {
					a.t.Errorf("%s in %s gained %d, and %d were charged", provider, country, gained, charged)
				}
				held += account
			}
			if held != first {
				a.t.Errorf("in %s wallets and accounts hold %d, and %d at first", country, held, first)
			}
		}
		return nil
	})
	if err != nil {
		a.t.Error(err)
	}
}

func (a *accounts) charged(provider ledger.Provider, country number.Country) (sum int64) {
	for _, charge := range a.charges {
		if charge.Provider == provider && charge.Phone.Country() == country && charge.State == ledger.Succeeded {
			sum += charge.Amount
		}
	}
	return sum
}

// checkInvoices: each is at an end that its one charge bears out.
func (a *accounts) checkInvoices() {
	a.t.Helper()
	for _, invoice := range a.invoices {
		charges := a.ofInvoice[invoice.ID]
		paid := len(charges) == 1 && charges[0].State == ledger.Succeeded && invoice.State == ledger.Notified
		declined := len(charges) == 1 && charges[0].State == ledger.Refused && invoice.State == ledger.Cancelled
		if !paid && !declined {
			a.t.Errorf("the invoice %s is %s with the charges %+v", invoice.Yours, invoice.State, charges)
		}
	}
	for reference, charges := range a.ofReference {
		if len(charges) != 1 {
			a.t.Errorf("%s has the charges %+v", reference, charges)
		}
	}
}

// checkTold: the books bear out all that clients were told.
func (a *accounts) checkTold() {
	a.t.Helper()
	byName := make(map[string][]ledger.Charge)
	for _, invoice := range a.invoices {
		if len(byName[invoice.Yours]) > 0 {
			a.t.Errorf("the invoice %s is there twice", invoice.Yours)
		}
		byName[invoice.Yours] = a.ofInvoice[invoice.ID]
	}
	for reference, charges := range a.ofReference {
		byName[reference] = charges
	}
	asked := make(map[string][]ledger.Charge)
	for _, charge := range a.charges {
		if charge.Provider == ledger.IntouchPay {
			asked[charge.Reference] = append(asked[charge.Reference], charge)
		}
	}
	for prompt, transaction := range a.confirmed {
		byName[prompt] = asked[transaction.RequestID]
	}
	for name, word := range a.told.words {
		charges := byName[name]
		switch {
		case len(charges) != 1 && (word.paid || word.declined || word.accepted && !a.isOpen(name)):
			a.t.Errorf("%s was told as %+v, and the books have %+v", name, word, charges)
		case word.paid && charges[0].State != ledger.Succeeded, word.declined && charges[0].State != ledger.Refused:
			a.t.Errorf("%s was told as %+v, and the books have %+v", name, word, charges[0])
		}
	}
}

// isOpen reports whether a merchant's payment was begun, and nobody went on with it.
func (a *accounts) isOpen(token string) bool {
	open := false
	err := a.books.Look(func(books ledger.Books) error {
		var err error
		_, open, err = ledger.Load[json.RawMessage](books, ledger.IPayyTransactions, token)
		return err
	})
	if err != nil {
		a.t.Error(err)
	}
	return open
}

// checkCallbacks: each that is owed was made and acknowledged, and none was
// acknowledged twice without a mark. It returns how many have one.
func (a *accounts) checkCallbacks() (repeats int) {
	a.t.Helper()
	owed := make(map[string]int)
	rrn := make(map[int64]string)
	for _, invoice := range a.invoices {
		if invoice.State == ledger.Notified {
			owed["invoice "+strconv.FormatInt(invoice.ID, 10)]++
			rrn[invoice.ID] = strconv.FormatInt(invoice.RRN, 10)
		}
	}
	for _, transaction := range a.confirmed {
		owed["payment "+transaction.RequestID]++
	}
	for _, callback := range a.callbacks {
		if callback.Repeated {
			repeats++
		}
		if callback.State != ledger.Answered {
			a.t.Errorf("a callback was not made: %+v", callback)
		}
		if callback.Provider == ledger.Inoti {
			name := strconv.FormatInt(callback.Invoice, 10)
			owed["invoice "+name]--
			heard := a.shops.heard(a.shops.invoices, name)
			if heard.rrn != rrn[callback.Invoice] {
				a.t.Errorf("the handler heard of the tracking code %s, and it is %s", heard.rrn, rrn[callback.Invoice])
			}
			a.checkHeard(callback, heard)
			continue
		}
		requestID, _ := gateway.PaymentOf(callback)
		owed["payment "+requestID]--
		if callback.Told == string(ledger.IntouchPay) {
			a.checkHeard(callback, a.shops.heard(a.shops.payments, requestID))
		}
	}
	for subject, left := range owed {
		if left != 0 {
			a.t.Errorf("%d callbacks too few of the %s", left, subject)
		}
	}
	return repeats
}

func (a *accounts) checkHeard(callback ledger.Callback, heard receipt) {
	a.t.Helper()
	if heard.acknowledged < 1 || heard.calls > callback.Attempts || heard.other || heard.acknowledged > 1 && !callback.Repeated {
		a.t.Errorf("the callback %+v was heard as %+v", callback, heard)
	}
}
