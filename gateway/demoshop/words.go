package demoshop

import "strings"

// language is a language that the shop speaks.
type language int

const (
	english language = iota
	persian
)

func (l language) other() language {
	if l == english {
		return persian
	}
	return english
}

// digits writes the digits of s as the language does.
func (l language) digits(s string) string {
	if l == english {
		return s
	}
	return strings.Map(func(r rune) rune {
		if '0' <= r && r <= '9' {
			return '۰' + r - '0'
		}
		return r
	}, s)
}

// phrase is one thing to say, in each language. Persian is written with its own
// ی (U+06CC) and ک (U+06A9), not with the Arabic letters that look like them.
type phrase [2]string

// On the menus.
var (
	shopName = phrase{
		english: "Corner shop",
		persian: "فروشگاه محله",
	}
	toRegister = phrase{
		english: "Register",
		persian: "ثبت نام",
	}
	toAirtime = phrase{
		english: "Buy airtime",
		persian: "خرید شارژ",
	}
	toPrices = phrase{
		english: "Price list",
		persian: "قیمت",
	}
	toMessage = phrase{
		english: "Leave a message",
		persian: "پیام",
	}
	// Whoever needs the other language reads its own name for itself. Persian's
	// stands in Latin letters, as one Persian letter would turn the English menu
	// into UCS-2, whose 80 characters it fills: no notice would fit above it.
	toOtherLanguage = phrase{
		english: "Farsi",
		persian: "English",
	}
	send = phrase{
		english: "Send",
		persian: "ارسال",
	}
	more = phrase{
		english: "More",
		persian: "بیشتر",
	}
	back = phrase{
		english: "Back",
		persian: "بازگشت",
	}
)

// On the pages. The first two are those of iNoti's USSD Web Service page.
var (
	enterCode = phrase{
		english: "Please enter your registration code",
		persian: "لطفا کد ثبت نام خود را وارد نمایید",
	}
	codeStored = phrase{
		english: "Your registration code has been stored successfully",
		persian: "کد ثبت نام شما با موفقیت در سیستم ثبت شد",
	}
	pricesIn = phrase{
		english: "Prices in %s",
		persian: "قیمت (%s)",
	}
	writeMessage = phrase{
		english: "Please write your message, without *",
		persian: "لطفا پیام خود را بدون * بنویسید",
	}
	sendThis = phrase{
		english: "Send this message?",
		persian: "این پیام ارسال شود؟",
	}
	messageSent = phrase{
		english: "Thank you. We have your message.",
		persian: "سپاسگزاریم. پیام شما به ما رسید.",
	}
	enterAmount = phrase{
		english: "Amount in %s?",
		persian: "مبلغ به %s؟",
	}
	// What the caller bought so far. Up to 12 digits fit, below any notice.
	haveAirtime = phrase{
		english: "You have %s of airtime.",
		persian: "شارژ شما: %s",
	}
	tooManySteps = phrase{
		english: "That took too many steps. Please dial again.",
		persian: "مراحل زیاد شد. لطفا دوباره شماره گیری کنید.",
	}
)

// About the last answer. The first is as short as it is because it must fit
// above the Persian menu, which has 80 characters.
var (
	noSuchChoice = phrase{
		english: "No such choice",
		persian: "گزینه نادرست",
	}
	nothingEntered = phrase{
		english: "You entered nothing.",
		persian: "چیزی وارد نشد.",
	}
	noCode = phrase{
		english: "A code has 2 to 12 digits.",
		persian: "کد ۲ تا ۱۲ رقم دارد.",
	}
	noAmount = phrase{
		english: "An amount is %s to %s.",
		persian: "%s تا %s",
	}
	messageTooLong = phrase{
		english: "That is too long.",
		persian: "پیام طولانی است.",
	}
	leaveOutStar = phrase{
		english: "Please leave out the *.",
		persian: "لطفا * وارد نکنید.",
	}
)

// What came of a callback. It stands in the logs of the gateway and nowhere on
// the phone, whose session is over.
var (
	airtimeBought = phrase{
		english: "Thank you. You bought %s of airtime.",
		persian: "سپاسگزاریم. %s شارژ خریدید.",
	}
	noSuchOrder = phrase{
		english: "Nothing booked: there is no such order.",
		persian: "ثبت نشد: چنین سفارشی نیست.",
	}
	noSuchPayment = phrase{
		english: "Nothing booked: GetPayments knows of no such payment.",
		persian: "ثبت نشد: GetPayments چنین پرداختی ندارد.",
	}
	otherPayment = phrase{
		english: "Nothing booked: the payment is not the one of this order.",
		persian: "ثبت نشد: پرداخت با سفارش نمی خواند.",
	}
	paidBefore = phrase{
		english: "Nothing booked: the order was paid before, by another payment.",
		persian: "ثبت نشد: سفارش با پرداخت دیگری ثبت شده است.",
	}
	cannotVerify = phrase{
		english: "Nothing booked: the shop cannot verify payments, as it was given no GetPayments.",
		persian: "ثبت نشد: نشانی GetPayments تنظیم نشده است.",
	}
	verifyRefused = phrase{
		english: "Nothing booked: GetPayments refused to tell. Are user name, password and code name right?",
		persian: "ثبت نشد: GetPayments نپذیرفت. نام کاربری، رمز و نام کد درست است؟",
	}
	verifyFailed = phrase{
		english: "Nothing booked: GetPayments gave no answer that the shop can read.",
		persian: "ثبت نشد: GetPayments پاسخ خوانایی نداد.",
	}
)
