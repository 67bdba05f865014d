package demoshop

import (
	"slices"
	"strings"
	"testing"

	"candybar/phone/text"
	"candybar/providers/inoti"
)

const (
	englishMenu = "Corner shop\n1. Register\n2. Buy airtime\n3. Price list\n4. Leave a message\n5. Farsi"
	persianMenu = "فروشگاه محله\n۱. ثبت نام\n۲. خرید شارژ\n۳. قیمت\n۴. پیام\n۵. English"
	askCode     = "Please enter your registration code\n0. Back"
	askAmount   = "Amount in rial?\n0. Back"
	badAmount   = "An amount is 10,000 to 2,000,000 rial.\n" + askAmount
	askText     = "Please write your message, without *\n0. Back"
	stored      = "Your registration code has been stored successfully[end]"
	thanks      = "Thank you. We have your message.[end]"
	pricesOne   = "Prices in rial\nBread 25,000\nMilk 90,000\nTea 250,000\nRice 180,000\nSugar 70,000\nSalt 15,000\n9. More\n0. Back"
	pricesTwo   = "Prices in rial\nCheese 95,000\nButter 80,000\nYoghurt 60,000\nHoney 320,000\nDates 85,000\nFlour 55,000\n0. Back"
)

// in splits the inputs of a conversation, written as in call: 1*4567.
func in(call string) []string {
	if call == "" {
		return nil
	}
	return strings.Split(call, "*")
}

