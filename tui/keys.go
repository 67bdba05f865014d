package tui

import (
	"strings"

	"charm.land/bubbles/v2/key"
)

// keyMap is every key there is. The soft keys, the line at the foot, the help and
// the palette are all made from it, the last two by way of the actions. None needs more than a terminal over SSH and tmux sends.
type keyMap struct {
	Quit, Help, Ask, Panel, SIM, Record, Weather key.Binding
	// Phones is how many phones stand side by side, Another one more of them.
	Phones, Another key.Binding
	// Demo is demo mode.
	Demo key.Binding
	// Subscriber is what the network knows of the chosen SIM.
	Subscriber key.Binding
	// Palette has every action by its name.
	Palette key.Binding
	// Skin is that of the chosen SIM's phone.
	Skin      key.Binding
	Theme     key.Binding
	Phone     phoneKeys
	Dialog    dialogKeys
	Prompt    promptKeys
	Messages  messageKeys
	Drawer    drawerKeys
	Inspector inspectorKeys
	InPalette paletteKeys
}

// phoneKeys are the keys while the phone has them. Which of those on Enter and
// Esc is meant depends on what the phone shows.
type phoneKeys struct {
	Call, Redial, Send, OK key.Binding // Enter
	Clear, HangUp, Cancel  key.Binding // Esc
	Erase, EraseAll        key.Binding
	Left, Right, Home, End key.Binding
	ScrollUp, ScrollDown   key.Binding
	PageUp, PageDown       key.Binding
	// Mode is what a long press of # is on a phone.
	Mode key.Binding
	// Type is any key that can be dialled or sent.
	Type key.Binding
}

// promptKeys are the phone's keys while the payment network asks something.
type promptKeys struct {
	Answer, Later, Other, No, Yes key.Binding
	// Bring asks a question again that was put away, on an idle phone.
	Bring key.Binding
	// Digits are typed into the question, as are those of other scripts; Resend is
	// a key where a code is asked for.
	Digits, Resend key.Binding
}

// messageKeys are the phone's keys for its messages; Open is that of an idle phone.
type messageKeys struct {
	Open, Read, Back key.Binding
	// What Enter does with a message, and the key that chooses another of these.
	Pay, Fill, Copy, CopyCode, Other key.Binding
}

// inspectorKeys are the keys while the inspector, an exchange or the help has
// them.
type inspectorKeys struct {
	Up, Down, PageUp, PageDown, First, Last key.Binding
	Open, Back                              key.Binding
	Outcome, Replay, Choose                 key.Binding
	Search, Filter, Found, FoundBefore      key.Binding
	Copy, Resend, Save, Octets              key.Binding
}

func newKeyMap() keyMap {
	bind := func(shown, does string, keys ...string) key.Binding {
		return key.NewBinding(key.WithKeys(keys...), key.WithHelp(shown, does))
	}
	return keyMap{
		// Esc and Ctrl+C that arrive together read as one key with Alt.
		Quit:       bind("ctrl+c", "quit", "ctrl+c", "ctrl+alt+c"),
		Help:       bind("f1", "help", "f1"),
		Ask:        bind("?", "help, where nothing is typed", "?"),
		Panel:      bind("tab", "inspector", "tab", "shift+tab"),
		SIM:        bind("f2", "SIM", "f2"),
		Skin:       bind("f6", "skin", "f6"),
		Theme:      bind("f7", "colours", "f7"),
		Record:     bind("f3", "record", "f3"),
		Weather:    bind("f4", "weather", "f4"),
		Phones:     bind("f8", "phones", "f8"),
		Demo:       bind("f10", "demo", "f10"),
		Another:    bind("ctrl+t", "another phone", "ctrl+t"),
		Subscriber: bind("f9", "subscriber", "f9"),
		Palette:    bind("ctrl+p", "actions", "ctrl+p"),
		Phone: phoneKeys{
			Call:       bind("enter", "call", "enter"),
			Redial:     bind("enter", "redial", "enter"),
			Send:       bind("enter", "send", "enter"),
			OK:         bind("enter", "OK", "enter"),
			Clear:      bind("esc", "clear", "esc"),
			HangUp:     bind("esc", "hang up", "esc"),
			Cancel:     bind("esc", "cancel", "esc"),
			Erase:      bind("backspace", "erase", "backspace", "ctrl+h"),
			EraseAll:   bind("ctrl+u", "erase all", "ctrl+u"),
			Left:       bind("←", "left", "left", "ctrl+b"),
			Right:      bind("→", "right", "right", "ctrl+f"),
			Home:       bind("home", "to the beginning", "home", "ctrl+a"),
			End:        bind("end", "to the end", "end", "ctrl+e"),
			ScrollUp:   bind("↑", "scroll up", "up"),
			ScrollDown: bind("↓", "scroll down", "down"),
			PageUp:     bind("pgup", "page up", "pgup"),
			PageDown:   bind("pgdn", "page down", "pgdown"),
			Mode:       bind("f5", "123, abc, ABC", "f5", "alt+#"),
			Type:       bind("0-9", "dial, enter calls", strings.Split("0123456789*#+", "")...),
		},
		Dialog:    newDialogKeys(bind),
		InPalette: newPaletteKeys(bind),
		Prompt: promptKeys{
			Answer: bind("enter", "answer", "enter"),
			Later:  bind("esc", "later", "esc"),
			Bring:  bind("p", "question", "p"),
			Other:  bind("tab", "the other answer", "tab"),
			No:     bind("←", "the answer on the left", "left", "ctrl+b"),
			Yes:    bind("→", "the answer on the right", "right", "ctrl+f"),
			Digits: bind("0-9", "type the PIN or the code", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9"),
			Resend: bind("r", "resend", "r"),
		},
		Messages: messageKeys{
			Open:     bind("m", "messages", "m"),
			Read:     bind("enter", "read", "enter"),
			Pay:      bind("enter", "pay", "enter"),
			Fill:     bind("enter", "use code", "enter"),
			Copy:     bind("enter", "copy link", "enter"),
			CopyCode: bind("enter", "copy code", "enter"),
			Other:    bind("tab", "other", "tab"),
			Back:     bind("esc", "back", "esc"),
		},
		Drawer: newDrawerKeys(bind),
		Inspector: inspectorKeys{
			Up:       bind("↑", "earlier", "up", "k"),
			Down:     bind("↓", "later", "down", "j"),
			PageUp:   bind("pgup", "page up", "pgup"),
			PageDown: bind("pgdn", "page down", "pgdown", "space"),
			First:    bind("home", "first", "home", "g"),
			Last:     bind("end", "last", "end", "G"),
			Open:     bind("enter", "open", "enter"),
			Outcome:  bind("o", "what the callback does", "o"),
			Replay:   bind("r", "replay the callback", "r"),
			Choose:   bind("enter", "set", "enter"),

			Search:      bind("/", "search", "/"),
			Filter:      bind("f", "filter", "f"),
			Found:       bind("n", "next found", "n"),
			FoundBefore: bind("N", "found before", "N"),
			Copy:        bind("c", "curl", "c"),
			Resend:      bind("a", "send again", "a"),
			Save:        bind("s", "save", "s"),
			Octets:      bind("x", "view", "x"),
			Back:        bind("esc", "back", "esc"),
		},
	}
}

// renamed is a binding with words of its own, for a row of help about several.
// It is as absent as the binding is.
func renamed(shown, does string, b key.Binding) key.Binding {
	b.SetHelp(shown, does)
	return b
}
