package demoshop

import (
	"fmt"
	"strings"
	"testing"

	"candybar/providers/inoti"
)

const (
	indian  = "9876543210"
	rwandan = "0788123456"
)

// callers are one of each currency, and one of no country.
var callers = []string{mobile, indian, rwandan, "+989121234567"}

func TestCurrencyOf(t *testing.T) {
	t.Parallel()
	tests := []struct {
		mobile string
		want   currency
	}{
		{"09121234567", rial},
		{"09000000000", rial},

		{"9876543210", rupee},
		{"6000000000", rupee},
		{"7881234567", rupee},
		{"9121234567", rupee}, // Iranian without its 0

		{"0788123456", franc},
		{"0700000000", franc},

		// Of no country: rial.
		{"", rial},
		{"0912", rial},
		{"5876543210", rial},
		{"987654321", rial},
		{"98765432101", rial},
		{"0688123456", rial},
		{"078812345", rial},
		{"07881234567", rial},
		{"+919876543210", rial},
		{"919876543210", rial},
		{"250788123456", rial},
		{"989121234567", rial},
		{"98765-43210", rial},
		{"9876543210\n", rial},
		{" 9876543210", rial},
		{"987654321x", rial},
		{"۹۸۷۶۵۴۳۲۱۰", rial},
		{"٠٧٨٨١٢٣٤٥٦", rial},
	}
	for _, test := range tests {
		if got := currencyOf(test.mobile); got != test.want {
			t.Errorf("%q pays in %s, want %s", test.mobile, currencies[got].unit[english], currencies[test.want].unit[english])
		}
	}
}

// TestOneCountry sees that no mobile is of two countries, so that the order of
// the table does not matter.
func TestOneCountry(t *testing.T) {
	t.Parallel()
	for country, caller := range []string{rial: mobile, rupee: indian, franc: rwandan} {
		for c, of := range currencies {
			if got, want := of.mobiles().MatchString(caller), c == country; got != want {
				t.Errorf("%s has the form of those who pay in %s: %t, want %t", caller, of.unit[english], got, want)
			}
		}
	}
}

func TestConversationsInOtherCurrencies(t *testing.T) {
	t.Parallel()
	const askRupees, askFrancs = "Amount in rupees?\n0. Back", "Amount in francs?\n0. Back"
	tests := []struct {
		mobile, inputs, want string
	}{
		{indian, "", englishMenu},
		{indian, "1*4567", stored},
		{indian, "2", askRupees},
		{indian, "2* ", "You entered nothing.\n" + askRupees},
		{indian, "2*9", "An amount is 10 to 20,000 rupees.\n" + askRupees},
		{indian, "2*20001", "An amount is 10 to 20,000 rupees.\n" + askRupees},
		{indian, "2*10.50", "An amount is 10 to 20,000 rupees.\n" + askRupees},
		{indian, "2*500*7", "Please leave out the *.\n" + askRupees},
		{indian, "3", "Prices in rupees\nBread 45\nMilk 60\nTea 140\nRice 70\nSugar 45\nSalt 25\n9. More\n0. Back"},
		{indian, "3*9", "Prices in rupees\nCheese 150\nButter 62\nYoghurt 35\nHoney 220\nDates 180\nFlour 55\n0. Back"},
		{indian, "5", persianMenu},
		{indian, "5*2*۹", "۱۰ تا ۲۰٬۰۰۰ روپیه\nمبلغ به روپیه؟\n۰. بازگشت"},
		{indian, "5*3", "قیمت (روپیه)\nنان ۴۵\nشیر ۶۰\nچای ۱۴۰\n۹. بیشتر\n۰. بازگشت"},
		{indian, "5*5*2", askRupees},

		{rwandan, "", englishMenu},
		{rwandan, "2", askFrancs},
		{rwandan, "2*99", "An amount is 100 to 2,000,000 francs.\n" + askFrancs},
		{rwandan, "2*2000001", "An amount is 100 to 2,000,000 francs.\n" + askFrancs},
		{rwandan, "3", "Prices in francs\nBread 1,000\nMilk 1,200\nTea 2,500\nRice 1,500\nSugar 1,800\nSalt 500\n9. More\n0. Back"},
		{rwandan, "3*9", "Prices in francs\nCheese 4,500\nButter 3,500\nYoghurt 1,300\nHoney 6,000\nDates 5,500\nFlour 1,400\n0. Back"},
		{rwandan, "5*2*x", "۱۰۰ تا ۲٬۰۰۰٬۰۰۰ فرانک\nمبلغ به فرانک؟\n۰. بازگشت"},
		{rwandan, "5*3*9*9*9", "قیمت (فرانک)\nعسل ۶٬۰۰۰\nخرما ۵٬۵۰۰\nآرد ۱٬۴۰۰\n۰. بازگشت"},

		{"+919876543210", "2*9", badAmount},
		{"+250788123456", "3", pricesOne},
	}
	for _, test := range tests {
		t.Run(test.mobile+" "+test.inputs, func(t *testing.T) {
			t.Parallel()
			sequence := dialled
			if test.inputs != "" {
				sequence += "*" + test.inputs
			}
			if got := sayAs(t, New(Options{}), test.mobile, sequence); got != test.want {
				t.Errorf("call=%s\n got %q\nwant %q", sequence, got, test.want)
			}
		})
	}
}