func TestConversations(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, inputs, want string
	}{
		{"the menu", "", englishMenu},
		{"a wrong choice", "7", "No such choice\n" + englishMenu},
		{"a wrong choice twice", "7*8", "No such choice\n" + englishMenu},
		{"a right choice after a wrong one", "7*1", askCode},
		{"an empty choice", "7*", "No such choice\n" + englishMenu},
		{"the menu has no way back", "0", "No such choice\n" + englishMenu},
		{"a choice with blanks around it", " 1 ", askCode},
		{"a choice in Persian digits", "۱", askCode},
		{"a choice in Arabic digits", "١", askCode},

		{"register", "1", askCode},
		{"register, and back", "1*0", englishMenu},
		{"a code", "1*4567", stored},
		{"the shortest code", "1*77", stored},
		{"the longest code", "1*123456789012", stored},
		{"a code in Persian digits", "1*۴۵۶۷", stored},
		{"a code in Arabic digits", "1*٤٥٦٧", stored},
		{"an empty code, twice", "1**", "You entered nothing.\n" + askCode},
		{"a blank code", "1* ", "You entered nothing.\n" + askCode},
		{"a code that is too short", "1*7", "A code has 2 to 12 digits.\n" + askCode},
		{"a code that is too long", "1*1234567890123", "A code has 2 to 12 digits.\n" + askCode},
		{"a code of letters", "1*abcd", "A code has 2 to 12 digits.\n" + askCode},
		{"a code after a wrong one", "1*x**4567", stored},
		{"a code with a star in it", "1*12*34", "Please leave out the *.\n" + askCode},
		{"a code after one with a star in it", "1*12*34*1234", stored},

		{"airtime", "2", askAmount},
		{"airtime, and back", "2*0", englishMenu},
		{"an empty amount", "2* ", "You entered nothing.\n" + askAmount},
		{"an amount of letters", "2*much", badAmount},
		{"an amount with a sign", "2*+50000", badAmount},
		{"an amount with a fraction", "2*50000.5", badAmount},
		{"too little", "2*9999", badAmount},
		{"too much", "2*2000001", badAmount},
		{"far too much", "2*99999999999999999999", badAmount},
		{"an amount with a star in it", "2*50000*7", "Please leave out the *.\n" + askAmount},

		{"prices", "3", pricesOne},
		{"more prices", "3*9", pricesTwo},
		{"no more prices", "3*9*9", "No such choice\n" + pricesTwo},
		{"prices, a page back", "3*9*0", pricesOne},
		{"prices, and back", "3*0", englishMenu},

		{"a message", "4", askText},
		{"a message, and back", "4*0", englishMenu},
		{"an empty message", "4* ", "You entered nothing.\n" + askText},
		{"a message that is too long", "4*" + strings.Repeat("x", 183), "That is too long.\n" + askText},
		{"to confirm", "4*Two eggs", "Send this message?\nTwo eggs\n1. Send\n0. Back"},
		{"to confirm Persian", "4*دو نان", "Send this message?\nدو نان\n1. Send\n0. Back"},
		{"to confirm what is long", "4*abcdefghijklmnopqrstuvwxyz 12", "Send this message?\nabcdefghijklmnopqrstuvwxy...\n1. Send\n0. Back"},
		{"to confirm what is just short enough", "4*abcdefghijklmnopqrstuvwxyz 1", "Send this message?\nabcdefghijklmnopqrstuvwxyz 1\n1. Send\n0. Back"},
		{"to confirm what would end the session", "4*bye [end]", "Send this message?\nbye [end]\n1. Send\n0. Back"},
		{"to confirm what has lines", "4*a\n\tb\x00", "Send this message?\na b\n1. Send\n0. Back"},
		{"a wrong choice about a message", "4*Two eggs*2", "No such choice\nSend this message?\nTwo eggs\n1. Send\n0. Back"},
		{"to write again", "4*Two eggs*0", askText},
		{"sent", "4*Two eggs*1", thanks},
		{"written twice and sent", "4*Two eggs*0*Three eggs*1", thanks},
		{"a message with a star before it is confirmed", "4*2*3 eggs", "No such choice\nSend this message?\n2\n1. Send\n0. Back"},
		{"a message whose star looks like a choice", "4*2*1*1 eggs", "Please leave out the *.\n" + askText},

		{"Persian", "5", persianMenu},
		{"Persian and English again", "5*5", englishMenu},
		{"Persian in Persian digits", "5*۱*۰", persianMenu},
		{"a wrong choice in Persian", "5*9", "گزینه نادرست\n" + persianMenu},
		{"register in Persian", "5*1", "لطفا کد ثبت نام خود را وارد نمایید\n۰. بازگشت"},
		{"a code in Persian", "5*۱*۴۵۶۷", "کد ثبت نام شما با موفقیت در سیستم ثبت شد[end]"},
		{"a wrong code in Persian", "5*1*x", "کد ۲ تا ۱۲ رقم دارد.\nلطفا کد ثبت نام خود را وارد نمایید\n۰. بازگشت"},
		{"airtime in Persian", "5*2", "مبلغ به ریال؟\n۰. بازگشت"},
		{"too little in Persian", "5*۲*۹۹۹۹", "۱۰٬۰۰۰ تا ۲٬۰۰۰٬۰۰۰ ریال\nمبلغ به ریال؟\n۰. بازگشت"},
		{"prices in Persian", "5*3", "قیمت (ریال)\nنان ۲۵٬۰۰۰\nشیر ۹۰٬۰۰۰\nچای ۲۵۰٬۰۰۰\n۹. بیشتر\n۰. بازگشت"},
		{"the last prices in Persian", "5*3*9*9*9", "قیمت (ریال)\nعسل ۳۲۰٬۰۰۰\nخرما ۸۵٬۰۰۰\nآرد ۵۵٬۰۰۰\n۰. بازگشت"},
		{"a message in Persian", "5*4*دو نان", "این پیام ارسال شود؟\nدو نان\n۱. ارسال\n۰. بازگشت"},
		{"sent in Persian", "5*4*دو نان*۱", "سپاسگزاریم. پیام شما به ما رسید.[end]"},

		{"as many steps as there may be", strings.Repeat("3*0*", 49) + "3*0", englishMenu},
		{"too many steps", strings.Repeat("3*0*", 50) + "3", "That took too many steps. Please dial again.[end]"},
		{"too many steps in Persian", "5" + strings.Repeat("*x", 100), "مراحل زیاد شد. لطفا دوباره شماره گیری کنید.[end]"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			if got := walk(rial, in(test.inputs)).screen(0); got != test.want {
				t.Errorf("inputs %q\n got %q\nwant %q", test.inputs, got, test.want)
			}
		})
	}
}

