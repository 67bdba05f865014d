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
	toPrices = phrase{
		english: "Price list",
		persian: "فهرست قیمت",
	}
	toMessage = phrase{
		english: "Leave a message",
		persian: "گذاشتن پیام",
	}
	// Whoever needs the other language reads its name in that language.
	toOtherLanguage = phrase{
		english: "فارسی",
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
	pricesInRial = phrase{
		english: "Prices in rial",
		persian: "قیمت (ریال)",
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
	tooManySteps = phrase{
		english: "That took too many steps. Please dial again.",
		persian: "مراحل زیاد شد. لطفا دوباره شماره گیری کنید.",
	}
)

// About the last answer. The first is as short as it is because it must fit
// above the menu, which has 80 characters.
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
	messageTooLong = phrase{
		english: "That is too long.",
		persian: "پیام طولانی است.",
	}
	leaveOutStar = phrase{
		english: "Please leave out the *.",
		persian: "لطفا * وارد نکنید.",
	}
)
