package tui

import (
	"bytes"
	"fmt"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/exp/golden"
	bidiorder "github.com/go-text/typesetting/bidi"

	"candybar/gateway"
	"candybar/gateway/demoshop"
	"candybar/gateway/event"
)

// shopMenu is the demo shop's, and shopAsks a line of it that has to be broken.
const (
	shopMenu = "فروشگاه محله\n۱. ثبت نام\n۲. خرید شارژ\n۳. قیمت\n۴. پیام\n۵. English"
	shopAsks = "لطفا کد ثبت نام خود را وارد نمایید"
)

// drawnMenu is how it stands in a row of cells, joined, from left to right.
var drawnMenu = []string{
	"ﻪﻠﺤﻣ ﻩﺎﮕﺷﻭﺮﻓ", "ﻡﺎﻧ ﺖﺒﺛ .۱", "ﮊﺭﺎﺷ ﺪﯾﺮﺧ .۲", "ﺖﻤﯿﻗ .۳", "ﻡﺎﯿﭘ .۴",
}

func TestParseBidi(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"auto", "visual", "terminal", "kitty", "off", "ask"} {
		if got, err := ParseBidi(name); err != nil || string(got) != name {
			t.Errorf("%s is %q, %v", name, got, err)
		}
	}
	for _, name := range []string{"", "Visual", "no"} {
		if _, err := ParseBidi(name); err == nil || !strings.Contains(err.Error(), "kitty") {
			t.Errorf("%q: %v", name, err)
		}
	}
}

// What each terminal was measured to say of itself, and what is right there.
func TestManner(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name     string
		env      []string
		version  string
		explicit ansi.ModeSetting
		want     Bidi
	}{
		{"VTE", []string{"VTE_VERSION=7006"}, "", ansi.ModeReset, BidiVisual},
		{"xterm", nil, "XTerm(379)", ansi.ModeNotRecognized, BidiVisual},
		{"Alacritty", nil, "", ansi.ModeNotRecognized, BidiVisual},
		{"mlterm", []string{"MLTERM=3.9"}, "", ansi.ModeNotRecognized, BidiVisual},
		{"Konsole", []string{"KONSOLE_VERSION=221203"}, "Konsole 22.12.3", ansi.ModeNotRecognized, BidiVisual},
		{"kitty", []string{"KITTY_WINDOW_ID=1"}, "kitty(0.26.5)", ansi.ModeNotRecognized, BidiKitty},
		{"kitty that answers nothing", []string{"TERM=xterm-kitty"}, "", ansi.ModeNotRecognized, BidiKitty},
		{"xterm started from kitty", []string{"KITTY_WINDOW_ID=1"}, "XTerm(379)", ansi.ModeNotRecognized, BidiVisual},
		{"VTE started from kitty", []string{"KITTY_WINDOW_ID=1"}, "", ansi.ModeReset, BidiVisual},
		{"tmux in kitty", []string{"KITTY_WINDOW_ID=1"}, "tmux 3.3a", ansi.ModeNotRecognized, BidiKitty},
		{"tmux in xterm", nil, "tmux 3.3a", ansi.ModeNotRecognized, BidiVisual},
		{"Terminal.app", []string{"TERM_PROGRAM=Apple_Terminal"}, "", ansi.ModeNotRecognized, BidiTerminal},
		{"iTerm2", []string{"TERM_PROGRAM=iTerm.app"}, "iTerm2 3.7", ansi.ModeNotRecognized, BidiVisual},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			s := newScene(t, 80, 24)
			if s.model.pen.manner != BidiVisual {
				t.Errorf("before any answer it is %s", s.model.pen.manner)
			}
			s.send(tea.EnvMsg(test.env))
			s.send(tea.ModeReportMsg{Mode: ansi.ModeBiDirectionalSupport, Value: test.explicit})
			if test.version != "" {
				s.send(tea.TerminalVersionMsg{Name: test.version})
			}
			if got := s.model.pen.manner; got != test.want {
				t.Errorf("%s, want %s", got, test.want)
			}
		})
	}
}