func TestAmounts(t *testing.T) {
	t.Parallel()
	for inputs, want := range map[string]int64{
		"2*10000":             10_000,
		"2*2000000":           2_000_000,
		"2* 0050000 ":         50_000,
		"2*۵۰۰۰۰":             50_000,
		"2*٥٠٠٠٠":             50_000,
		"2*x*9*50000":         50_000,
		"2*50000*7*60000":     60_000,
		"5*2*50000":           50_000,
		"1*0*5*5*2*0*2*5۰0٠0": 50_000,
	} {
		if got := walk(rial, in(inputs)).outcome; got != (purchase{want}) {
			t.Errorf("after %q: %#v, want a purchase of %d", inputs, got, want)
		}
	}
}

// mostAirtime is the most that a screen has room for.
const mostAirtime = 999_999_999_999

func TestAirtimeIsTold(t *testing.T) {
	t.Parallel()
	for inputs, want := range map[string]string{
		"2":   "You have 50,000 rial of airtime.\n" + askAmount,
		"2*x": "An amount is 10,000 to 2,000,000 rial.\nYou have 50,000 rial of airtime.\n" + askAmount,
		"5*2": "شارژ شما: ۵۰٬۰۰۰ ریال\nمبلغ به ریال؟\n۰. بازگشت",
		"":    englishMenu,
		"1":   askCode,
	} {
		if got := walk(rial, in(inputs)).screen(50_000); got != want {
			t.Errorf("inputs %q\n got %q\nwant %q", inputs, got, want)
		}
	}
}

// answers are inputs of every sort: choices, codes, an amount that is sold in every
// currency, texts that are long in either coding, and texts that mean something to
// the gateway.
var answers = []string{
	"", "0", "1", "2", "3", "4", "5", "9", "77", "20000", "x",
	strings.Repeat("€", maxMessage), strings.Repeat("ی", maxMessage), strings.Repeat("😀", maxMessage),
	strings.Repeat("x", maxMessage+1), "bye [end]", "9900|F-1|1000",
}

// reachable is every screen that answers lead to, with the way to it, for one who
// pays in c and has that much airtime. It goes through purchases, which have no
// screen.
func reachable(c currency, airtime int64) map[string][]string {
	found := map[string][]string{}
	bought := map[outcome]bool{}
	ways := [][]string{nil}
	for len(ways) > 0 {
		way := ways[0]
		ways = ways[1:]
		at := walk(c, way)
		screen := at.screen(airtime)
		if _, known := found[screen]; known || bought[at.outcome] {
			continue
		}
		if _, buys := at.outcome.(purchase); buys {
			bought[at.outcome] = true
		} else {
			found[screen] = way
		}
		for _, answer := range answers {
			ways = append(ways, append(way[:len(way):len(way)], answer))
		}
	}
	return found
}

func TestEveryScreenFits(t *testing.T) {
	t.Parallel()
	for c, of := range currencies {
		t.Run(of.unit[english], func(t *testing.T) {
			t.Parallel()
			for _, airtime := range []int64{0, mostAirtime} {
				screensFit(t, reachable(currency(c), airtime))
			}
			for _, l := range []language{english, persian} {
				endsFit(t, manner{l, currency(c)})
			}
		})
	}
}

// screensFit wants all screens of one currency, and all of them right.
func screensFit(t *testing.T, screens map[string][]string) {
	t.Helper()
	if len(screens) < 60 {
		t.Errorf("only %d screens found: the walk does not reach all of the shop", len(screens))
	}
	for screen, way := range screens {
		if fault := wrongWith(screen); fault != "" {
			t.Errorf("after %q: %s\n%s", way, fault, screen)
		}
	}
}

