package demoshop

import (
	"fmt"
	"slices"
	"strings"

	"candybar/providers/inoti"
)

// maxInputs bounds a walk. A session lasts a few minutes: nobody comes near.
const maxInputs = 100

// page is one screen, and where each answer to it leads. Pages are made as they
// are reached, from nothing but the answers before them.
type page struct {
	language language
	// notice is a first line about the last answer, mostly empty.
	notice string
	// tellsAirtime is true where the caller's airtime stands above the text.
	tellsAirtime bool
	text         string
	// choices are the entries below the text.
	choices []choice
	// read takes an answer that is none of the choices. Where it is nil, such
	// an answer is wrong.
	read func(answer string) page
	// outcome is what the session came to; it ends there. Nil: it goes on.
	outcome outcome
}

// choice is one entry of a page.
type choice struct {
	key   string
	label phrase
	to    func(language) page
}

// outcome is how the shop ends a session. Whatever a caller can achieve here is
// one kind of outcome, made by a page and carried out by the handler's turn.
type outcome interface{ outcome() }

type (
	// registration is a code to be stored.
	registration struct{ code string }
	// message is a text for the shopkeeper.
	message struct{ text string }
	// purchase is airtime to be paid for. Its page has no screen: the reply is
	// 9900|YourFactorId|Price. The callback that follows it is no answer to any
	// page.
	purchase struct{ rial int64 }
	// nothing is an end without any effect.
	nothing struct{}
)

func (registration) outcome() {}
func (message) outcome()      {}
func (purchase) outcome()     {}
func (nothing) outcome()      {}

// walk goes from the menu through the inputs, oldest first, and gives the page
// where they lead.
func walk(inputs []string) page {
	at := menu(english)
	for i, input := range inputs {
		if i == maxInputs {
			return tooMuch(at.language)
		}
		at = at.next(input)
	}
	return at
}

// next is the page after p, given the answer to it.
func (p page) next(answer string) page {
	key := latin(strings.TrimSpace(answer))
	at := slices.IndexFunc(p.choices, func(c choice) bool { return c.key == key })
	switch {
	case at >= 0:
		return p.choices[at].to(p.language)
	case p.read != nil:
		return p.read(answer)
	default:
		return p.noting(noSuchChoice)
	}
}

// noting is p with a first line about the answer that led to it.
func (p page) noting(notice phrase) page {
	p.notice = notice[p.language]
	return p
}

// screen is p as the gateway is told, for a caller who has that much airtime, in
// rial.
func (p page) screen(airtime int64) string {
	var lines []string
	if p.notice != "" {
		lines = append(lines, p.notice)
	}
	if p.tellsAirtime && airtime > 0 {
		lines = append(lines, fmt.Sprintf(haveAirtime[p.language], p.language.amount(airtime)))
	}
	lines = append(lines, p.text)
	for _, c := range p.choices {
		lines = append(lines, p.language.digits(c.key)+". "+c.label[p.language])
	}
	screen := strings.Join(lines, "\n")
	if p.outcome != nil {
		screen += inoti.End
	}
	return screen
}

// The pages. 0 is the page before, on all of them but the menu.

func menu(l language) page {
	return page{
		language: l,
		text:     shopName[l],
		choices: []choice{
			{"1", toRegister, askForCode},
			{"2", toAirtime, askForAmount},
			{"3", toPrices, prices(0)},
			{"4", toMessage, askForMessage},
			{"5", toOtherLanguage, func(l language) page { return menu(l.other()) }},
		},
	}
}

func askForCode(l language) page {
	return page{
		language: l,
		text:     enterCode[l],
		choices:  []choice{{"0", back, menu}},
		read: func(answer string) page {
			switch code := latin(strings.TrimSpace(answer)); {
			case code == "":
				return askForCode(l).noting(nothingEntered)
			case !isCode(code):
				return askForCode(l).noting(noCode)
			default:
				return registered(l, code)
			}
		},
	}
}

func registered(l language, code string) page {
	return page{
		language: l,
		text:     codeStored[l],
		read:     cutByStar(askForCode(l)),
		outcome:  registration{code},
	}
}

func askForAmount(l language) page {
	return page{
		language:     l,
		tellsAirtime: true,
		text:         enterAmount[l],
		choices:      []choice{{"0", back, menu}},
		read: func(answer string) page {
			entered := latin(strings.TrimSpace(answer))
			rial, ok := readAmount(entered)
			switch {
			case entered == "":
				return askForAmount(l).noting(nothingEntered)
			case !ok:
				return askForAmount(l).noting(noAmount)
			default:
				return ordered(l, rial)
			}
		},
	}
}

func ordered(l language, rial int64) page {
	return page{
		language: l,
		read:     cutByStar(askForAmount(l)),
		outcome:  purchase{rial},
	}
}

// bought answers the callback of an order that is booked.
func bought(l language, rial int64) page {
	return page{language: l, text: fmt.Sprintf(airtimeBought[l], l.amount(rial)), outcome: nothing{}}
}

// notBought answers a callback for which nothing was booked.
func notBought(l language, why phrase) page {
	return page{language: l, text: why[l], outcome: nothing{}}
}

// prices is the price list from its nth page on, counted from 0.
func prices(n int) func(language) page {
	return func(l language) page {
		before, after := menu, []choice(nil)
		if n > 0 {
			before = prices(n - 1)
		}
		from := n * l.goodsPerPage()
		to := min(from+l.goodsPerPage(), len(goods))
		if to < len(goods) {
			after = []choice{{"9", more, prices(n + 1)}}
		}
		return page{
			language: l,
			text:     pricesInRial[l] + "\n" + priceLines(l, goods[from:to]),
			choices:  append(after, choice{"0", back, before}),
		}
	}
}

func askForMessage(l language) page {
	return page{
		language: l,
		text:     writeMessage[l],
		choices:  []choice{{"0", back, menu}},
		read: func(answer string) page {
			switch text := tidy(answer); {
			case text == "":
				return askForMessage(l).noting(nothingEntered)
			case tooLong(text):
				return askForMessage(l).noting(messageTooLong)
			default:
				return confirm(l, text)
			}
		},
	}
}

// confirm repeats the message before it is sent. The choices stand below it for
// one more reason than custom: a message that ends in [end] would close the
// session if it were the last thing on the screen.
//
// A message with a star in it arrives in pieces, and this page is asked about
// the second one. It does not put them together again: it would have to do so
// with every wrong choice as well, which in call looks just the same. Asking
// for a message without stars is the honest way.
func confirm(l language, text string) page {
	return page{
		language: l,
		text:     sendThis[l] + "\n" + quote(text),
		choices: []choice{
			{"1", send, func(l language) page { return sent(l, text) }},
			{"0", back, askForMessage},
		},
	}
}

func sent(l language, text string) page {
	return page{
		language: l,
		text:     messageSent[l],
		read:     cutByStar(askForMessage(l)),
		outcome:  message{text},
	}
}

// tooMuch gives up a walk that has no end.
func tooMuch(l language) page {
	return page{language: l, text: tooManySteps[l], outcome: nothing{}}
}

// cutByStar takes what comes after an end. No session goes on there, so what
// came was part of the last answer, cut off by a star. What stands before the
// star is not what the caller meant: asking is the page to ask again.
func cutByStar(asking page) func(string) page {
	return func(string) page { return asking.noting(leaveOutStar) }
}