// TestLimits asks for the least and the most of every currency, and for one less
// and one more.
func TestLimits(t *testing.T) {
	t.Parallel()
	for c, of := range currencies {
		for amount, want := range map[int64]bool{
			of.minAmount - 1: false, of.minAmount: true, of.maxAmount: true, of.maxAmount + 1: false,
		} {
			got := walk(currency(c), []string{"2", fmt.Sprint(amount)}).outcome
			if bought := got == (purchase{amount}); bought != want {
				t.Errorf("%d %s: %#v, want a purchase: %t", amount, of.unit[english], got, want)
			}
		}
	}
}

// TestPaidInEveryCurrency pays 500 rupees and francs. What GetPayments knows is
// told as the shop was asked and asks itself, and books nothing where it is not.
func TestPaidInEveryCurrency(t *testing.T) {
	t.Parallel()
	const gotRupees, gotFrancs = "Thank you. You bought 500 rupees of airtime.[end]", "Thank you. You bought 500 francs of airtime.[end]"
	asIs := func(*inoti.Record) {}
	tests := []struct {
		name, mobile string
		change       func(*inoti.Record)
		want         string
		airtime      int64
	}{
		{"rupees", indian, asIs, gotRupees, 500},
		{"paisa", indian, func(r *inoti.Record) { r.Price *= 100 }, wrongOne, 0},
		{"E.164 of India", indian, func(r *inoti.Record) { r.Mobile = "91" + indian }, wrongOne, 0},
		{"a 0 before an Indian mobile", indian, func(r *inoti.Record) { r.Mobile = "0" + indian }, wrongOne, 0},
		{"francs", rwandan, asIs, gotFrancs, 500},
		{"a tenth of the francs", rwandan, func(r *inoti.Record) { r.Price /= 10 }, wrongOne, 0},
		{"E.164 of Rwanda", rwandan, func(r *inoti.Record) { r.Mobile = "250788123456" }, wrongOne, 0},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			shop, b := open(t)
			const ordering = dialled + "*2*500"
			id := buyAs(t, shop, test.mobile, ordering)
			record := paid(id)
			record.Mobile, record.Price = test.mobile, 500
			test.change(&record)
			b.add(record)
			callback := callbackOf(id)
			callback.Mobile, callback.Call = test.mobile, strings.Replace(callback.Call, paying, ordering, 1)

			wantReply(t, shop, callback, test.want)
			if got := shop.Airtime(test.mobile); got != test.airtime {
				t.Errorf("%d of airtime, want %d", got, test.airtime)
			}
		})
	}
}

func TestAirtimeIsToldInEveryCurrency(t *testing.T) {
	t.Parallel()
	for c, want := range []string{
		rial:  "You have 50,000 rial of airtime.\nAmount in rial?\n0. Back",
		rupee: "You have 50,000 rupees of airtime.\nAmount in rupees?\n0. Back",
		franc: "You have 50,000 francs of airtime.\nAmount in francs?\n0. Back",
	} {
		if got := walk(currency(c), in("2")).screen(50_000); got != want {
			t.Errorf("got %q\nwant %q", got, want)
		}
	}
}
