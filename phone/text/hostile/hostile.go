// Package hostile is text that attacks whoever shows it, and what gives away that
// it got through: the one corpus that the tests of every way in and out use. Only
// tests import it.
//
// [Attacks] are texts that act on a terminal, on the reading order or on the
// layout where they are written out as they came. [Found] looks for what of them
// may stand in no text that candybar gives out, [FoundOnTerminal] for what may not
// stand among the control sequences by which the terminal phone draws, and
// [FoundInJSON] for what a JSON document may hold only escaped.
package hostile

import "strings"

// Attack is one hostile text.
type Attack struct {
	// Name says what it tries, in letters, digits and dashes.
	Name string
	// Text is the attack itself.
	Text string
}

// Line is the attack on one line, with its name on both sides, so that a test can
// see that it arrived.
func (a Attack) Line() string { return a.Name + " " + a.Text + " " + a.Name }

// IsText reports whether the attack has no NUL, without which no gateway takes it
// for a text at all.
func (a Attack) IsText() bool { return !strings.Contains(a.Text, "\x00") }

// IsOneLine reports whether the attack can stand in a place that has one line,
// such as an HTTP header.
func (a Attack) IsOneLine() bool { return !strings.ContainsAny(a.Text, "\r\n\x00") }

// Attacks are all of them, each small enough for a handler's reply.
func Attacks() []Attack {
	return []Attack{
		// Control sequences, ECMA-48 and what xterm made of them.
		{"csi-colour", "\x1b[31mred\x1b[0m"},
		{"csi-clear", "\x1b[2J\x1b[3J\x1b[H"},
		{"csi-cursor", "\x1b[999A\x1b[999D\x1b[10;10Hx"},
		{"csi-report", "\x1b[6n\x1b[c\x1b[>q\x1b[?u\x1b[21t"},
		{"csi-modes", "\x1b[?1049h\x1b[?1000h\x1b[?2004h\x1b[?25l\x1b[4h"},
		{"csi-scroll-region", "\x1b[3;4r\x1b[5S\x1b[5T"},
		{"csi-repeat", "x\x1b[2147483647b"},
		{"csi-window", "\x1b[8;1;1t\x1b[2t"},
		{"csi-broken", "\x1b["},
		{"esc-reset", "\x1bc\x1b#8"},
		{"esc-charset", "\x1b(0lqqk\x1b(B"},
		{"esc-alone", "\x1b"},
		{"osc-title", "\x1b]0;owned\x07"},
		{"osc-icon", "\x1b]1;owned\x1b\\\x1b]2;owned\x1b\\"},
		{"osc-link", "\x1b]8;;file:///etc/passwd\x1b\\bank\x1b]8;;\x1b\\"},
		{"osc-clipboard", "\x1b]52;c;cm0gLXJmIH4K\x07"},
		{"osc-clipboard-read", "\x1b]52;c;?\x1b\\"},
		{"osc-palette", "\x1b]4;1;rgb:00/00/00\x07\x1b]11;#000000\x07"},
		{"osc-notify", "\x1b]9;you won\x07\x1b]777;notify;a;b\x07"},
		{"osc-file", "\x1b]1337;File=inline=1:AAAA\x07"},
		{"osc-open", "\x1b]0;never ended"},
		{"dcs-sixel", "\x1bPq#0;2;0;0;0#0~~\x1b\\"},
		{"dcs-request", "\x1bP$q\"p\x1b\\\x1bP+q544e\x1b\\"},
		{"dcs-tmux", "\x1bPtmux;\x1b\x1b]52;c;YQ==\x07\x1b\\"},
		{"apc-kitty", "\x1b_Gf=24,s=1,v=1;AAAA\x1b\\"},
		{"pm", "\x1b^private\x1b\\"},
		{"sos", "\x1bXstring\x1b\\"},
		// The same in C1, as UTF-8 and as the octets themselves.
		{"c1-csi", "\u009b31mred\u009b2J"},
		{"c1-osc", "\u009d52;c;YQ==\u009c\u009d0;t\u009c"},
		{"c1-strings", "\u0090q\u009c\u009fG\u009c\u009ep\u009c\u0098s\u009c"},
		{"c1-others", "\u0080\u0084\u0085\u0088\u008d\u008e\u008f\u009a"},
		{"c1-raw-csi", "\x9b31mred\x9b2J"},
		{"c1-raw-osc", "\x9d52;c;YQ==\x9c"},
		{"c1-raw-strings", "\x90q\x9c\x9fG\x9c\x9ep\x9c\x98s\x9c"},
		// Single controls.
		{"bel", "\x07\x07\x07"},
		{"backspace", "pay 9\x08\x081"},
		{"cr-overwrite", "you pay 900\ryou pay 100"},
		{"crlf", "one\r\ntwo"},
		{"cr-cr-lf", "one\r\r\ntwo"},
		{"lf-status", "ok\ncandybar: error: forged\n\n"},
		{"vt-ff", "a\vb\fc"},
		{"tab", "a\tb\t\t\tc"},
		{"so-si", "\x0elqk\x0f"},
		{"enq", "\x05"},
		{"del", "a\x7fb\x7f"},
		{"nul", "a\x00b"},
		{"sub-can", "\x1b[3\x1a1m\x1b[3\x181m"},
		{"c0-all", "\x01\x02\x03\x04\x05\x06\x07\x08\x0e\x0f\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\x1a\x1b\x1c\x1d\x1e\x1f"},
		{"xon-xoff", "\x13\x11"},
		// Reading order.
		{"bidi-override", "pay \u202e001\u202c now"},
		{"bidi-embeddings", "\u202aa\u202bb\u202cc\u202dd"},
		{"bidi-isolates", "\u2066a\u2067b\u2068c\u2069"},
		{"bidi-open", "\u202e\u2067\u202enever closed"},
		{"bidi-marks", "\u200e\u200f\u061cab\u200f12"},
		{"bidi-deprecated", "\u206a\u206b\u206c\u206d\u206e\u206f"},
		// What is not seen.
		{"zero-width", "pass\u200bword\u2060\u2061\ufeff\u00ad\u180e"},
		{"zero-width-flood", "a" + strings.Repeat("\u200b", 3000)},
		{"joiner-flood", "a" + strings.Repeat("\u200d", 3000)},
		{"tags", "a\U000e0001\U000e0068\U000e0069\U000e007f"},
		{"tag-flood", "a" + strings.Repeat("\U000e0041", 2000)},
		{"variation-flood", "a" + strings.Repeat("\ufe0f", 3000) + strings.Repeat("\U000e0100", 500)},
		{"separators", "a\u2028b\u2029c\u0085d"},
		{"fillers", "\u115f\u1160\u3164\uffa0\u2800"},
		{"annotations", "a\ufff9b\ufffac\ufffb\ufffc"},
		{"noncharacters", "\ufffe\uffff\ufdd0\U0001ffff\U0010ffff"},
		{"private-use", "\ue000\uf8ff\U000f0000"},
		// What piles up.
		{"combining-flood", "e" + strings.Repeat("\u0301", 10_000)},
		{"zalgo", strings.Repeat("H"+strings.Repeat("\u0335\u0322\u0353\u0301", 100), 8)},
		{"enclosing-flood", "a" + strings.Repeat("\u20dd", 2000)},
		{"harakat-flood", "ب" + strings.Repeat("\u064b\u0651", 2000)},
		{"thai-flood", "\u0e01" + strings.Repeat("\u0e49\u0e34", 1500)},
		{"jamo-flood", "\u1100" + strings.Repeat("\u1161", 2000) + strings.Repeat("\u11a8", 2000)},
		{"flood-in-pieces", "e" + strings.Repeat(strings.Repeat("\u0301", 29)+"\u202e", 100)},
		{"marks-first", strings.Repeat("\u0301", 40) + "a"},
		{"devanagari-stack", strings.Repeat("\u0915\u094d", 500) + "\u0937"},
		// What is wide, or is and is not.
		{"wide", strings.Repeat("漢", 400)},
		{"half-full", strings.Repeat("ｱＡ", 200)},
		{"emoji-family", strings.Repeat("👨\u200d👩\u200d👧\u200d👦", 50)},
		{"emoji-flags", strings.Repeat("🇮🇷", 60) + "🇮"},
		{"emoji-skin", strings.Repeat("👍🏿", 60)},
		{"keycap", strings.Repeat("1\ufe0f\u20e3", 100)},
		{"long-ligature", strings.Repeat("﷽𒐫", 20)},
		// What is no UTF-8.
		{"overlong-slash", "\xc0\xaf\xe0\x80\xaf\xf0\x80\x80\xaf"},
		{"overlong-escape", "\xc0\x9b[31m\xe0\x80\x9b[2J"},
		{"overlong-nul", "a\xc0\x80b"},
		{"surrogates", "\xed\xa0\x80\xed\xb0\x80\xed\xbf\xbf"},
		{"beyond-unicode", "\xf4\x90\x80\x80\xf8\x88\x80\x80\x80\xfe\xff"},
		{"cut-sequences", "\xe2\x80\x1b[31m\xf0\x9f\x92"},
		{"latin-1", "caf\xe9 \xa0\xbf\xc1"},
		{"bom-utf-16", "\xff\xfea\xfe\xffb"},
		{"split-override", "\xe2\x80\u202a\xae001"},
		// Markup and quoting, where what shows it is no terminal.
		{"html", `<script>alert(1)</script><img src=x onerror=alert(1)>`},
		{"html-attribute", `" onmouseover="alert(1)" '`},
		{"xml", `]]><x/>&#x1b;&#155;&lt;<!--`},
		{"json", `","kind":"forged","\u001b":"\`},
		{"markdown", "```\n# forged\n```\n[x](javascript:alert(1))"},
		{"flow", "Hello\n> 1\nCON\n| forged\n{{pay}}"},
		{"format", "%s%n%x%!d(MISSING)"},
		{"template", "{{.}}${jndi:x}$(id)`id`"},
		// Size.
		{"long-line", strings.Repeat("a", 30_000)},
		{"long-word-persian", strings.Repeat("س", 8000)},
		{"many-lines", strings.Repeat("x\n", 10_000) + "end"},
		{"blank-lines", strings.Repeat("\n", 10_000) + "end"},
		{"many-escapes", strings.Repeat("\x1b[1;31m", 3000)},
		{"many-overrides", strings.Repeat("\u202e", 6000) + "end"},
	}
}

// Huge are texts beyond all bounds: a line of 16 MiB, a million lines, a million
// marks over one letter.
func Huge() []Attack {
	return []Attack{
		{"huge-line", strings.Repeat("a", 16<<20)},
		{"million-lines", strings.Repeat("x\n", 1_000_000)},
		{"million-marks", "e" + strings.Repeat("\u0301", 1_000_000)},
		{"million-escapes", strings.Repeat("\x1b[31m", 1_000_000)},
	}
}
