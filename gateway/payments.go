package gateway

import (
	"context"

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

// ProviderCalled records a call that a program made to a provider's own API.
func (g *Gateway) ProviderCalled(call event.Provider) {
	g.log.Append(event.Event{Time: RealClock{}.Now(), Body: call})
}
