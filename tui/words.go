package tui

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"charm.land/bubbles/v2/key"

	"candybar/gateway/ledger"
	"candybar/phone"
	"candybar/phone/text"
)

// Language is what the handset speaks where it speaks by itself. What handlers and
// providers send stays as it is, and so does what is beside the phone. It is chosen
// at the moment of drawing: events, flows and the control API know English alone.
type Language string

// The languages.
const (
	LanguageEnglish Language = "en"
	LanguagePersian Language = "fa"
)

// ParseLanguage reads the name of a language. The error lists those there are.
func ParseLanguage(name string) (Language, error) {
	switch language := Language(name); language {
	case LanguageEnglish, LanguagePersian:
		return language, nil
	default:
		return "", fmt.Errorf("there is no language %q: choose en or fa", name)
	}
}

// say is one of the handset's own texts in its language; any other text is said as
// it is.
func (r ruler) say(s string) string {
	if r.language != LanguagePersian {
		return s
	}
	for _, texts := range []map[string]string{persian, persianDialled} {
		if said, known := texts[s]; known {
			return said
		}
	}
	return s
}

// sayKey is what a key of the phone does.
func (r ruler) sayKey(b key.Binding) string {
	does := b.Help().Desc
	if word, count, counted := strings.Cut(does, " ("); counted && r.language == LanguagePersian {
		return r.say(word) + " (" + persianDigits(count)
	}
	return r.say(does)
}

// digits says how many digits are wanted.
func (r ruler) digits(least, most int) string {
	if r.language != LanguagePersian {
		return fmt.Sprintf("%d–%d digits", least, most)
	}
	return persianDigits(fmt.Sprintf("%d تا %d رقم", least, most))
}

// count is so many of something.
func (r ruler) count(n int, what string) string {
	if r.language != LanguagePersian {
		return fmt.Sprintf("%d %s", n, what)
	}
	return persianDigits(fmt.Sprint(n)) + " " + r.say(what)
}

// date is a day as an idle phone shows it.
func (r ruler) date(at time.Time) string {
	if r.language != LanguagePersian {
		return at.Format("Monday 2 January")
	}
	month, day := solarHijri(at)
	return persianDays[at.Weekday()] + " " + persianDigits(strconv.Itoa(day)) + " " + persianMonths[month-1]
}

// wallet says what the wallet holds.
func (r ruler) wallet(holds string) string {
	if r.language != LanguagePersian {
		return "wallet " + holds
	}
	return "کیف پول: " + r.money(holds)
}

// money is an amount, "50,000 rial".
func (r ruler) money(amount string) string {
	if r.language != LanguagePersian {
		return amount
	}
	number, unit, _ := strings.Cut(amount, " ")
	return persianDigits(number) + " " + r.say(unit)
}

// messageOf is the title of a message of the operator, as Android has it.
func (r ruler) messageOf(operator string) string {
	if r.language != LanguagePersian {
		return operator + " message"
	}
	return "پیام " + operator
}

const wordsNotPaid = "Not paid: "

// notPaid is why money did not move, and how much.
func (r ruler) notPaid(reason, amount string) string {
	return r.say(wordsNotPaid) + r.say(reason) + ".\n\n" + r.money(amount)
}

// persianDigits is s with its Latin digits in Persian.
func persianDigits(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return '۰' + r - '0'
		}
		return r
	}, s)
}

var persianDays = [...]string{"یکشنبه", "دوشنبه", "سه‌شنبه", "چهارشنبه", "پنجشنبه", "جمعه", "شنبه"}

var persianMonths = [...]string{
	"فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند",
}

// persian are the handset's own texts in Persian, as phones have them.
var persian = map[string]string{
	// What the keys below the screen do.
	"call": "تماس", "redial": "شماره‌گیری دوباره", "send": "ارسال", "OK": "تأیید", "clear": "پاک کردن",
	"hang up": "قطع", "cancel": "لغو", "back": "بازگشت", "read": "خواندن", "pay": "پرداخت", "use code": "استفاده از کد",
	"copy link": "کپی پیوند", "copy code": "کپی کد", "messages": "پیام‌ها", "recent": "تماس‌ها", "codes": "کدها",
	"save": "ذخیره", "later": "بعداً", "decline": "رد کردن", "approve": "تأیید", "resend": "ارسال دوباره",
	"CANCEL": "لغو", "SEND": "ارسال",
	// What a question wants.
	"PIN": "رمز", "code": "کد",
	// What the phone says of a session.
	phone.TextRunning: "کد USSD در حال اجرا…",
	phone.TextFailed:  "مشکل در اتصال یا کد MMI نامعتبر.",
	phone.TextExpired: "نشست به پایان رسید.",
	"USSD message must be between 1 and 160 characters. Please try again.": "پیام USSD باید بین ۱ تا ۱۶۰ نویسه باشد. دوباره امتحان کنید.",
	"Carrier message": "پیام شبکه",
	"session ended":   "نشست پایان یافت", "tab shows why": "دلیل آن: tab",
	// Why a key did nothing, and what came of one.
	phone.ErrSessionOpen.Error():                       "نشستی باز است: اول پاسخ دهید یا قطع کنید",
	phone.ErrNothingOpen.Error():                       "چیزی برای پاسخ دادن نیست: اول شماره بگیرید",
	phone.ErrNoPrompt.Error():                          "این درخواست دیگر باز نیست",
	phone.ErrNotTypable.Error():                        "این نویسه‌ها را نمی‌توان تایپ کرد",
	phone.ErrEmpty.Error():                             "چیزی برای ارسال نیست",
	phone.ErrTooLong.Error():                           "پاسخ بیش از اندازه بلند است",
	phone.ErrRunning.Error():                           "کد در حال اجراست: منتظر شبکه بمانید",
	"back does nothing in this dialog: CANCEL ends it": "بازگشت کاری نمی‌کند: «لغو» را بزنید",
	"paid": "پرداخت شد", "declined": "رد شد",
	wordsPutAway: "هنوز می‌پرسد:", wordsPutAwayMany: "درخواست‌های باز:", wordsLater: "کنار گذاشته شد و باز است",
	wordsLinkCopied: "پیوند به حافظه سپرده شد", wordsCodeCopied: "کد به حافظه سپرده شد",
	// Its lists.
	"Messages": "پیام‌ها", titleCalls: "تماس‌های اخیر", titleCodes: "کدهای ذخیره‌شده", titleNaming: "ذخیرهٔ کد",
	wordsNaming: "نام آن:", wordsNoCall: "هنوز تماسی گرفته نشده است.",
	wordsNoCode: "هنوز کدی نیست. در تماس‌ها با s ذخیره کنید.",
	wordsFull:   "جا نیست: اول یک کد را بردارید",
	tabCalls:    "تماس‌ها", wordsNew: "تازه", "unread": "خوانده‌نشده", "asked again": "دوباره پرسیده شد",
	// Money.
	wordsNotPaid: "پرداخت نشد: ", ledger.NotEnough: "موجودی کافی نیست",
	"rial": "ریال", "rupees": "روپیه", "francs": "فرانک",
}

// leftToRightMark before a code keeps its star in front, where the words around it
// go right to left: without it *6655*123# reads #123*6655*.
const leftToRightMark = "\u200e"

// hint is what an idle phone suggests, where that is to dial a code.
func (r ruler) hint(s string) string {
	code, found := strings.CutPrefix(s, "dial ")
	code, shop := strings.CutSuffix(code, " for the demo shop")
	if r.language != LanguagePersian || !found || !shop || text.LatinDigits(code) != code {
		return s
	}
	return "فروشگاه نمایشی: " + leftToRightMark + code
}
