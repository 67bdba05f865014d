package tui

import (
	"image"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"candybar/gateway"
	"candybar/phone"
)

// subscriberSheet is what the network knows of the SIM's subscriber, and what of
// that can be changed here: what the control API's PATCH changes, too.
type subscriberSheet struct {
	chosen trait
	// typing is true while a new value of the chosen trait is typed.
	typing bool
	value  entry
	area   image.Rectangle
	// from and focus are what was shown before.
	from  panel
	focus page
}

// trait is what of a subscriber can be changed.
type trait uint8

const (
	traitOperator trait = iota
	traitBalance
	traitRegistered
	traitPIN
	traitSkin
	traitWeather
	traits
)

// The words of the sheet.
const (
	wordsKnown      = "registered"
	wordsUnknown    = "not registered"
	wordsPINSet     = "set"
	wordsPINNone    = "none: any will do"
	wordsNotBalance = "that is no amount of money"
)

// subscriberHead are the rows above the traits: the number, the country, a gap.
const subscriberHead = 3

// label names a trait, and does says what Enter does with it.
func (t trait) label() (name, does string) {
	switch t {
	case traitOperator:
		return "operator", "Enter types another name for the operator."
	case traitBalance:
		return "wallet", "Enter types what the wallet holds."
	case traitRegistered:
		return "mobile money", "Enter makes the number known to mobile money, or unknown."
	case traitPIN:
		return "PIN", "Enter types the wallet's PIN, 4 to 6 digits; an empty one is any. It is never shown."
	case traitSkin:
		return "skin", "Enter puts the SIM into the other phone. No session may be open."
	case traitWeather:
		return "weather", "Enter chooses what goes wrong on purpose."
	case traits:
		return "", ""
	default:
		return "", ""
	}
}

// subscriberLabels is how wide the names are.
const subscriberLabels = len("mobile money")

// toggleSubscriber opens the sheet for the chosen SIM, or puts it away.
func (m *model) toggleSubscriber() {
	if m.panel == showSubscriber {
		m.closeSubscriber()
		return
	}
	if m.panel == showHelp {
		m.toggleHelp()
	}
	if m.panel == showWeathers {
		m.closeWeathers()
	}
	if m.panel == showSubscriber {
		return // it was below
	}
	m.subscriber = subscriberSheet{from: m.panel, focus: m.focus}
	m.panel, m.focus = showSubscriber, panelPage
}

func (m *model) closeSubscriber() {
	m.panel, m.focus = m.subscriber.from, m.subscriber.focus
	m.subscriber.value, m.subscriber.typing = entry{}, false
}

// move chooses another trait, unless a value is typed.
func (s *subscriberSheet) move(by int) {
	if !s.typing {
		s.chosen = trait(max(0, min(int(s.chosen)+by, int(traits)-1)))
	}
}

// typesValue reports whether keys type a value.
func (m *model) typesValue() bool {
	return m.panel == showSubscriber && m.focus == panelPage && m.subscriber.typing
}

// subscriberKey is a key while the sheet has the keys. It reports false where the
// key means what it means in any panel.
func (m *model) subscriberKey(msg tea.KeyPressMsg) (command tea.Cmd, taken bool) {
	if m.panel != showSubscriber {
		return nil, false
	}
	s := &m.subscriber
	if !s.typing {
		if key.Matches(msg, m.keys.Inspector.Choose) {
			return m.changeTrait(), true
		}
		return nil, false
	}
	switch keys := &m.keys.Phone; {
	case key.Matches(msg, m.keys.Inspector.Choose):
		return m.setTrait(), true
	case key.Matches(msg, m.keys.Inspector.Back):
		s.typing, s.value = false, entry{}
	case key.Matches(msg, keys.Erase):
		s.value.erase()
	case key.Matches(msg, keys.EraseAll):
		s.value.clear()
	case msg.Text != "":
		m.typeValue(msg.Text)
	}
	return nil, true
}

// changeTrait is Enter on a trait: what has two values gets the other one, the rest
// is typed or chosen.
func (m *model) changeTrait() tea.Cmd {
	s, known := &m.subscriber, m.handset.view.Subscriber
	switch s.chosen {
	case traitOperator:
		s.typing = true
		s.value.set(plain(known.Operator))
	case traitBalance, traitPIN:
		s.typing, s.value = true, entry{}
	case traitRegistered:
		registered := !known.Registered
		return m.changeSubscriber(gateway.Change{Registered: &registered})
	case traitSkin:
		give, skin := m.give, m.handset.skin().Next()
		return m.changing(func() error { return give(phone.Wear{Skin: skin}) })
	case traitWeather:
		m.toggleWeathers()
	case traits:
	}
	return nil
}

// mostOperator is how long an operator's name can be here, in octets.
const mostOperator = 64

