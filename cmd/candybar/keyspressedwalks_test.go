package main

import "strings"

// notPressed are rows of the help that no walk presses, and why.
var notPressed = map[string]string{}

// keysOfCode are those that dial the handler's code.
const keysOfCode = "* 6 6 5 5 * 1 2 3 #"

const (
	rowCall   = "Phone: call, send, OK, redial"
	rowClear  = "Phone: clear; hang up where nothing is typed; back"
	rowType   = "Phone: dial, answer; letters too, in an answer"
	rowMove   = "Phone: move in what is typed"
	rowEnds   = "Phone: to the beginning, to the end"
	rowScroll = "Phone: scroll the screen, choose a message"
	rowPages  = "Phone: scroll by pages"
	rowMode   = "Phone: keypad types 123, abc, ABC; # too, when abc"
	rowSkin   = "Phone: feature phone or smartphone, when idle"

	rowRead  = "Messages, calls and codes: read; pay, use or copy; call"
	rowOther = "Messages, calls and codes: the other thing to do; calls, codes"

	rowButtons = "A smartphone's dialog: to the buttons CANCEL and SEND"
	rowDialog  = "A smartphone's dialog: press it; SEND while typing"

	rowAnswer = "When asked to pay: choose an answer"

	rowInspector = "Inspector: to the inspector and back; shift+tab from a question"
	rowChoose    = "Inspector: choose an exchange or an invoice"
	rowPanelPage = "Inspector: by pages"
	rowFirstLast = "Inspector: first, last"
	rowSearch    = "Inspector: search; next found, the one before"

	rowPaletteChoose = "All actions: choose"
	rowPalettePages  = "All actions: by pages"
)

// dials begins a session, with its long screen.
func dials() step { return prepare(keysOfCode+" enter", "│ line 1 ", "!running") }

// twice is a key of which a text comes to stand twice on the screen.
func twice(row, key, text string) step {
	return step{row: row, keys: []string{key}, check: func(term *terminal) {
		term.until(text+" twice", func(screen string) bool { return strings.Count(screen, text) == 2 })
	}}
}