// What was asked for is drawn, whatever the terminal says.
func TestToldManner(t *testing.T) {
	t.Parallel()
	for _, told := range []Bidi{BidiVisual, BidiTerminal, BidiKitty, BidiOff} {
		m := &model{bidi: bidi{told: told}}
		m.calls(tea.TerminalVersionMsg{Name: "kitty(0.26.5)"})
		m.lives(tea.EnvMsg{"TERM_PROGRAM=Apple_Terminal"})
		if m.pen.manner != told {
			t.Errorf("%s is %s", told, m.pen.manner)
		}
	}
}

// rawOf is what a command writes to the terminal, and whether it asks its name.
func rawOf(command tea.Cmd) string {
	if command == nil {
		return ""
	}
	switch msg := command().(type) {
	case tea.RawMsg:
		return fmt.Sprint(msg.Msg)
	case tea.BatchMsg:
		var all strings.Builder
		for _, each := range msg {
			all.WriteString(rawOf(each))
		}
		return all.String()
	default:
		if fmt.Sprintf("%T", msg) == fmt.Sprintf("%T", tea.RequestTerminalVersion()) {
			return "name?"
		}
		return ""
	}
}

// Konsole alone gets OSC 50, and only where it said who it is.
func TestOnlyKonsoleGetsItsSetting(t *testing.T) {
	t.Parallel()
	for name, wants := range map[string]bool{"Konsole 22.12.3": true, "XTerm(379)": false, "tmux 3.3a": false, "": false, "xKonsole": false} {
		m := &model{bidi: bidi{told: BidiAuto}}
		asked := rawOf(m.lives(tea.EnvMsg{"KONSOLE_VERSION=221203"}))
		if want := ansi.RequestModeBiDirectionalSupport + "name?"; asked != want {
			t.Errorf("asked with %q, want %q", asked, want)
		}
		var out bytes.Buffer
		end := m.bidi.begin(&out)
		said := rawOf(m.calls(tea.TerminalVersionMsg{Name: name}))
		end()
		wantSaid, wantOut := "", "\x1b[8l\x1b[1 k\x1b[8h\x1b[0 k"
		if wants {
			wantSaid = "\x1b]50;BidiRenderingEnabled=false\x07"
			wantOut += "\x1b]50;BidiRenderingEnabled=true\x07"
		}
		if said != wantSaid || out.String() != wantOut {
			t.Errorf("%q is told %q, and in all %q; want %q, %q", name, said, out.String(), wantSaid, wantOut)
		}
	}
}

// Who takes text as it is read is told and asked nothing.
func TestOthersAreToldNothing(t *testing.T) {
	t.Parallel()
	for _, told := range []Bidi{BidiOff, BidiTerminal, BidiKitty} {
		m := &model{bidi: bidi{told: told}, pen: pen{ruler: ruler{manner: told}}}
		var out bytes.Buffer
		end := m.bidi.begin(&out)
		said := rawOf(m.lives(nil)) + rawOf(m.calls(tea.TerminalVersionMsg{Name: "Konsole 22.12.3"}))
		end()
		if said != "" || out.Len() > 0 {
			t.Errorf("%s: %q and %q", told, said, out.String())
		}
	}
	// Terminal.app would show a question that it does not know, and orders by itself.
	m := &model{bidi: bidi{told: BidiAuto}, pen: pen{ruler: ruler{manner: BidiVisual}}}
	if said := rawOf(m.lives(tea.EnvMsg{"TERM_PROGRAM=Apple_Terminal"})); said != bidiImplicit {
		t.Errorf("Terminal.app is told %q", said)
	}
}

// mlterm garbles a right-to-left row of which only some cells are written.
func TestRepaint(t *testing.T) {
	t.Parallel()
	for _, env := range []string{"MLTERM=3.9", "TERM=xterm"} {
		s := newScene(t, 80, 24)
		s.send(tea.EnvMsg{env})
		first := s.model.repaint()
		s.dial().ask("*6655*123", shopMenu)
		changed, again := s.model.repaint(), s.model.repaint()
		if wants := env == "MLTERM=3.9"; first != nil || (changed != nil) != wants || again != nil {
			t.Errorf("%s: repainted at first %t, at a change %t, again %t", env, first != nil, changed != nil, again != nil)
		}
	}
}

