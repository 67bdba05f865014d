package tui

import (
	"slices"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
)

// action is something that can be done, and the keys that do it. The help, the
// palette and what can be clicked at the foot all come from the one table in
// [model.sections].
//
// A key is the one way in: the palette and a click press it, so that what they do
// is what the key does. A new action is a binding in keyMap, the case in which it
// is a key, and one line in the table. The tests miss the line where it is
// forgotten, and want to see what comes of the key.
type action struct {
	// keys are the bindings that it has, each in one action of the table alone. The
	// first one is pressed by the palette.
	keys []*key.Binding
	// does says what it is. shown is how the keys are written, where that is not how
	// the first binding has it.
	does, shown string
	// at is who has the keys for it, where that is not all the same.
	at reach
	// ready reports whether it would do something now. Where it is nil the action
	// needs the key itself, as one that moves or types, and is not in the palette.
	ready func(*model) bool
	// name is what the palette calls it, where that changes.
	name func(*model) string
}

// reach is who has to have the keys for an action.
type reach uint8

const (
	everywhere reach = iota
	onPhone
	onPanel
)

// section is a part of the full help.
type section struct {
	title   string
	actions []action
}

// one is an action with a single binding, in the binding's own words unless does
// has others.
func one(b *key.Binding, does string, at reach, ready func(*model) bool) action {
	if does == "" {
		does = b.Help().Desc
	}
	return action{keys: []*key.Binding{b}, does: does, at: at, ready: ready}
}

// several is an action of several bindings, with words for all of them.
func several(shown, does string, keys ...*key.Binding) action {
	return action{keys: keys, shown: shown, does: does}
}

// entry makes it an entry of the palette.
func (a action) entry(at reach, ready func(*model) bool) action {
	a.at, a.ready = at, ready
	return a
}

// called gives it a name of its own in the palette.
func (a action) called(name func(*model) string) action {
	a.name = name
	return a
}

// sections are every action there is, as the help has them.
func (m *model) sections() []section {
	k := &m.keys
	p, d, q, i, c := &k.Phone, &k.Dialog, &k.Prompt, &k.Inspector, &k.InPalette
	messages, drawer := &k.Messages, &k.Drawer
	left := func(m *model) string { soft, _ := m.softKeys(); return soft.key.Help().Desc }
	right := func(m *model) string { _, soft := m.softKeys(); return soft.key.Help().Desc }
	return []section{
		{"Phone", []action{
			several("0-9 * # +", "dial, answer; letters too, in an answer", &p.Type),
			several("enter", "call, send, OK, redial", &p.Call, &p.Redial, &p.Send, &p.OK).
				entry(onPhone, (*model).rightReady).called(right),
			several("esc", "clear; hang up where nothing is typed; back", &p.Clear, &p.HangUp, &p.Cancel, &messages.Back, &drawer.Back).
				entry(onPhone, (*model).leftReady).called(left),
			one(&p.Erase, "", onPhone, nil),
			one(&p.EraseAll, "", onPhone, nil),
			several("← →", "move in what is typed", &p.Left, &p.Right),
			several("home end", "to the beginning, to the end", &p.Home, &p.End),
			several("↑ ↓", "scroll the screen, choose a message", &p.ScrollUp, &p.ScrollDown),
			several("pgup pgdn", "scroll by pages", &p.PageUp, &p.PageDown),
			one(&messages.Open, "messages, when idle", onPhone, (*model).messagesReady),
			one(&drawer.Calls, "recent calls, when idle", onPhone, (*model).isHome),
			one(&drawer.Codes, "saved codes, when idle", onPhone, (*model).isHome),
			one(&q.Bring, "a question that was put away, when idle", onPhone, (*model).bringsBack),
			several("f5 alt+#", "keypad types 123, abc, ABC; # too, when abc", &p.Mode).
				entry(onPhone, func(m *model) bool { return m.handset.tapsLetters() }),
			one(&k.Subscriber, "subscriber: operator, wallet, PIN", everywhere, always),
			one(&k.Skin, "feature phone or smartphone, when idle", everywhere, always).
				called(func(m *model) string { return "skin: " + string(m.handset.skin().Next()) }),
		}},
		{"Messages, calls and codes", []action{
			several("enter", "read; pay, use or copy; call", &messages.Read, &messages.Pay, &messages.Fill, &messages.Copy, &messages.CopyCode, &drawer.Call, &drawer.Keep),
			several("tab", "the other thing to do; calls, codes", &messages.Other, &drawer.Other),
			one(&drawer.Save, "save a call's code by a name", onPhone, nil),
			one(&drawer.Remove, "remove a code that was saved", onPhone, nil),
		}},
		{"A smartphone's dialog", []action{
			several("tab ← →", "to the buttons CANCEL and SEND", &d.Next, &d.Before),
			several("enter", "press it; SEND while typing", &d.Send, &d.Cancel),
			one(&d.Back, "", onPhone, nil),
		}},
		{"When asked to pay", []action{
			one(&q.Digits, "", onPhone, nil),
			one(&q.Resend, "ask for another code", onPhone, func(m *model) bool { return m.handset.sheet.hasCode() }),
			several("← → tab", "choose an answer", &q.Other, &q.No, &q.Yes),
			one(&q.Answer, "give it", onPhone, nil),
			one(&q.Later, "put it away: it stays open", onPhone, nil),
		}},
		{"Inspector", []action{
			several("tab", "to the inspector and back; shift+tab from a question", &k.Panel).entry(everywhere, always).called((*model).otherPage),
			several("↑ ↓", "choose an exchange or an invoice", &i.Up, &i.Down),
			several("pgup pgdn", "by pages", &i.PageUp, &i.PageDown),
			several("home end", "first, last", &i.First, &i.Last),
			one(&i.Open, "open it: the exact request and reply", onPanel, inInspector((*model).openable)),
			one(&i.Outcome, "choose what an invoice's callback does", onPanel, inInspector((*model).hasInvoice)),
			one(&i.Replay, "replay the callback of what was paid", onPanel, inInspector((*model).replayable)),
			one(&i.Resend, "send a request again, beside its session", onPanel, inInspector((*model).openable)),
			one(&i.Copy, "copy an exchange as a curl command", onPanel, inInspector((*model).openable)),
			one(&i.Save, "save an exchange in a file", onPanel, inInspector((*model).openable)),
			one(&i.Octets, "a body laid out, as octets, as it was", onPanel, func(m *model) bool { return m.panel == showExchange }),
			one(&i.Filter, "filter: turns, money, calls, warnings, failures, all", onPanel, inInspector(always)),
			several("/ n N", "search; next found, the one before", &i.Search, &i.Found, &i.FoundBefore).
				entry(onPanel, inInspector(always)),
			one(&i.Choose, "choose, in a menu", onPanel, nil),
			one(&i.Back, "back", onPanel, func(m *model) bool { return m.focus == panelPage }),
		}},
		{"All actions", []action{
			one(&k.Palette, "every action by its name; dials a code, too", everywhere, nil),
			several("enter", "do it", &c.Do), several("↑ ↓", "choose", &c.Up, &c.Down), several("pgup pgdn", "by pages", &c.PageUp, &c.PageDown),
			one(&c.Erase, "", everywhere, nil), one(&c.EraseAll, "", everywhere, nil), one(&c.Close, "", everywhere, nil),
		}},
		{"Mouse", []action{
			several("click", "press a key, a button, or a hint at the foot; choose; go there, in what is typed"),
			several("click again", "open the chosen exchange, call a call or a code"),
			several("right click", "a long press: + of 0, mode of #; save a call, remove a code"),
			several("right click", "erase, in what is typed; elsewhere every action by its name"),
			several("click on a SIM", "choose it; so on a phone"),
			several("click on operator", "subscriber"),
			several("click on ✉", "messages"),
			several("click on ● REC", "stop the recording"),
			several("wheel", "scroll"),
		}},
		{"candybar", []action{
			several("f1 ?", "this help", &k.Help, &k.Ask).entry(everywhere, always),
			one(&k.SIM, "the next SIM; the others go on", everywhere, always),
			one(&k.Phones, "phones side by side: one, two, as many as fit", everywhere, always),
			one(&k.Another, "another phone of this country, beside it", everywhere, always),
			one(&k.Demo, "demo: the phone alone, and the keys", everywhere, always),
			one(&k.Theme, "the next theme of colours", everywhere, always),
			one(&k.Record, "record a flow; stop, and write its file", everywhere, always),
			one(&k.Weather, "weather: what goes wrong", everywhere, always),
			one(&k.Quit, "", everywhere, always),
		}},
	}
}

