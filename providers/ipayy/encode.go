package ipayy

import (
	"encoding/xml"
	"strconv"
	"strings"
)

// writer writes elements, without blanks between them.
type writer struct{ strings.Builder }

func (w *writer) text(name, value string) {
	w.in(name, func() {
		// It cannot fail: a Builder never does.
		_ = xml.EscapeText(&w.Builder, []byte(value))
	})
}

func (w *writer) in(name string, write func()) {
	w.WriteString("<" + name + ">")
	write()
	w.WriteString("</" + name + ">")
}

// entry is one row of a response-parameter-map.
type entry struct{ key, value string }

func (w *writer) response(root string, entries []entry) {
	w.in(root, func() {
		w.in("response-parameter-map", func() {
			for _, e := range entries {
				w.in("entry", func() {
					w.text("key", e.key)
					w.text("value", e.value)
				})
			}
		})
	})
}

// encode writes an answer. The order is that of iPayy's sample for a consent, and
// of its templates for a payment.
func encode(answer Answer) string {
	var w writer
	switch a := answer.(type) {
	case Sent:
		w.response("consent-response", []entry{
			{"operator-name", a.Operator},
			{"item-name", a.Item.Name},
			{"item-id", a.Item.ID},
			{"price", a.Item.Price.String()},
			{"status", "SUCCESS"},
			{"msisdn", a.MSISDN},
			{"application-name", a.Application},
			{"ipayy-user-token", a.UserToken},
			{"request-token-id", a.RequestToken},
		})
	case Billed:
		w.response("payment-response", billedEntries(a))
	case *Problem:
		w.in("error", func() {
			w.text("http-status-code", strconv.Itoa(a.Status))
			w.text("error-response-code", string(a.Code))
			w.text("error-description", a.Text)
		})
	}
	return w.String()
}

func billedEntries(a Billed) []entry {
	entries := []entry{
		{"operator-name", a.Operator},
		{"msisdn", a.MSISDN},
		{"application-name", a.Application},
	}
	if a.Success {
		entries = append(entries, entry{"amount-charged", a.Charged.String()}, entry{"payment-status", "SUCCESS"})
	} else {
		entries = append(entries, entry{"amount-charged", "0"}, entry{"payment-status", "FAILURE"}, entry{"failure-reason", string(a.Failure)})
	}
	return append(entries,
		entry{"ipayy-user-token", a.UserToken},
		entry{"transaction-id", a.TransactionID},
		entry{"request-token-id", a.RequestToken},
		entry{"customer-code", a.CustomerCode},
		entry{"currency", Currency},
	)
}
