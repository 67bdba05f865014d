package gateway

import (
	"context"
	"strconv"

	"candybar/gateway/event"
	"candybar/gateway/ledger"
	"candybar/providers/inoti"
)

// Payments are the ledger's invoices as GetPayments tells them, by their ids.
// An invoice whose outcome is NoRecord or WrongAmount is told as that has it.
func (g *Gateway) Payments(context.Context) ([]inoti.Record, error) {
	invoices, err := g.options.Ledger.Invoices()
	if err != nil {
		return nil, err
	}
	var records []inoti.Record
	for _, invoice := range invoices {
		if invoice.Outcome != ledger.NoRecord {
			records = append(records, recordOf(invoice))
		}
	}
	return records, nil
}

func recordOf(invoice ledger.Invoice) inoti.Record {
	record := inoti.Record{
		PayID: invoice.PayID, SessionID: invoice.Session, RefKeyBank: invoice.RefKey,
		Mobile: invoice.Phone.National(), Price: invoice.Price, Result: invoice.State.Settled(),
		PayDateTime: invoice.PaidAt, InotiFactorID: invoice.ID, YourFactorID: invoice.Yours, RRN: invoice.RRN,
	}
	if !record.Result {
		// A forged callback has a number that no bank gave.
		record.PayDateTime, record.RRN = invoice.RequestedAt, 0
	}
	if invoice.Outcome == ledger.WrongAmount {
		record.Price = max(1, invoice.Price/10)
	}
	return record
}

// Looked takes note of a call to GetPayments: whom it asked about, and what it
// was told.
func (g *Gateway) Looked(_ context.Context, lookup inoti.Lookup) {
	if lookup.Answer == inoti.ErrorCredentials || lookup.Answer == inoti.ErrorCodeName {
		return
	}
	invoices, err := g.options.Ledger.Invoices()
	if err != nil {
		return
	}
	var about []int64
	for _, invoice := range invoices {
		if asksAbout(lookup.Query, invoice) {
			about = append(about, invoice.ID)
		}
	}
	var told []int64
	for _, record := range lookup.Records {
		told = append(told, record.InotiFactorID)
	}
	g.Asked(about, told)
}

// asksAbout reports whether a call's ids name an invoice or leave it open.
func asksAbout(query inoti.Query, invoice ledger.Invoice) bool {
	matches := func(asked, has string) bool { return asked == "" || asked == has }
	return matches(query.YourFactorID, invoice.Yours) &&
		matches(query.INotiFactorID, strconv.FormatInt(invoice.ID, 10)) &&
		matches(query.SessionID, invoice.Session) &&
		matches(query.RRN, strconv.FormatInt(invoice.RRN, 10))
}

// ProviderCalled records a call that a program made to a provider's own API.
func (g *Gateway) ProviderCalled(call event.Provider) {
	g.log.Append(event.Event{Time: RealClock{}.Now(), Body: call})
}
