package demoshop

import (
	"slices"
	"strings"

	"candybar/providers/inoti"
)

// maxInputs bounds a walk. A session lasts a few minutes: nobody comes near.
const maxInputs = 100

// page is one screen, and where each answer to it leads. Pages are made as they
// are reached, from nothing but the answers before them.
type page struct {
	manner manner
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
	to    func(manner) page
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
	purchase struct{ amount int64 }
	// nothing is an end without any effect.
	nothing struct{}
)

func (registration) outcome() {}
func (message) outcome()      {}
func (purchase) outcome()     {}
func (nothing) outcome()      {}

// walk goes from the menu through the inputs of a caller who pays in c, oldest
// first, and gives the page where they lead.
func walk(c currency, inputs []string) page {
	at := menu(manner{english, c})
	for i, input := range inputs {
		if i == maxInputs {
			return tooMuch(at.manner)
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
		return p.choices[at].to(p.manner)
	case p.read != nil:
		return p.read(answer)
	default:
		return p.noting(noSuchChoice)
	}
}

// noting is p with a first line about the answer that led to it.
func (p page) noting(notice phrase, about ...any) page {
	p.notice = p.manner.says(notice, about...)
	return p
}

// screen is p as the gateway is told, for a caller who has that much airtime.
func (p page) screen(airtime int64) string {
	var lines []string
	if p.notice != "" {
		lines = append(lines, p.notice)
	}
	if p.tellsAirtime && airtime > 0 {
		lines = append(lines, p.manner.says(haveAirtime, p.manner.money(airtime)))
	}
	lines = append(lines, p.text)
	for _, c := range p.choices {
		lines = append(lines, p.manner.digits(c.key)+". "+p.manner.says(c.label))
	}
	screen := strings.Join(lines, "\n")
	if p.outcome != nil {
		screen += inoti.End
	}
	return screen
}

// The pages. 0 is the page before, on all of them but the menu.

func menu(m manner) page {
	return page{
		manner: m,
		text:   m.says(shopName),
		choices: []choice{
			{"1", toRegister, askForCode},
			{"2", toAirtime, askForAmount},
			{"3", toPrices, prices(0)},
			{"4", toMessage, askForMessage},
			{"5", toOtherLanguage, func(m manner) page { return menu(manner{m.other(), m.currency}) }},
		},
	}
}

func askForCode(m manner) page {
	return page{
		manner:  m,
		text:    m.says(enterCode),
		choices: []choice{{"0", back, menu}},
		read: func(answer string) page {
			switch code := latin(strings.TrimSpace(answer)); {
			case code == "":
				return askForCode(m).noting(nothingEntered)
			case !isCode(code):
				return askForCode(m).noting(noCode)
			default:
				return registered(m, code)
			}
		},
	}
}

func registered(m manner, code string) page {
	return page{
		manner:  m,
		text:    m.says(codeStored),
		read:    cutByStar(askForCode(m)),
		outcome: registration{code},
	}
}

func askForAmount(m manner) page {
	return page{
		manner:       m,
		tellsAirtime: true,
		text:         m.says(enterAmount, m.unit()),
		choices:      []choice{{"0", back, menu}},
		read: func(answer string) page {
			entered := latin(strings.TrimSpace(answer))
			amount, ok := readAmount(entered, m.currency)
			switch {
			case entered == "":
				return askForAmount(m).noting(nothingEntered)
			case !ok:
				return askForAmount(m).noting(noAmount, m.least(), m.most())
			default:
				return ordered(m, amount)
			}
		},
	}
}

func ordered(m manner, amount int64) page {
	return page{
		manner:  m,
		read:    cutByStar(askForAmount(m)),
		outcome: purchase{amount},
	}
}

// bought answers the callback of an order that is booked.
func bought(m manner, amount int64) page {
	return page{manner: m, text: m.says(airtimeBought, m.money(amount)), outcome: nothing{}}
}

// notBought answers a callback for which nothing was booked.
func notBought(m manner, why phrase) page {
	return page{manner: m, text: m.says(why), outcome: nothing{}}
}

// prices is the price list from its nth page on, counted from 0.
func prices(n int) func(manner) page {
	return func(m manner) page {
		before, after := menu, []choice(nil)
		if n > 0 {
			before = prices(n - 1)
		}
		from := n * m.goodsPerPage()
		to := min(from+m.goodsPerPage(), len(goods))
		if to < len(goods) {
			after = []choice{{"9", more, prices(n + 1)}}
		}
		return page{
			manner:  m,
			text:    m.says(pricesIn, m.unit()) + "\n" + priceLines(m, goods[from:to]),
			choices: append(after, choice{"0", back, before}),
		}
	}
}

func askForMessage(m manner) page {
	return page{
		manner:  m,
		text:    m.says(writeMessage),
		choices: []choice{{"0", back, menu}},
		read: func(answer string) page {
			switch text := tidy(answer); {
			case text == "":
				return askForMessage(m).noting(nothingEntered)
			case tooLong(text):
				return askForMessage(m).noting(messageTooLong)
			default:
				return confirm(m, text)
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
func confirm(m manner, text string) page {
	return page{
		manner: m,
		text:   m.says(sendThis) + "\n" + quote(text),
		choices: []choice{
			{"1", send, func(m manner) page { return sent(m, text) }},
			{"0", back, askForMessage},
		},
	}
}

func sent(m manner, text string) page {
	return page{
		manner:  m,
		text:    m.says(messageSent),
		read:    cutByStar(askForMessage(m)),
		outcome: message{text},
	}
}

// tooMuch gives up a walk that has no end.
func tooMuch(m manner) page {
	return page{manner: m, text: m.says(tooManySteps), outcome: nothing{}}
}

// cutByStar takes what comes after an end. No session goes on there, so what
// came was part of the last answer, cut off by a star. What stands before the
// star is not what the caller meant: asking is the page to ask again.
func cutByStar(asking page) func(string) page {
	return func(string) page { return asking.noting(leaveOutStar) }
}
