package paypage

import (
	"strconv"
	"strings"

	"candybar/gateway/ledger"
	"candybar/phone/text"
)

// words are what the page says in one language.
type words struct {
	Lang, Dir            string
	OtherLang, OtherName string
	Title                string
	Invoice, Phone       string
	Rial                 string
	Approve, Decline     string
	Tracking             string
	Paid, NotEnough      string
	Declined, Expired    string
	Unknown, Test, Again string
	digits               func(string) string
}

var english = words{
	Lang: "en", Dir: "ltr", OtherLang: "fa", OtherName: "فارسی",
	Title: "Payment", Invoice: "Invoice", Phone: "Phone", Rial: "rial",
	Approve: "Pay", Decline: "Decline", Tracking: "Tracking code",
	Paid:      "Paid. Thank you.",
	NotEnough: "There is not enough money. Nothing was paid.",
	Declined:  "Declined. Nothing was paid.",
	Expired:   "A newer link took the place of this one.",
	Unknown:   "There is nothing to pay here. The link may be incomplete: open it from the message again.",
	Test:      "A test payment by candybar: no real money moves.",
	Again:     "This page was out of date, and nothing was paid. Please choose again.",
	digits:    func(s string) string { return s },
}

var persian = words{
	Lang: "fa", Dir: "rtl", OtherLang: "en", OtherName: "English",
	Title: "پرداخت", Invoice: "فاکتور", Phone: "تلفن", Rial: "ریال",
	Approve: "پرداخت", Decline: "انصراف", Tracking: "کد رهگیری",
	Paid:      "پرداخت شد. سپاسگزاریم.",
	NotEnough: "موجودی کافی نیست. پرداختی انجام نشد.",
	Declined:  "انصراف دادید. پرداختی انجام نشد.",
	Expired:   "لینک تازه‌تری جای این لینک را گرفته است.",
	Unknown:   "اینجا چیزی برای پرداخت نیست. لینک را دوباره از پیامک باز کنید.",
	Test:      "پرداخت آزمایشی candybar: پول واقعی جابه‌جا نمی‌شود.",
	Again:     "این صفحه قدیمی شده بود و پرداختی انجام نشد. لطفاً دوباره انتخاب کنید.",
	digits: func(s string) string {
		return strings.NewReplacer("0", "۰", "1", "۱", "2", "۲", "3", "۳", "4", "۴", "5", "۵", "6", "۶", "7", "۷", "8", "۸", "9", "۹", ",", "٬").Replace(s)
	},
}

// view is what one page shows.
type view struct {
	*words
	// Known is true where there is an invoice.
	Known bool
	// Waiting is true where it can be decided; else Outcome says what became
	// of it.
	Waiting bool
	// Form is the token of the form where it is Waiting; Stale is true where one
	// was refused.
	Form    string
	Stale   bool
	Good    bool
	Outcome string
	Yours   string
	Mobile  string
	Price   string
	RRN     string
}

func unknown(w *words) view { return view{words: w, Outcome: w.Unknown} }

func about(w *words, invoice ledger.Invoice) view {
	yours, _ := text.Clean(invoice.Yours)
	v := view{
		words: w, Known: true, Yours: yours,
		Mobile: w.digits(hidden(invoice.Phone.National())),
		Price:  w.digits(text.Grouped(invoice.Price)),
	}
	switch invoice.State {
	case ledger.Requested, ledger.LinkSent:
		v.Waiting = true
	case ledger.Paid, ledger.Notified:
		v.Good, v.Outcome, v.RRN = true, w.Paid, w.digits(strconv.FormatInt(invoice.RRN, 10))
	case ledger.Failed:
		v.Outcome = w.NotEnough
	case ledger.Cancelled:
		v.Outcome = w.Declined
	case ledger.Expired:
		v.Outcome = w.Expired
	}
	return v
}

// hidden is a number whose middle is hidden: who has the link need not have
// the phone.
func hidden(mobile string) string {
	const head, tail = 4, 2
	if len(mobile) <= head+tail {
		return mobile
	}
	return mobile[:head] + strings.Repeat("•", len(mobile)-head-tail) + mobile[len(mobile)-tail:]
}