func TestDirected(t *testing.T) {
	t.Parallel()
	const drawn, words = "۱۲ ﻢﮐ ،ﻡﻼﺳ", "۱۲ ﮐﻢ ﺳﻼﻡ،"
	for manner, want := range map[Bidi]string{
		BidiVisual:   " \u202d" + drawn + "\u202c",
		BidiKitty:    " " + words,
		BidiTerminal: "سلام، کم ۱۲",
		BidiOff:      "سلام، کم ۱۲",
	} {
		p := pen{ruler: ruler{manner: manner}}
		if got := p.line(11).flow(ink{}, "سلام، کم ۱۲").done(); got != want {
			t.Errorf("%s: %+q, want %+q", manner, got, want)
		}
		if got := p.line(6).flow(ink{}, "plain").done(); got != "plain " {
			t.Errorf("%s: %q", manner, got)
		}
	}
}

// No row is wider than its room or narrower, cut right-to-left text included.
func TestDirectedTextIsCut(t *testing.T) {
	t.Parallel()
	for _, r := range rulers() {
		p := pen{ruler: r}
		for width := range 40 {
			row := p.line(width).flow(ink{}, "لالا "+shopAsks).done()
			if got := r.method.StringWidth(row); got != width {
				t.Errorf("%v: %d wide in %d", r, got, width)
			}
			if got := r.width(r.cutLeft("لالا "+shopAsks, width)); got > width {
				t.Errorf("%v: the end is %d wide in %d", r, got, width)
			}
		}
	}
}

func TestPersianFrames(t *testing.T) {
	t.Parallel()
	for _, size := range [][2]int{{40, 20}, {80, 24}} {
		for _, manner := range []Bidi{BidiVisual, BidiKitty, BidiTerminal, BidiOff} {
			t.Run(fmt.Sprintf("%dx%d/%s", size[0], size[1], manner), func(t *testing.T) {
				t.Parallel()
				s := newScene(t, size[0], size[1])
				s.model.bidi.told = manner
				s.model.settle()
				s.dial().ask("*6655*123*5", shopMenu).press("س", "ل", "ا", "م", " ", "۱", "2")
				straight(t, s.model.frame(), ansi.WcWidth, size[0], size[1])
				golden.RequireEqual(t, s.frame())
			})
		}
	}
}

// A terminal that orders text itself finds nothing to order: with its rows taken as
// left-to-right lines, no character of them changes its place.
func TestPersianIsNotOrderedTwice(t *testing.T) {
	t.Parallel()
	s := newScene(t, 80, 24)
	s.dial().ask("*6655*123*5", shopMenu+"\nمبلغ 10,000 ریال (ABC)\nok سلام 12 x").press("س", "ل", "ا", "م")
	overridden := 0
	for row := range strings.SplitSeq(s.frame(), "\n") {
		if row == "" {
			continue
		}
		overridden += strings.Count(row, override)
		var p bidiorder.Paragraph
		runs := p.SegmentString(row, bidiorder.LeftToRight)
		if runs.NumRuns() != 1 || runs.Run(0).Level != 0 {
			t.Errorf("%q is ordered once more", row)
		}
	}
	if want := 8; overridden != want {
		t.Errorf("%d overrides, want %d", overridden, want)
	}
}

// The buffer and its cursor are logical; where the cursor stands is not.
func TestCursorInRightToLeftAnswers(t *testing.T) {
	t.Parallel()
	s := newScene(t, 80, 24)
	s.dial().ask("*6655*123*5", shopMenu)
	field := s.model.layout.entry
	right := field.Max.X - 2
	check := func(what string, want int) {
		t.Helper()
		if got := s.model.cursor(); got == nil || got.X != want || got.Y != field.Min.Y+1 {
			t.Errorf("%s: the cursor stands at %+v, want %d", what, got, want)
		}
	}
	check("nothing typed", field.Min.X+2)
	s.press("ب", "ل", "ه")
	check("three letters", right-3)
	s.press("left")
	check("before the last", right-2)
	s.press("home")
	check("at the beginning", right)
	s.press("end", "backspace", "ا")
	if value := s.model.handset.reply.value; value != "بلا" {
		t.Errorf("typed %q", value)
	}
	check("lam-alef is one cell", right-2)
	s.press("ctrl+u", "o", "k", "ب")
	check("Latin first", field.Min.X+2+2)
}