func always(*model) bool { return true }

func (m *model) leftReady() bool { soft, _ := m.softKeys(); return soft.act != doNothing && soft.ready }
func (m *model) rightReady() bool {
	_, soft := m.softKeys()
	return soft.act != doNothing && soft.ready
}

// otherPage is who gets the keys next.
func (m *model) otherPage() string {
	if m.focus == panelPage {
		return "back to the phone"
	}
	return "to the inspector"
}

// isHome reports whether an idle phone takes the keys of its lists.
func (m *model) isHome() bool { return m.handset.isHome() && !m.handset.sheet.stands() }

func (m *model) messagesReady() bool { return m.isHome() && len(m.handset.inbox.messages) > 0 }

func (m *model) bringsBack() bool { return m.mirror().putAwayKey().act != doNothing }

// inInspector is an action with the chosen record of the list.
func inInspector(ready func(*model) bool) func(*model) bool {
	return func(m *model) bool { return m.panel == showInspector && ready(m) }
}

func (m *model) openable() bool { return m.inspector.chosenOpened() != nil }

func (m *model) hasInvoice() bool { return m.inspector.chosenInvoice() != nil }

func (m *model) replayable() bool { return m.hasInvoice() && m.inspector.chosenInvoice().replayable() }

// enabled reports whether any of its keys is there. What only the mouse does
// always is.
func (a action) enabled() bool {
	return len(a.keys) == 0 || slices.ContainsFunc(a.keys, func(b *key.Binding) bool { return b.Enabled() })
}

// written are its keys, as the help has them.
func (a action) written() string {
	if a.shown != "" {
		return a.shown
	}
	return a.keys[0].Help().Key
}

// perform does an action: it gives the keys to who has to have them, and presses
// its key.
func (m *model) perform(a action) tea.Cmd {
	switch a.at {
	case onPhone:
		m.focusPhone()
	case onPanel:
		if m.focus != panelPage {
			m.togglePanel()
		}
	case everywhere:
	}
	return m.pressBinding(*a.keys[0])
}

// pressBinding presses the key that a binding shows, or its first one.
func (m *model) pressBinding(b key.Binding) tea.Cmd {
	name := keyOf(b)
	if name == "" {
		return nil
	}
	return m.key(keyNamed(name))
}
