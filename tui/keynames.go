package tui

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
)

// keyOf is the name of the key that stands for a binding: the one that it shows,
// else its first. It is empty where the binding stands for typing something.
func keyOf(b key.Binding) string {
	keys := b.Keys()
	if len(keys) == 0 || !b.Enabled() {
		return ""
	}
	for _, name := range keys {
		if name == b.Help().Key {
			return name
		}
	}
	if utf8.RuneCountInString(keys[0]) == 1 {
		return ""
	}
	return keys[0]
}

// namedKeys are the keys that have names and no letter.
var namedKeys = map[string]rune{
	"enter": tea.KeyEnter, "esc": tea.KeyEscape, "tab": tea.KeyTab, "backspace": tea.KeyBackspace, "delete": tea.KeyDelete,
	"up": tea.KeyUp, "down": tea.KeyDown, "left": tea.KeyLeft, "right": tea.KeyRight,
	"pgup": tea.KeyPgUp, "pgdown": tea.KeyPgDown, "home": tea.KeyHome, "end": tea.KeyEnd,
}

// keyNamed is the press of the key that bindings call name.
func keyNamed(name string) tea.KeyPressMsg {
	var mod tea.KeyMod
	for _, prefix := range []struct {
		name string
		mod  tea.KeyMod
	}{{"ctrl+", tea.ModCtrl}, {"alt+", tea.ModAlt}, {"ctrl+", tea.ModCtrl}, {"shift+", tea.ModShift}} {
		if rest, ok := strings.CutPrefix(name, prefix.name); ok {
			name, mod = rest, mod|prefix.mod
		}
	}
	if code, ok := namedKeys[name]; ok {
		return tea.KeyPressMsg{Code: code, Mod: mod}
	}
	if number, ok := strings.CutPrefix(name, "f"); ok {
		if n, err := strconv.Atoi(number); err == nil {
			return tea.KeyPressMsg{Code: tea.KeyF1 + rune(n) - 1, Mod: mod}
		}
	}
	if name == "space" {
		return tea.KeyPressMsg{Code: tea.KeySpace, Text: " ", Mod: mod}
	}
	code, _ := utf8.DecodeRuneInString(name)
	if mod != 0 {
		return tea.KeyPressMsg{Code: code, Mod: mod}
	}
	return tea.KeyPressMsg{Code: code, Text: name}
}
