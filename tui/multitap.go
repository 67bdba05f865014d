package tui

import (
	"image"
	"strings"
	"time"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"candybar/phone"
)

// inputMode is what the keypad of a feature phone types into an answer. A
// keyboard's letters are always typed as they are.
type inputMode uint8

const (
	numeric inputMode = iota
	lowerCase
	upperCase
)

// tapPause is how long a phone waits for the same key once more before the letter
// stays.
const tapPause = time.Second

// name is the mode as phones show it.
func (i inputMode) name() string {
	switch i {
	case numeric:
		return "123"
	case lowerCase:
		return "abc"
	case upperCase:
		return "ABC"
	default:
		return ""
	}
}

// next is the mode that the mode key leads to.
func (i inputMode) next() inputMode {
	switch i {
	case numeric:
		return lowerCase
	case lowerCase:
		return upperCase
	case upperCase:
		return numeric
	default:
		return numeric
	}
}

// characters are what a key of the keypad types in this mode, one after the other
// while it is pressed again; empty for what is no key, or has one meaning.
func (i inputMode) characters(key string) string {
	if i == numeric {
		return ""
	}
	letters := ""
	switch key {
	case "1":
		letters = ".,?!'1"
	case "0":
		letters = " 0"
	case "*":
		letters = "*+-/:;@#()\"&%="
	default:
		for _, k := range keypadKeys() {
			if k.types == key && k.letters != "" {
				letters = k.letters + k.types
			}
		}
	}
	if i == upperCase {
		return strings.ToUpper(letters)
	}
	return letters
}

// tap is a letter that the next press of its key would change. The zero tap is
// none.
type tap struct {
	key string
	// at is which of the key's characters stands there, until when it can change.
	at    int
	until time.Time
}

func (t tap) pending(now time.Time) bool { return t.key != "" && now.Before(t.until) }

// tapsLetters reports whether a feature phone's answer is being typed, for which
// the keypad has modes.
func (h *handset) tapsLetters() bool {
	_, open := h.dialogue.(phone.Open)
	return open && h.skin() == phone.Feature && h.notice == "" && !h.sheet.stands()
}

// nextMode is the mode key: 123, abc, ABC.
func (h *handset) nextMode() {
	if h.tapsLetters() {
		h.mode, h.tap = h.mode.next(), tap{}
	}
}

// tapKey types a key of the keypad in the mode that is on. It reports false where
// the key means what is written on it.
func (h *handset) tapKey(key string, now time.Time) bool {
	if !h.tapsLetters() || h.mode == numeric {
		return false
	}
	if key == "#" {
		h.nextMode()
		return true
	}
	characters := []rune(h.mode.characters(key))
	if len(characters) == 0 {
		return false
	}
	t := tap{key: key, until: now.Add(tapPause)}
	if h.tap.key == key && h.tap.pending(now) {
		h.reply.erase()
		t.at = (h.tap.at + 1) % len(characters)
	}
	before := h.reply.value
	h.reply.insert(string(characters[t.at]))
	if h.tap = t; h.reply.value == before {
		h.tap = tap{} // there was no room for it
	}
	return true
}

// tapped is a key of the keypad, or of the keyboard as one.
func (m *model) tapped(s string) tea.Cmd {
	h := &m.handset
	if utf8.RuneCountInString(s) != 1 || !h.tapsLetters() || m.layout.small || m.focus != phonePage {
		return m.typed(s)
	}
	now := m.options.Now()
	if h.swallows(now) {
		return nil
	}
	h.toast = words{}
	if h.tapKey(s, now) {
		return nil
	}
	return m.typed(s)
}

// modeRow is the row above the screen: while an answer is typed, what the keypad
// types, and what the key that was pressed last can still become.
func (m *mirror) modeRow() string {
	h, p := &m.handset, &m.pen
	row := m.layout.modeRow()
	out := p.line(row.Dx())
	if !h.tapsLetters() {
		return out.done()
	}
	if h.tap.pending(m.now) {
		for i, r := range []rune(h.mode.characters(h.tap.key)) {
			style := p.quiet
			if i == h.tap.at {
				style = p.cap
			}
			shown := string(r)
			if r == ' ' {
				shown = "␣"
			}
			out.add(style, shown)
		}
	}
	style := p.quiet
	if h.mode != numeric {
		style = p.next
	}
	name := h.mode.name()
	return out.until(p.width(name)).add(style, name).done()
}

// modeRow is the row between the status bar and the screen.
func (l *phoneLayout) modeRow() image.Rectangle { return band(l.sim, l.sim.Max.Y, 1) }

// tapTick comes when a letter stays.
type tapTick struct{}

// tapTicks starts the tick that is wanted, where it is not under way.
func (m *model) tapTicks() tea.Cmd {
	left := m.handset.tap.until.Sub(m.now)
	if m.tapping || m.handset.tap.key == "" || left <= 0 {
		return nil
	}
	m.tapping = true
	return tea.Tick(left, func(time.Time) tea.Msg { return tapTick{} })
}
