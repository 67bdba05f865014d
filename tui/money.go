package tui

import (
	"net/url"
	"strconv"
	"strings"
	"time"

	"candybar/gateway/event"
	"candybar/gateway/ledger"
)

// invoice is money that a handler asked for. What became of it stands in the
// records behind it, whatever else happened meanwhile.
type invoice struct {
	at  time.Time
	now event.Invoice
	// outcome is what its callback does, as far as it was chosen here.
	outcome ledger.Outcome
}

// step is something that happened to an invoice.
type step struct {
	of          string
	at          time.Time
	sign, words string
	tone        tone
}

// callback is an attempt to tell the handler of an invoice.
type callback struct {
	at   time.Time
	told event.Callback
}

// doubt is an invoice that was believed without being asked about.
type doubt struct {
	of      string
	at      time.Time
	warning event.Warning
}

// provided is a call of a program's to a provider's own API.
type provided struct {
	at   time.Time
	call event.Provider
}

// takeMoney takes in what money did.
func (in *inspector) takeMoney(e event.Event) {
	switch b := e.Body.(type) {
	case event.Invoice:
		in.takeInvoice(e, b)
	case event.Charge:
		in.takeCharge(e, b)
	case event.Answered:
		if id, ok := strings.CutPrefix(b.ID, promptPrefix); ok && b.Answer == "ignore" {
			in.under(&step{id, e.Time, "·", "put away: the link works", quietly})
		}
	case event.Resent:
		in.takeResent(e, b)
	case event.Callback:
		in.under(&callback{e.Time, b})
	case event.Verified:
		in.under(&step{b.Invoice, e.Time, "✓", "verified with GetPayments", plainly})
	case event.Unverified:
		in.under(&doubt{of: b.Invoice, at: e.Time})
	case event.Provider:
		in.add(&provided{e.Time, b})
	case event.Prompt:
		if !strings.HasPrefix(b.ID, promptPrefix) {
			in.add(&note{e.Time, "◆", b.From + ": " + b.Text, plainly})
		}
	}
}

// promptPrefix begins the prompt of an invoice; the invoice's id follows.
const promptPrefix = "pay-"

// takeInvoice changes the state of an invoice where it stands.
func (in *inspector) takeInvoice(e event.Event, b event.Invoice) {
	known := in.invoice(b.ID)
	if known == nil {
		in.add(&invoice{at: e.Time, now: b})
		return
	}
	was := known.now.State
	known.now = b
	if was == b.State {
		return
	}
	in.subject = known
	reason := in.charge.Reason
	in.charge = event.Charge{}
	switch ledger.State(b.State) {
	case ledger.Paid:
		in.under(&step{b.ID, e.Time, "✓", "paid, RRN " + b.RRN, plainly})
	case ledger.Failed:
		in.under(&step{b.ID, e.Time, "✗", reason, failure})
	case ledger.Cancelled:
		in.under(&step{b.ID, e.Time, "·", reason, quietly})
	case ledger.Expired:
		in.under(&step{b.ID, e.Time, "·", "a newer invoice with this id took its place", quietly})
	case ledger.Requested, ledger.LinkSent, ledger.Notified:
	}
}

// doubted gives a warning to the doubt that it explains. It reports whether there
// is one.
func (in *inspector) doubted(w event.Warning) bool {
	if w.Rule != ruleUnverified {
		return false
	}
	for i := len(in.all) - 1; i >= 0; i-- {
		if d, ok := in.all[i].(*doubt); ok && d.warning.Rule == "" {
			d.warning = w
			return true
		}
	}
	return false
}

const ruleUnverified = "unverified"

// under puts a record behind those of its invoice, at the end where there is none.
func (in *inspector) under(r record) {
	id := invoiceOf(r)
	for i := len(in.all) - 1; i >= 0; i-- {
		if invoiceOf(in.all[i]) == id {
			in.insert(i+1, r)
			if known := in.invoice(id); known != nil {
				in.subject = known
			}
			return
		}
	}
	in.add(r)
}

// invoice is the invoice with that id, or nil.
func (in *inspector) invoice(id string) *invoice {
	for i := len(in.all) - 1; i >= 0; i-- {
		if known, ok := in.all[i].(*invoice); ok && known.now.ID == id {
			return known
		}
	}
	return nil
}

// chosenInvoice is the invoice that is chosen, or that the chosen record belongs
// to, or nil.
func (in *inspector) chosenInvoice() *invoice {
	if in.chosen >= len(in.records) {
		return nil
	}
	id := invoiceOf(in.records[in.chosen])
	if id == "" {
		return nil
	}
	return in.invoice(id)
}

// invoiceOf is the id of the invoice that a record is or belongs to, or empty.
func invoiceOf(r record) string {
	switch r := r.(type) {
	case *invoice:
		return r.now.ID
	case *step:
		return r.of
	case *callback:
		return r.told.To
	case *doubt:
		return r.of
	default:
		return ""
	}
}

// number is the invoice's id as the gateway's calls want it.
func (i *invoice) number() int64 {
	n, _ := strconv.ParseInt(i.now.ID, 10, 64)
	return n
}

// state is the state in words.
func (i *invoice) state() string { return spaced(i.now.State) }

// spaced is a name of several words as it is read.
func spaced(name string) string { return strings.ReplaceAll(name, "-", " ") }

// receipt is what stands for a callback in a list: its tracking number, else its
// address.
func (c *callback) receipt() string {
	u, err := url.Parse(c.told.URL)
	if err != nil {
		return plain(exact(c.told.URL))
	}
	if rrn := u.Query().Get("RRN"); rrn != "" {
		return plain(exact("RRN=" + rrn))
	}
	return plain(exact(u.RequestURI()))
}