// A long answer keeps its end in sight, and the cursor inside the field.
func TestLongRightToLeftAnswer(t *testing.T) {
	t.Parallel()
	for _, r := range rulers() {
		var e entry
		e.insert(strings.Repeat("سلام لا ۱۲ ok ", 6))
		for e.cursor > 0 {
			shown, cell := e.window(r, 24)
			if r.width(shown) > 24 || cell < 0 || cell > 24 {
				t.Errorf("%v: %q is %d wide with the cursor in %d", r, shown, r.width(shown), cell)
			}
			e.left()
		}
	}
}

func TestPicker(t *testing.T) {
	t.Parallel()
	for key, want := range map[string]Bidi{"1": BidiVisual, "2": BidiTerminal, "۳": BidiKitty, "٤": BidiOff} {
		s := newScene(t, 40, 20)
		options := s.model.options
		options.Bidi = BidiAsk
		s.model = newModel(options)
		s.of = s.model.sim
		s.send(tea.WindowSizeMsg{Width: 40, Height: 20})
		straight(t, s.model.frame(), ansi.WcWidth, 40, 20)
		s.press("enter", "5", "x")
		s.send(tea.PasteMsg{Content: "1"})
		s.send(tea.MouseClickMsg{X: 5, Y: 5, Button: tea.MouseLeft})
		if !s.model.picker.open || s.model.cursor() != nil || !strings.Contains(s.frame(), "Which line reads right?") {
			t.Fatalf("the picker is gone:\n%s", s.frame())
		}
		if key == "1" {
			golden.RequireEqual(t, s.frame())
		}
		s.press(key)
		if s.model.picker.open || s.model.pen.manner != want || !strings.Contains(s.frame(), "--bidi="+string(want)) {
			t.Errorf("%s: %s\n%s", key, s.model.pen.manner, s.frame())
		}
		if _, typed := s.model.handset.dial.window(s.model.pen.ruler, 9); typed != 0 {
			t.Errorf("%s was dialled", key)
		}
	}
}

func TestQuitFromThePicker(t *testing.T) {
	t.Parallel()
	m := &model{picker: picker{open: true}, keys: newKeyMap()}
	if command := m.key(tea.KeyPressMsg{Code: 'c', Mod: tea.ModCtrl}); command == nil || command() != tea.Quit() {
		t.Error("ctrl+c does not quit")
	}
}

// shopOptions are a phone on the real demo shop.
func shopOptions(t *testing.T) Options {
	t.Helper()
	shop := httptest.NewServer(demoshop.New(demoshop.Options{}))
	t.Cleanup(shop.Close)
	route, err := gateway.NewRoute(demoshop.Code, shop.URL)
	if err != nil {
		t.Fatal(err)
	}
	g := gateway.New(gateway.Options{Routes: []gateway.Route{route}})
	t.Cleanup(g.Close)
	return Options{SIMs: sims(g), Log: g.Log(), Limits: g.Limits(), Dial: demoshop.Code}
}

// The demo shop in Persian on a terminal that does nothing by itself: its cells
// have the visual order, right-aligned, in a frame that stays straight.
func TestPersianOnATerminal(t *testing.T) {
	t.Parallel()
	options := shopOptions(t)
	term, press, done := start(t, 80, 24, options)
	term.shows(t, "5. Farsi")
	press("5")
	term.shows(t, "│ 5 ")
	press("\r")
	term.shows(t, "۵. English")
	press("سلام 12")
	term.shows(t, "12 ﻡﻼﺳ")
	rows := term.rows()
	for i, want := range drawnMenu {
		checkRow(t, rows, 4+i, want)
	}
	if want := "│ │ " + strings.Repeat(" ", 18) + "12 ﻡﻼﺳ │ │"; !strings.HasPrefix(rows[14], want) {
		t.Errorf("the answer is in %q, want %q", rows[14], want)
	}
	press("\r")
	term.shows(t, "call=*6655*123*5*")
	press("\x03")
	if err := <-done; err != nil {
		t.Error(err)
	}
	checkBytes(t, term.written())
	checkLogical(t, options.Log)
}

