package tui

import (
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"candybar/phone"
	"candybar/phone/text"
)

// typist types in demo mode what came at once, a character at a time, so that it can
// be followed. Any key finishes it.
type typist struct {
	rest []string
	// calls is true where the call key is pressed in the end.
	calls bool
	// into is where it types. What goes elsewhere by itself meanwhile is not followed:
	// a code must not end in the question for a PIN.
	into spot
	// onTheWay is true while its next tick is.
	onTheWay bool
}

// spot is something that can be typed into.
type spot struct {
	of       *sim
	dialogue phone.Dialogue
	prompt   string
}

const typeEvery = 80 * time.Millisecond

// mostAtPace is how many characters are typed one by one: what one USSD string
// carries. Nobody would watch more.
const mostAtPace = 182

func (t *typist) busy() bool { return len(t.rest) > 0 || t.calls }

func (m *model) spot() spot {
	return spot{m.sim, m.handset.dialogue, m.handset.sheet.front().ID}
}

// paste is text that came at once.
func (m *model) paste(s string) tea.Cmd {
	if !m.layout.demo {
		return m.typed(s)
	}
	var rest []string
	for clean := m.takes(s); clean != ""; {
		cluster, _ := ansi.FirstGraphemeCluster(clean, ansi.GraphemeWidth)
		rest = append(rest, cluster)
		clean = clean[len(cluster):]
	}
	if len(rest) > mostAtPace || m.typist.busy() {
		finish := m.finishTyping()
		return tea.Batch(finish, m.typed(s))
	}
	if m.handset.swallows(m.options.Now()) {
		return nil
	}
	m.typist = typist{rest: rest, into: m.spot(), onTheWay: m.typist.onTheWay}
	return nil
}

// takes is what of s the phone can be typed now.
func (m *model) takes(s string) string {
	h := &m.handset
	_, open := h.dialogue.(phone.Open)
	switch {
	case h.sheet.stands():
		return strings.Map(func(r rune) rune {
			if '0' <= r && r <= '9' {
				return r
			}
			return -1
		}, text.LatinDigits(s))
	case open:
		return typable(s)
	default:
		return dialable(s)
	}
}

// dialAtPace dials a code, which is typed first in demo mode.
func (m *model) dialAtPace(code string) tea.Cmd {
	_, idle := m.handset.dialogue.(phone.Idle)
	if !m.demo || !idle || dialable(code) != code {
		return m.call(code)
	}
	m.handset.dial.clear()
	m.typist = typist{rest: strings.Split(code, ""), calls: true, into: m.spot(), onTheWay: m.typist.onTheWay}
	return nil
}

// typeTick comes when the typist presses a key.
type typeTick struct{}

// typeTicks starts the tick that is wanted, where it is not under way.
func (m *model) typeTicks() tea.Cmd {
	if m.typist.onTheWay || !m.typist.busy() || m.layout.small {
		return nil
	}
	m.typist.onTheWay = true
	return tea.Tick(typeEvery, func(time.Time) tea.Msg { return typeTick{} })
}

// typeNext presses the typist's next key.
func (m *model) typeNext() tea.Cmd {
	t := &m.typist
	t.onTheWay = false
	switch {
	case !t.busy():
		return nil
	case t.into != m.spot():
		*t = typist{}
		return nil
	case len(t.rest) == 0:
		m.cast(m.keys.Phone.Call.Help().Key)
		return m.finishTyping()
	}
	next := t.rest[0]
	t.rest = t.rest[1:]
	m.castTyped(next)
	command := m.typed(next)
	t.into = m.spot()
	return command
}

// finishTyping types the rest at once.
func (m *model) finishTyping() tea.Cmd {
	t := m.typist
	m.typist = typist{onTheWay: t.onTheWay}
	if t.into != m.spot() {
		return nil
	}
	var command tea.Cmd
	if len(t.rest) > 0 {
		command = m.typed(strings.Join(t.rest, ""))
	}
	if t.calls {
		return tea.Batch(command, m.call(m.handset.dial.value))
	}
	return command
}