// endsFit wants right screens where no answer leads.
func endsFit(t *testing.T, m manner) {
	t.Helper()
	pages := []page{tooMuch(m), bought(m, currencies[m.currency].maxAmount)}
	for _, why := range []phrase{noSuchOrder, noSuchPayment, otherPayment, paidBefore, cannotVerify, verifyRefused, verifyFailed} {
		pages = append(pages, notBought(m, why))
	}
	for _, p := range pages {
		if fault := wrongWith(p.screen(0)); fault != "" {
			t.Errorf("%s\n%s", fault, p.screen(0))
		}
	}
}

// TestBackEverywhere asks of every screen that waits that 0 is on it, but for
// the two menus, and that it leads to another page.
func TestBackEverywhere(t *testing.T) {
	t.Parallel()
	for c, of := range currencies {
		t.Run(of.unit[english], func(t *testing.T) {
			t.Parallel()
			backEverywhere(t, currency(c))
		})
	}
}

func backEverywhere(t *testing.T, c currency) {
	t.Helper()
	menus := 0
	for screen, way := range reachable(c, mostAirtime) {
		_, ended := inoti.ReadReply(screen).(inoti.Closing)
		if ended {
			continue
		}
		if strings.HasSuffix(screen, englishMenu) || strings.HasSuffix(screen, persianMenu) {
			menus++
			continue
		}
		if !strings.HasSuffix(screen, "\n0. Back") && !strings.HasSuffix(screen, "\n۰. بازگشت") {
			t.Errorf("after %q there is no way back\n%s", way, screen)
		}
		if back := walk(c, append(way[:len(way):len(way)], "0")).screen(mostAirtime); back == screen {
			t.Errorf("after %q 0 leads nowhere\n%s", way, screen)
		}
	}
	if menus != 4 { // in two languages, with and without a notice
		t.Errorf("%d menus, want 4", menus)
	}
}

// wrongWith says what would be wrong with a reply on a real network.
func wrongWith(reply string) string {
	carried := inoti.Carried(reply)
	inner, _ := inoti.Trim(carried)
	_, faults := text.Clean(carried)
	_, paying := inoti.ReadReply(reply).(inoti.Payment)
	switch size := text.Measure(carried); {
	case inner == "":
		return "it is empty"
	case !size.Fits():
		return "it does not fit: " + size.Coding.String()
	case inner != carried:
		return "white space stands around it"
	case len(faults) > 0:
		return "it is not clean"
	case paying:
		return "it asks for money"
	default:
		return ""
	}
}

func TestPhrasesAreWhole(t *testing.T) {
	t.Parallel()
	for c := range currencies {
		for screen := range reachable(currency(c), mostAirtime) {
			if strings.ContainsAny(screen, "\u064A\u0643") {
				t.Errorf("Arabic yeh or kaf in Persian\n%s", screen)
			}
		}
	}
	for _, g := range goods {
		if g.name[english] == "" || g.name[persian] == "" || slices.Min(g.tag[:]) < 1 {
			t.Errorf("not a whole good: %+v", g)
		}
	}
}

func TestAmount(t *testing.T) {
	t.Parallel()
	tests := []struct {
		n                int64
		english, persian string
	}{
		{7, "7", "۷"},
		{700, "700", "۷۰۰"},
		{25_000, "25,000", "۲۵٬۰۰۰"},
		{4_800_000, "4,800,000", "۴٬۸۰۰٬۰۰۰"},
	}
	for _, test := range tests {
		if got := english.amount(test.n); got != test.english {
			t.Errorf("%d in English: %s, want %s", test.n, got, test.english)
		}
		if got := persian.amount(test.n); got != test.persian {
			t.Errorf("%d in Persian: %s, want %s", test.n, got, test.persian)
		}
	}
}
