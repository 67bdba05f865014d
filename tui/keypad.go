package tui

import tea "charm.land/bubbletea/v2"

// keyCount is how many keys a keypad has.
const keyCount = 12

// keypadKey is a key of the keypad: what it types, what a long press (here the
// right mouse button) types, and the letters on it.
type keypadKey struct{ types, long, letters string }

// keypadKeys are the keys, row by row.
func keypadKeys() [keyCount]keypadKey {
	return [keyCount]keypadKey{
		{"1", "1", ""}, {"2", "2", "abc"}, {"3", "3", "def"},
		{"4", "4", "ghi"}, {"5", "5", "jkl"}, {"6", "6", "mno"},
		{"7", "7", "pqrs"}, {"8", "8", "tuv"}, {"9", "9", "wxyz"},
		{"*", "*", ""}, {"0", "+", "+"}, {"#", "#", ""},
	}
}

// keypadRow is the row y of the keypad, counted from the top of the terminal. Keys
// that type nothing now are quiet. Where there is room between the rows each is a
// cap.
func (p *pen) keypadRow(l *phoneLayout, y int, live bool) string {
	digit, letters := p.key, p.quiet
	caps := l.keys[3].Min.Y-l.keys[0].Min.Y > 1
	if caps {
		digit, letters = p.capKey, p.capRest
	}
	if !live {
		digit = letters
	}
	out := p.line(l.phone.Dx() - 4)
	for i, key := range keypadKeys() {
		at := l.keys[i]
		if at.Min.Y != y {
			continue
		}
		out.until(l.phone.Max.X - 2 - at.Min.X)
		// Digit and letters are six cells in the middle of the key.
		before := (at.Dx() - 6) / 2
		fill := func(n int) {
			if caps {
				out.add(letters, blanks(n))
			} else {
				out.blank(n)
			}
		}
		if caps {
			out.blank(1)
			before--
		}
		fill(before)
		out.add(digit, key.types)
		fill(1)
		out.add(letters, key.letters)
		fill(out.room - (l.phone.Max.X - 2 - at.Max.X + 1))
	}
	return out.done()
}

// pressKey presses a key of the keypad, for long or not.
func (m *model) pressKey(key keypadKey, long bool) tea.Cmd {
	switch {
	case !long:
		return m.tapped(key.types)
	case key.types == "#" && m.handset.tapsLetters():
		if !m.handset.swallows(m.options.Now()) {
			m.handset.nextMode()
		}
		return nil
	default:
		return m.typed(key.long)
	}
}