// checkRow looks at the cells of one row of the phone.
func checkRow(t *testing.T, rows []string, y int, want string) {
	t.Helper()
	const inside = 28
	row := "│ " + strings.Repeat(" ", inside-ansi.StringWidth(want)) + want + " │ │"
	if !strings.HasPrefix(rows[y], row) {
		t.Errorf("row %d is %q, want it to begin %q", y, rows[y], row)
	}
}

// checkBytes looks at what was written: what the terminal is told, and overrides
// around every right-to-left row.
func checkBytes(t *testing.T, raw string) {
	t.Helper()
	if !strings.HasPrefix(raw, "\x1b[8l\x1b[1 k") || !strings.HasSuffix(raw, "\x1b[8h\x1b[0 k") {
		t.Errorf("it begins %.20q and ends %q", raw, raw[max(0, len(raw)-20):])
	}
	for _, want := range drawnMenu {
		if !strings.Contains(raw, override+want+overrideEnd) {
			t.Errorf("%q is not written in an override", want)
		}
	}
	if strings.Contains(raw, "\x1b]50") {
		t.Error("a terminal that is no Konsole got OSC 50")
	}
}

// checkLogical sees that nothing of how text is drawn came into the log.
func checkLogical(t *testing.T, log *event.Log) {
	t.Helper()
	var all strings.Builder
	for _, e := range log.From(0).Pending() {
		fmt.Fprintf(&all, "%+v\n", e.Body)
	}
	if !strings.Contains(all.String(), "فروشگاه محله") || !strings.Contains(all.String(), "%D8%B3%D9%84%D8%A7%D9%85") {
		t.Errorf("the log lacks the conversation: %s", all.String())
	}
	if at := strings.IndexFunc(all.String(), isVisual); at >= 0 {
		t.Errorf("the log has %.20q", all.String()[at:])
	}
}

// isVisual reports whether only a drawn text has r.
func isVisual(r rune) bool {
	return r == '\u202d' || r >= 0xFB50 && r <= 0xFDFF || r >= 0xFE70 && r <= 0xFEFC
}

// rows are the characters of the terminal's cells, row by row. This terminal has
// what only orders text in a cell of its own where a blank stood and stays.
func (t *terminal) rows() []string {
	t.mu.Lock()
	defer t.mu.Unlock()
	rows := make([]string, t.screen.Height())
	for y := range rows {
		for x := range t.screen.Width() {
			glyph := strings.NewReplacer(override, "", overrideEnd, "").Replace(t.screen.CellAt(x, y).Content)
			if glyph == "" {
				glyph = " "
			}
			rows[y] += glyph
		}
	}
	return rows
}

// written is all that was written to the terminal.
func (t *terminal) written() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.raw.String()
}

// A program that fails leaves the terminal as it found it.
func TestPanicRestoresTheTerminal(t *testing.T) {
	t.Parallel()
	options := shopOptions(t)
	options.Dial = ""
	options.Hint = "hint"
	fails := make(chan struct{})
	now := morning
	options.Now = func() time.Time {
		select {
		case <-fails:
			panic("a fault in drawing")
		default:
			return now
		}
	}
	term, press, done := start(t, 80, 24, options)
	term.shows(t, "hint")
	close(fails)
	press("1")
	if err := <-done; err == nil {
		t.Error("no error")
	}
	if raw := term.written(); !strings.HasSuffix(raw, "\x1b[8h\x1b[0 k") {
		t.Errorf("it ends %q", raw[max(0, len(raw)-40):])
	}
}
