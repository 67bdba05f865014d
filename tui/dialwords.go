package tui

import (
	"strings"

	"candybar/phone/dial"
)

// kind says in a few words what a dial string is, and what to know besides.
func (r ruler) kind(d dial.Dialled) string {
	said := r.say(d.Name)
	if d.Note != "" {
		said += ": " + r.note(d.Note)
	}
	return said
}

// sentence says what was dialled.
func (r ruler) sentence(d dial.Dialled) string {
	if r.language != LanguagePersian {
		return d.Sentence()
	}
	said := persianVerdict(rightToLeftMark+leftToRightMark+d.Masked()+leftToRightMark, d.Class, r.say(d.Name))
	if d.Note != "" {
		said += "؛ " + r.note(d.Note)
	}
	return said
}

// rightToLeftMark before a code has the sentence that it begins go right to left.
const rightToLeftMark = "\u200f"

// note is what to know besides. The one that names a character has that in front.
func (r ruler) note(s string) string {
	if odd, named := strings.CutSuffix(s, cannotBeDialled); named && r.language == LanguagePersian {
		return odd + " را نمی‌توان گرفت"
	}
	return r.say(s)
}

const cannotBeDialled = " cannot be dialled"

// persianVerdict is what a code is in Persian, as its Sentence says it in English.
func persianVerdict(code string, class dial.Class, name string) string {
	const unseen = ": به برنامه‌ای نمی‌رسد"
	switch class {
	case dial.Nothing:
		return "چیزی گرفته نشد"
	case dial.Local:
		return code + " را خود گوشی پاسخ می‌دهد (" + name + ")" + unseen
	case dial.Supplementary:
		return code + " یک سرویس شبکه است (" + name + ")، میان گوشی و شبکه" + unseen
	case dial.Call:
		return code + " " + name + " است، که این گوشی نمی‌گیرد" + unseen
	case dial.USSD:
		return code + " کد دستوری است: برنامهٔ آن پاسخ می‌دهد"
	case dial.Emergency:
		return code + " تماس اضطراری است، که این گوشی نمی‌گیرد" + unseen
	case dial.Short:
		return code + " کد دستوری کوتاه است، برای خود شبکه" + unseen
	default:
		return code
	}
}

// persianDialled are the names of what can be dialled, and what to know besides.
var persianDialled = map[string]string{
	"nothing": "هیچ", "USSD": "کد دستوری", "secret code": "کد پنهان سازنده", "voice call": "تماس صوتی", "USSD short string": "کد دستوری کوتاه",
	"emergency call":                       "تماس اضطراری",
	"voice call, caller identity shown":    "تماس صوتی با نمایش شماره",
	"voice call, caller identity hidden":   "تماس صوتی با شمارهٔ پنهان",
	"SIM PIN change":                       "تغییر پین سیم‌کارت",
	"SIM PIN2 change":                      "تغییر پین۲ سیم‌کارت",
	"SIM PUK, new PIN":                     "پوک سیم‌کارت، پین تازه",
	"SIM PUK2, new PIN2":                   "پوک۲ سیم‌کارت، پین۲ تازه",
	"call forwarding":                      "انتقال تماس",
	"call waiting":                         "انتظار مکالمه",
	"call barring":                         "محدودیت تماس",
	"line identification":                  "نمایش شماره",
	"barring password":                     "رمز محدودیت تماس",
	"call deflection":                      "هدایت تماس",
	"call priority":                        "اولویت تماس",
	"connected line identification":        "نمایش شمارهٔ مقصد",
	"user-to-user signalling":              "پیام‌رسانی میان مشترکان",
	"explicit call transfer":               "واگذاری تماس",
	"call completion to a busy subscriber": "تماس خودکار پس از اشغال",
	"follow me":                            "انتقال همراه",
	"calling name presentation":            "نمایش نام تماس‌گیرنده",
	"multiple subscriber profile":          "چند نمایهٔ مشترک",
	"multicall":                            "چند تماس هم‌زمان",

	"missing final #": leftToRightMark + "#" + leftToRightMark + " پایانی نیست",
	"TS 22.030 reserves this; Android sends it as USSD, do not use it for an application": "استاندارد آن را برای شبکه نگه داشته و اندروید کد دستوری می‌گیرد: برای برنامه به کار نبرید",
	"some countries have phones dial it as a call":                                        "در برخی کشورها تماس گرفته می‌شود",
	"the phone refuses it: these begin with **":                                           "گوشی نمی‌پذیرد: باید با " + leftToRightMark + "**" + leftToRightMark + " آغاز شود",
	"too long for one USSD string of 160 octets":                                          "برای یک کد دستوری (۱۶۰ اکتت) بلند است",
}