func walks() []walk {
	return []walk{
		{"typing", []step{
			press(rowType, "+", "│ + "),
			press(rowType, "9", "│ +9 "),
			press(rowType, "*", "│ +9* "),
			press(rowType, "#", "│ +9*# "),
			press("Phone: erase", "backspace", "│ +9* "),
			press("Phone: erase all", "ctrl+u", "!│ +9*"),
			prepare("1 3", "│ 13 "),
			press(rowMove, "left 2", "│ 123 "),
			press(rowMove, "right 4", "│ 1234 "),
			press(rowEnds, "home 9", "│ 91234 "),
			press(rowEnds, "end 8", "│ 912348 "),
			press(rowClear, "esc", "!│ 912348"),
		}},
		{"session", []step{
			press(rowCall, "* 6 6 5 5 * 1 2 3 # enter", "│ line 1 "),
			press(rowScroll, "down", "!│ line 1 "),
			press(rowScroll, "up", "│ line 1 "),
			press(rowPages, "pgdn", "!│ line 3 "),
			press(rowPages, "pgup", "│ line 1 "),
			press(rowMode, "f5", "abc │"),
			press(rowMode, "alt+#", "ABC │"),
			prepare("f5", "123 │"),
			press(rowCall, "4 enter", "You said"),
			press(rowClear, "esc", "dial a code"),
			press(rowCall, "enter", "│ *6655*123# "),
			prepare("esc", "dial a code"),
			press("Phone: subscriber: operator, wallet, PIN", "f9", "mobile money"),
			prepare("f9", "!mobile money"),
		}},
		{"paying", []step{
			dials(),
			prepare("5 enter", "▸ approve", "!┏"),
			press(rowAnswer, "left", "▸ decline"),
			press(rowAnswer, "right", "▸ approve"),
			press(rowAnswer, "tab", "▸ decline"),
			press("When asked to pay: put it away: it stays open", "esc", "!▸ decline"),
			prepare("enter", "asks still: p"),
			press("Phone: messages, when idle", "m", "Messages"),
			press(rowRead, "enter", "enter pay"),
			press(rowOther, "tab", "enter copy link"),
			prepare("esc", "Messages"),
			prepare("esc", "asks still: p"),
			press("Phone: a question that was put away, when idle", "p", "▸ approve"),
		}},
		{"paid", []step{
			dials(),
			prepare("5 enter", "▸ approve", "!┏"),
			press(rowInspector, "shift+tab", "o callback"),
			press(rowInspector, "tab", "enter approve"),
			press("When asked to pay: give it", "enter", "!▸ approve", "✉ 2"),
			prepare("tab", "tab phone"),
			prepare("home down down", "o callback"),
			press("Inspector: choose what an invoice's callback does", "o", "What the network will do"),
			press("Inspector: choose, in a menu", "down enter", "callback of F-1: late"),
			twice("Inspector: replay the callback of what was paid", "r", "⇠ RRN="),
		}},
		{"password", []step{
			prepare("f2", "IN 9876543210", "dial a code"),
			dials(),
			prepare("5 enter", "resend", "!┏"),
			press("When asked to pay: type the PIN or the code", "1", "code 1"),
			press("When asked to pay: ask for another code", "r", "!code 1", "✉ 2"),
		}},
		{"calls", []step{
			dials(),
			prepare("esc", "dial a code"),
			press("Phone: recent calls, when idle", "c", "Recent calls"),
			press("Messages, calls and codes: save a call's code by a name", "s", "Its name:"),
			prepare("x y z enter", "Saved codes", "▌xyz"),
			press(rowOther, "tab", "Recent calls"),
			press(rowClear, "esc", "dial a code"),
			press("Phone: saved codes, when idle", "s", "Saved codes"),
			press("Messages, calls and codes: remove a code that was saved", "del", "None yet"),
			press(rowOther, "tab", "Recent calls"),
			press(rowRead, "enter", "│ line 1 "),
		}},
		{"smartphone", []step{
			press(rowSkin, "f6", "skin changed"),
			dials(),
			press(rowButtons, "tab", "▸ CANCEL"),
			press(rowButtons, "right", "▸ SEND"),
			press(rowButtons, "left", "▸ CANCEL"),
			press("A smartphone's dialog: back, which does nothing in a dialog", "esc", "back does nothing in this dialog"),
			prepare("7", "│ 7 "),
			press(rowDialog, "enter", "You said *6655*123*7"),
			prepare("tab", "▸ CANCEL"),
			press(rowDialog, "enter", "dial a code"),
		}},
		{"inspector", inspecting()},
		{"palette", []step{
			press("All actions: every action by its name; dials a code, too", "ctrl+p", "all actions ─", "▌recent calls"),
			press(rowPaletteChoose, "down", "▌saved codes"),
			press(rowPaletteChoose, "up", "▌recent calls"),
			press(rowPalettePages, "pgdn", "▌quit"),
			press(rowPalettePages, "pgup", "▌recent calls"),
			prepare("t h e m e", "│ theme "),
			press("All actions: erase", "backspace", "│ them "),
			press("All actions: erase all", "ctrl+u", "what to do, or a code to dial"),
			press("All actions: close", "esc", "!all actions ─"),
			prepare("ctrl+p h e l p", "▌this help"),
			press("All actions: do it", "enter", "─ keys ─"),
			press(rowPanelPage, "pgdn", "ctrl+c             quit"),
			press(rowPanelPage, "pgup", "!ctrl+c             quit"),
		}},
		{"candybar", []step{
			press("candybar: this help", "f1", "─ keys ─"),
			press("candybar: this help", "?", "!─ keys ─"),
			press("candybar: the next SIM; the others go on", "f2", "IN 9876543210"),
			press("candybar: phones side by side: one, two, as many as fit", "f8", "SIM 2/3"),
			press("candybar: another phone of this country, beside it", "ctrl+t", "/4"),
			press("candybar: demo: the phone alone, and the keys", "f10", "!ctrl+p"),
			prepare("f10", "ctrl+p"),
			press("candybar: record a flow; stop, and write its file", "f3", "● REC"),
			press("candybar: record a flow; stop, and write its file", "f3", "!● REC"),
			press("candybar: weather: what goes wrong", "f4", "What goes wrong on purpose"),
			prepare("esc", "!What goes wrong on purpose"),
			{row: "candybar: the next theme of colours", keys: []string{"f7"}, check: func(term *terminal) {
				term.until("the classic ground", func(string) bool { return strings.Contains(term.written(), "48;2;175;215;135") })
			}},
			{row: "candybar: quit", keys: []string{"ctrl+c"}, check: func(term *terminal) {
				if code := term.exit(); code != 0 {
					term.t.Errorf("exit code %d after Ctrl+C", code)
				}
			}},
		}},
	}
}

func inspecting() []step {
	return []step{
		dials(),
		prepare("4 enter", "You said"),
		press(rowInspector, "tab", "enter open"),
		press("Inspector: open it: the exact request and reply", "enter", "→ GET ?mobile"),
		press("Inspector: a body laid out, as octets, as it was", "x", "000 59 6f"),
		press("Inspector: back", "esc", "!000 59 6f", "enter open"),
		press(rowChoose, "up enter", "─ exchange 1 ─"),
		prepare("esc", "!─ exchange 1 ─"),
		press(rowChoose, "down enter", "─ exchange 2 ─"),
		prepare("esc", "!─ exchange 2 ─"),
		press(rowFirstLast, "home enter", "─ exchange 1 ─"),
		prepare("esc", "!─ exchange 1 ─"),
		press(rowFirstLast, "end enter", "─ exchange 2 ─"),
		prepare("esc", "!─ exchange 2 ─"),
		press("Inspector: copy an exchange as a curl command", "c", "curl command given to the clipboard"),
		press("Inspector: save an exchange in a file", "s", "saved "),
		press("Inspector: send a request again, beside its session", "a", "↻ 200 same"),
		press("Inspector: filter: turns, money, calls, warnings, failures, all", "f", "turns, "),
		press(rowSearch, "/ 6 6 5 5 enter", " 4 of 4"),
		press(rowSearch, "n", " 1 of 4"),
		press(rowSearch, "N", " 4 of 4"),
	}
}