// typeValue types into the value: of a PIN its digits alone, of money what an
// amount is written with.
func (m *model) typeValue(s string) {
	v := &m.subscriber.value
	switch m.subscriber.chosen {
	case traitPIN:
		v.put(onlyDigits(s), func(grown string) bool { return len(grown) <= mostPIN })
	case traitBalance:
		v.put(onlyAmount(s), func(grown string) bool { return len(grown) <= mostAmount })
	case traitOperator:
		v.put(typable(s), func(grown string) bool { return len(grown) <= mostOperator })
	case traitRegistered, traitSkin, traitWeather, traits:
	}
}

// setTrait is Enter behind a value that was typed.
func (m *model) setTrait() tea.Cmd {
	s := &m.subscriber
	var change gateway.Change
	typed := s.value.value
	switch s.chosen {
	case traitOperator:
		change.Operator = &typed
	case traitPIN:
		change.PIN = &typed
	case traitBalance:
		units, ok := amountOf(typed, m.handset.view.Number.Country().Currency())
		if !ok {
			m.said = words{failure, "✗ " + wordsNotBalance}
			return nil
		}
		change.Balance = &units
	case traitRegistered, traitSkin, traitWeather, traits:
		return nil
	}
	if err := change.Check(); err != nil {
		m.said = words{failure, "✗ " + err.Error()}
		return nil
	}
	s.typing, s.value = false, entry{}
	return m.changeSubscriber(change)
}

func (m *model) changeSubscriber(change gateway.Change) tea.Cmd {
	watch := m.watch
	return m.changing(func() error { return watch.line.Change(change) })
}

// subscriberChanged is what came of a change.
type subscriberChanged struct {
	sim   *sim
	err   error
	taken snapshot
}

func (m *model) changing(change func() error) tea.Cmd {
	at, watch := m.sim, m.watch
	return func() tea.Msg {
		err := change()
		return subscriberChanged{at, err, watch.look()}
	}
}

// tookSubscriber shows what came of a change.
func (s *sim) tookSubscriber(came subscriberChanged, now time.Time) {
	s.see(came.taken, now)
	if came.err != nil {
		s.said = words{failure, "✗ " + came.err.Error()}
	}
}

// clickTrait is a click on a trait: what Enter does with it.
func (m *model) clickTrait(number int) tea.Cmd {
	s := &m.subscriber
	if s.typing && int(s.chosen) == number {
		return nil
	}
	s.typing, s.value, s.chosen = false, entry{}, trait(number)
	return m.changeTrait()
}

// under is the trait in row i of the sheet, or -1.
func (s *subscriberSheet) under(i int) int {
	i -= subscriberHead
	if i < 0 || i >= int(traits) {
		return -1
	}
	return i
}

// subscriberRows are the number, the traits, and what Enter does with the chosen
// one.
func (m *model) subscriberRows() []string {
	p, s := &m.pen, &m.subscriber
	width, own := s.area.Dx(), m.handset.view.Number
	row := func(name, value string) string {
		return p.line(width).blank(1).add(p.quiet, name).blank(subscriberLabels + 2 - len(name)).text(value).done()
	}
	rows := []string{row("number", own.National()), row("country", own.Country().String()+", +"+own.Country().CallingCode()), blanks(width)}
	for t := range traits {
		rows = append(rows, m.traitRow(t, width))
	}
	rows = append(rows, blanks(width))
	_, does := s.chosen.label()
	for _, part := range p.wrap(does, width-1) {
		rows = append(rows, p.line(width).blank(1).add(p.quiet, part).done())
	}
	return rows[:min(len(rows), s.area.Dy())]
}

func (m *model) traitRow(t trait, width int) string {
	p, s := &m.pen, &m.subscriber
	name, _ := t.label()
	out := p.marked(width, t == s.chosen).add(p.quiet, name).blank(subscriberLabels + 2 - len(name))
	if s.typing && t == s.chosen {
		shown, _ := s.value.window(p.ruler, out.room)
		if t == traitPIN {
			shown = dots(len(s.value.value))
		}
		return out.add(p.strong, shown).add(p.next, "▌").done()
	}
	style := p.plain
	if t == s.chosen {
		style = p.strong
	}
	return out.add(style, m.traitValue(t)).done()
}

// traitValue is a trait as it now is. A PIN is never drawn.
func (m *model) traitValue(t trait) string {
	view := m.handset.view
	switch t {
	case traitOperator:
		return plain(view.Subscriber.Operator)
	case traitBalance:
		return wallet(view)
	case traitRegistered:
		if view.Subscriber.Registered {
			return wordsKnown
		}
		return wordsUnknown
	case traitPIN:
		if view.Subscriber.PIN == "" {
			return wordsPINNone
		}
		return wordsPINSet
	case traitSkin:
		return string(m.handset.skin())
	case traitWeather:
		return m.weather().String()
	case traits:
		return ""
	default:
		return ""
	}
}
