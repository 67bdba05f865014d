package demoshop

import (
	"strings"
	"testing"

	"candybar/phone/text"
	"candybar/providers/inoti"
)

const (
	englishMenu = "Corner shop\n1. Register\n2. Price list\n3. Leave a message\n4. فارسی"
	persianMenu = "فروشگاه محله\n۱. ثبت نام\n۲. فهرست قیمت\n۳. گذاشتن پیام\n۴. English"
	askCode     = "Please enter your registration code\n0. Back"
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

		{"prices", "2", pricesOne},
		{"more prices", "2*9", pricesTwo},
		{"no more prices", "2*9*9", "No such choice\n" + pricesTwo},
		{"prices, a page back", "2*9*0", pricesOne},
		{"prices, and back", "2*0", englishMenu},

		{"a message", "3", askText},
		{"a message, and back", "3*0", englishMenu},
		{"an empty message", "3* ", "You entered nothing.\n" + askText},
		{"a message that is too long", "3*" + strings.Repeat("x", 183), "That is too long.\n" + askText},
		{"to confirm", "3*Two eggs", "Send this message?\nTwo eggs\n1. Send\n0. Back"},
		{"to confirm Persian", "3*دو نان", "Send this message?\nدو نان\n1. Send\n0. Back"},
		{"to confirm what is long", "3*abcdefghijklmnopqrstuvwxyz 12", "Send this message?\nabcdefghijklmnopqrstuvwxy...\n1. Send\n0. Back"},
		{"to confirm what is just short enough", "3*abcdefghijklmnopqrstuvwxyz 1", "Send this message?\nabcdefghijklmnopqrstuvwxyz 1\n1. Send\n0. Back"},
		{"to confirm what would end the session", "3*bye [end]", "Send this message?\nbye [end]\n1. Send\n0. Back"},
		{"to confirm what has lines", "3*a\n\tb\x00", "Send this message?\na b\n1. Send\n0. Back"},
		{"a wrong choice about a message", "3*Two eggs*2", "No such choice\nSend this message?\nTwo eggs\n1. Send\n0. Back"},
		{"to write again", "3*Two eggs*0", askText},
		{"sent", "3*Two eggs*1", thanks},
		{"written twice and sent", "3*Two eggs*0*Three eggs*1", thanks},
		{"a message with a star before it is confirmed", "3*2*3 eggs", "No such choice\nSend this message?\n2\n1. Send\n0. Back"},
		{"a message whose star looks like a choice", "3*2*1*1 eggs", "Please leave out the *.\n" + askText},

		{"Persian", "4", persianMenu},
		{"Persian and English again", "4*4", englishMenu},
		{"Persian in Persian digits", "4*۱*۰", persianMenu},
		{"a wrong choice in Persian", "4*9", "گزینه نادرست\n" + persianMenu},
		{"register in Persian", "4*1", "لطفا کد ثبت نام خود را وارد نمایید\n۰. بازگشت"},
		{"a code in Persian", "4*۱*۴۵۶۷", "کد ثبت نام شما با موفقیت در سیستم ثبت شد[end]"},
		{"a wrong code in Persian", "4*1*x", "کد ۲ تا ۱۲ رقم دارد.\nلطفا کد ثبت نام خود را وارد نمایید\n۰. بازگشت"},
		{"prices in Persian", "4*2", "قیمت (ریال)\nنان ۲۵٬۰۰۰\nشیر ۹۰٬۰۰۰\nچای ۲۵۰٬۰۰۰\n۹. بیشتر\n۰. بازگشت"},
		{"the last prices in Persian", "4*2*9*9*9", "قیمت (ریال)\nعسل ۳۲۰٬۰۰۰\nخرما ۸۵٬۰۰۰\nآرد ۵۵٬۰۰۰\n۰. بازگشت"},
		{"a message in Persian", "4*3*دو نان", "این پیام ارسال شود؟\nدو نان\n۱. ارسال\n۰. بازگشت"},
		{"sent in Persian", "4*3*دو نان*۱", "سپاسگزاریم. پیام شما به ما رسید.[end]"},

		{"as many steps as there may be", strings.Repeat("2*0*", 49) + "2*0", englishMenu},
		{"too many steps", strings.Repeat("2*0*", 50) + "2", "That took too many steps. Please dial again.[end]"},
		{"too many steps in Persian", "4" + strings.Repeat("*x", 100), "مراحل زیاد شد. لطفا دوباره شماره گیری کنید.[end]"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			if got := walk(in(test.inputs)).screen(); got != test.want {
				t.Errorf("inputs %q\n got %q\nwant %q", test.inputs, got, test.want)
			}
		})
	}
}

// answers are inputs of every sort: choices, codes, texts that are long in
// either coding, and texts that mean something to the gateway.
var answers = []string{
	"", "0", "1", "2", "3", "4", "9", "77", "x",
	strings.Repeat("€", maxMessage), strings.Repeat("ی", maxMessage), strings.Repeat("😀", maxMessage),
	strings.Repeat("x", maxMessage+1), "bye [end]", "9900|F-1|1000",
}

// reachable is every screen that answers lead to, with the way to it.
func reachable() map[string][]string {
	found := map[string][]string{}
	ways := [][]string{nil}
	for len(ways) > 0 {
		way := ways[0]
		ways = ways[1:]
		screen := walk(way).screen()
		if _, known := found[screen]; known {
			continue
		}
		found[screen] = way
		for _, answer := range answers {
			ways = append(ways, append(way[:len(way):len(way)], answer))
		}
	}
	return found
}

func TestEveryScreenFits(t *testing.T) {
	t.Parallel()
	screens := reachable()
	if len(screens) < 50 {
		t.Errorf("only %d screens found: the walk does not reach all of the shop", len(screens))
	}
	for screen, way := range screens {
		if fault := wrongWith(screen); fault != "" {
			t.Errorf("after %q: %s\n%s", way, fault, screen)
		}
	}
	giveUp := tooMuch(persian).screen()
	if fault := wrongWith(giveUp); fault != "" {
		t.Errorf("giving up: %s", fault)
	}
}

// TestBackEverywhere asks of every screen that waits that 0 is on it, but for
// the two menus, and that it leads to another page.
func TestBackEverywhere(t *testing.T) {
	t.Parallel()
	menus := 0
	for screen, way := range reachable() {
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
		if back := walk(append(way[:len(way):len(way)], "0")).screen(); back == screen {
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
	for screen := range reachable() {
		if strings.ContainsAny(screen, "\u064A\u0643") {
			t.Errorf("Arabic yeh or kaf in Persian\n%s", screen)
		}
	}
	for _, g := range goods {
		if g.name[english] == "" || g.name[persian] == "" || g.rial < 1 {
			t.Errorf("not a whole good: %+v", g)
		}
	}
}

func TestAmount(t *testing.T) {
	t.Parallel()
	tests := []struct {
		n                int
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
