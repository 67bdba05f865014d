package tui

import (
	"fmt"
	"image"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"candybar/phone"
)

// mousePath is how the mouse comes to what a key does.
type mousePath struct {
	// action is one of the table of actions, by how its keys are written and what
	// they do.
	action string
	begin  func(*scene)
	keys   []string
	mouse  func(*scene)
}

// keyboardOnly are the actions that the mouse has no way to, and why.
var keyboardOnly = map[string]string{
	"esc: back, which does nothing in a dialog": "there is nothing to do",
}

// mousePaths are those of the actions that have no entry in the palette.
var mousePaths = []mousePath{
	{"0-9 * # +: dial, answer; letters too, in an answer", whileNothing, []string{"4", "*"}, func(s *scene) { s.clickKey(3).clickKey(9) }},
	{"backspace: erase", whileDialling, []string{"backspace"}, func(s *scene) { s.rightClick(s.field().Min) }},
	{"backspace: erase", whileNaming, []string{"backspace"}, func(s *scene) { s.rightClick(s.field().Min) }},
	{"backspace: erase", whileSmartTyping, []string{"backspace"}, func(s *scene) { s.rightClick(s.field().Min) }},
	{"backspace: erase", whilePinTyping, []string{"backspace"}, func(s *scene) { s.rightClick(s.model.handset.sheet.fieldCells().Min) }},
	{"backspace: erase", whileSearching, []string{"backspace"}, func(s *scene) { s.rightClick(lastCell(s.model.layout.body)) }},
	{"backspace: erase", whileOperatorTyping, []string{"backspace"}, func(s *scene) { s.rightClick(s.model.layout.body.Min.Add(image.Pt(2, subscriberHead))) }},
	{"ctrl+u: erase all", whileDialling, []string{"ctrl+u"}, func(s *scene) { s.click(s.model.layout.left.Min) }},
	{"← →: move in what is typed", whileDialling, []string{"left", "left", "left", "right"}, func(s *scene) { s.click(s.field().Min.Add(image.Pt(3, 0))) }},
	{"← →: move in what is typed", whileSmartTyping, []string{"left", "left"}, func(s *scene) { s.click(s.field().Min.Add(image.Pt(1, 0))) }},
	{"← →: move in what is typed", whilePersianTyping, []string{"left"}, func(s *scene) { s.click(s.field().Max.Sub(image.Pt(2, 1))) }},
	{"home end: to the beginning, to the end", whileDialling, []string{"home"}, func(s *scene) { s.click(s.field().Min) }},
	{"home end: to the beginning, to the end", whileInserting, []string{"end"}, func(s *scene) { s.click(lastCell(s.field())) }},
	{"↑ ↓: scroll the screen, choose a message", whileLongScreen, []string{"down", "down", "down"}, func(s *scene) { s.wheel(s.model.layout.screen.Min, tea.MouseWheelDown, 1) }},
	{"pgup pgdn: scroll by pages", whileLongScreen, slices.Repeat([]string{"pgdown"}, 9), func(s *scene) { s.wheel(s.model.layout.screen.Min, tea.MouseWheelDown, 20) }},
	{"enter: read; pay, use or copy; call", whileMessagesOpen, []string{"down", "enter"}, func(s *scene) { s.click(s.target(hitMessage + "0")) }},
	{"enter: read; pay, use or copy; call", whileCallsOpen, []string{"enter"}, func(s *scene) { s.click(s.target(hitEntry + "0")) }},
	{"tab: the other thing to do; calls, codes", whileCallsOpen, []string{"tab"}, func(s *scene) { s.click(s.model.layout.screen.Min) }},
	{"tab: the other thing to do; calls, codes", whileMessageOpen, []string{"tab"}, func(s *scene) { s.click(s.hint("tab")) }},
	{"s: save a call's code by a name", whileCallsOpen, []string{"s"}, func(s *scene) { s.rightClick(s.target(hitEntry + "0")) }},
	{"del: remove a code that was saved", whileCodesOpen, []string{"delete"}, func(s *scene) { s.rightClick(s.target(hitEntry + "0")) }},
	{"tab ← →: to the buttons CANCEL and SEND", whileSmartTyping, []string{"tab", "enter"}, func(s *scene) { s.click(s.target(hitLeft)) }},
	{"enter: press it; SEND while typing", whileSmartTyping, []string{"enter"}, func(s *scene) { s.click(s.target(hitRight)) }},
	{"0-9: type the PIN or the code", whileAsked, []string{"4", "7"}, func(s *scene) { s.clickKey(3).clickKey(6) }},
	{"← → tab: choose an answer", whileAsked, []string{"left", "enter"}, func(s *scene) { s.click(s.target(hitNo)) }},
	{"enter: give it", whilePinTyping, []string{"enter"}, func(s *scene) { s.click(s.target(hitYes)) }},
	{"esc: put it away: it stays open", whileAsked, []string{"esc"}, func(s *scene) { s.click(s.model.layout.left.Min) }},
	{"↑ ↓: choose an exchange or an invoice", whileInSession, []string{"tab", "up"}, func(s *scene) { s.click(s.target(hitTurn + "1")) }},
	{"↑ ↓: choose an exchange or an invoice", whileTurnChosen, []string{"up"}, func(s *scene) { s.click(s.hint("↑↓")) }},
	{"↑ ↓: choose an exchange or an invoice", whileFirstChosen, []string{"down"}, func(s *scene) { s.click(s.hint("↑↓").Add(image.Pt(1, 0))) }},
	{"pgup pgdn: by pages", whileHelpOpen, []string{"pgdown", "pgdown"}, func(s *scene) { s.wheelTo(s.model.help.rows*2-2, func() int { return s.model.help.top }) }},
	{"home end: first, last", whileHelpOpen, []string{"end"}, func(s *scene) { s.wheel(s.model.layout.body.Min, tea.MouseWheelDown, 60) }},
	{"enter: choose, in a menu", whileWeatherMenu, []string{"down", "enter"}, func(s *scene) { s.click(s.target(hitWeather + "1")) }},
	{"ctrl+p: every action by its name; dials a code, too", whileNothing, []string{"ctrl+p"}, func(s *scene) { s.rightClick(image.Pt(0, 0)) }},
	{"enter: do it", whilePaletteOpen, []string{"down", "enter"}, func(s *scene) { s.click(s.entry(1)) }},
	{"↑ ↓: choose", whilePaletteOpen, []string{"down", "down"}, func(s *scene) { s.wheel(s.entry(0), tea.MouseWheelDown, 2) }},
	{"pgup pgdn: by pages", whilePaletteOpen, slices.Repeat([]string{"pgdown"}, 9), func(s *scene) { s.wheel(s.entry(0), tea.MouseWheelDown, 60) }},
	{"backspace: erase", whileSeeking, []string{"backspace"}, func(s *scene) { s.rightClick(s.entry(-2)) }},
	{"ctrl+u: erase all", whileSeeking, []string{"ctrl+u"}, func(s *scene) { s.rightClick(s.entry(-2)).rightClick(s.entry(-2)) }},
	{"esc: close", whileSeeking, []string{"esc"}, func(s *scene) { s.click(image.Pt(0, 0)) }},
}

// How a path begins.
var (
	whileNothing        = func(*scene) {}
	whileDialling       = func(s *scene) { s.press("*", "6", "6", "5", "5") }
	whileInserting      = func(s *scene) { whileDialling(s); s.press("home") }
	whileNaming         = func(s *scene) { s.called().press("c", "s", "x", "y") }
	whileOperatorTyping = func(s *scene) { s.press("f9", "enter") }
	whileSmart          = func(s *scene) { s.is(phone.Wear{Skin: phone.Smartphone}).dial().ask("*6655*123", menu) }
	whileSmartTyping    = func(s *scene) { whileSmart(s); s.press("1", "2", "3") }
	whilePersianTyping  = func(s *scene) {
		s.dial().ask("*6655*123", menu)
		s.send(tea.PasteMsg{Content: "سلام"})
	}
	whileAsked        = func(s *scene) { s.asks(confirmFirst) }
	whilePinTyping    = func(s *scene) { whileAsked(s); s.press("4", "7", "1", "1") }
	whileLongScreen   = func(s *scene) { s.dial().ask("*6655*123", longScreen(), tooLong) }
	whileMessagesOpen = func(s *scene) { s.arrive("first", "second").wait().press("m") }
	whileMessageOpen  = func(s *scene) { s.arrive("4711 is your OTP to pay Rs 20.00.").wait().press("m", "enter") }
	whileCallsOpen    = func(s *scene) { s.called().press("c") }
	whileCodesOpen    = func(s *scene) { s.model.book.own = []Code{{"Shop", "*6655*123#"}}; s.press("s") }
	whileInSession    = func(s *scene) { s.dial().ask("*6655*123", menu).ask("*6655*123*1", menu) }
	whileTurnChosen   = func(s *scene) { whileInSession(s); s.press("tab") }
	whileFirstChosen  = func(s *scene) { whileTurnChosen(s); s.press("up") }
	whileSearching    = func(s *scene) { whileTurnChosen(s); s.press("/", "m", "o") }
	whileHelpOpen     = func(s *scene) { s.press("f1") }
	whileWeatherMenu  = func(s *scene) { s.press("f4") }
	whilePaletteOpen  = func(s *scene) { s.press("ctrl+p") }
	whileSeeking      = func(s *scene) { s.press("ctrl+p", "w", "t") }
)

// TestMousePaths: the mouse alone does what the keys do.
func TestMousePaths(t *testing.T) {
	t.Parallel()
	for _, path := range mousePaths {
		byKeys, byMouse := newScene(t, 160, 50), newScene(t, 160, 50)
		path.begin(byKeys)
		path.begin(byMouse)
		before := byMouse.state()
		byKeys.press(path.keys...)
		path.mouse(byMouse)
		switch got, want := byMouse.state(), byKeys.state(); {
		case got != want:
			t.Errorf("%s: the mouse\n%s\n%v:\n%s", path.action, got, path.keys, want)
		case got == before:
			t.Errorf("%s: nothing happened", path.action)
		}
	}
}

// TestEveryActionByMouse: what has an entry in the palette is done by clicks alone,
// from a right click on; all else has a path of its own, or a reason not to.
func TestEveryActionByMouse(t *testing.T) {
	t.Parallel()
	paths := make(map[string]bool)
	for _, path := range mousePaths {
		paths[path.action] = true
	}
	known := make(map[string]bool)
	for i, part := range newScene(t, 160, 50).model.sections() {
		for j, a := range part.actions {
			name := a.written() + ": " + a.does
			known[name] = true
			if len(a.keys) == 0 || paths[name] || keyboardOnly[name] != "" {
				continue
			}
			if a.ready == nil {
				t.Errorf("%s has no way for the mouse", name)
				continue
			}
			clickedInPalette(t, i, j)
		}
	}
	for _, path := range mousePaths {
		if !known[path.action] {
			t.Errorf("there is no action %s", path.action)
		}
	}
	for name := range keyboardOnly {
		if !known[name] || paths[name] {
			t.Errorf("%s is no action without a path", name)
		}
	}
}

// clickedInPalette does an action by clicks, in the first scene in which it can be
// done.
func clickedInPalette(t *testing.T, part, place int) {
	t.Helper()
	of := func(s *scene) action { return s.model.sections()[part].actions[place] }
	for _, sc := range plays() {
		byMouse, direct := newScene(t, 160, 50), newScene(t, 160, 50)
		sc.play(byMouse)
		sc.play(direct)
		if a := of(byMouse); byMouse.model.palette.open || !a.enabled() || !a.ready(byMouse.model) {
			continue
		}
		byMouse.rightClick(byMouse.elsewhere())
		c := &byMouse.model.palette
		at := slices.IndexFunc(c.found, func(e paletteEntry) bool { return e.code == "" && e.action.keys[0] == of(byMouse).keys[0] })
		if at < 0 {
			t.Errorf("%s: %q is not in the palette", sc.name, of(byMouse).does)
			return
		}
		for tries := 0; at >= c.top+c.rows() && tries < len(c.found); tries++ {
			byMouse.wheel(byMouse.entry(0), tea.MouseWheelDown, 1)
		}
		byMouse.click(byMouse.entry(at - c.top))
		direct.model.perform(of(direct))
		direct.send(nil) // everything at its place
		if got, want := byMouse.state(), direct.state(); got != want {
			t.Errorf("%s: clicks for %q\n%s\nits key:\n%s", sc.name, of(byMouse).does, got, want)
		}
		return
	}
	t.Errorf("%q can be done in no scene", of(newScene(t, 160, 50)).does)
}

// state is what can be seen, and what was chosen last in a menu that is gone.
func (s *scene) state() string {
	m := s.model
	at := "no cursor"
	if cursor := m.cursor(); cursor != nil {
		at = fmt.Sprint(cursor.Position)
	}
	return s.frame() + fmt.Sprintln(at, m.weathers.chosen, m.outcomes.chosen, m.subscriber.chosen)
}

func (s *scene) mouse(at image.Point, button tea.MouseButton) *scene {
	s.send(tea.MouseClickMsg{X: at.X, Y: at.Y, Button: button})
	s.model.onTheWay = nil
	return s
}

func (s *scene) click(at image.Point) *scene      { return s.mouse(at, tea.MouseLeft) }
func (s *scene) rightClick(at image.Point) *scene { return s.mouse(at, tea.MouseRight) }
func (s *scene) clickKey(i int) *scene            { return s.click(s.model.layout.keys[i].Min) }

func (s *scene) wheel(at image.Point, way tea.MouseButton, times int) *scene {
	for range times {
		s.send(tea.MouseWheelMsg{X: at.X, Y: at.Y, Button: way})
	}
	return s
}

// wheelTo turns the wheel over the panel until so many rows are above.
func (s *scene) wheelTo(rows int, top func() int) {
	for tries := 0; top() < rows && tries < 100; tries++ {
		s.wheel(s.model.layout.body.Min, tea.MouseWheelDown, 1)
	}
}

// field are the cells in which the phone shows what is typed.
func (s *scene) field() image.Rectangle { return s.model.mirror().fieldCells() }

func lastCell(r image.Rectangle) image.Point { return r.Max.Sub(image.Pt(1, 1)) }

// target is the first cell of what can be clicked by that name.
func (s *scene) target(name string) image.Point {
	s.t.Helper()
	targets := s.model.targets()
	for y := range s.model.height {
		for x := range s.model.width {
			if targets.Hit(x, y).ID() == name {
				return image.Pt(x, y)
			}
		}
	}
	s.t.Fatalf("there is no %q on\n%s", name, s.frame())
	return image.Point{}
}

// hint is where the foot names a key.
func (s *scene) hint(shown string) image.Point {
	s.t.Helper()
	for _, hint := range s.model.placedHints() {
		if hint.key.Help().Key == shown {
			return hint.area.Min
		}
	}
	s.t.Fatalf("the foot has no %q:\n%s", shown, s.frame())
	return image.Point{}
}

// entry is a row of the palette, counted from what is shown first.
func (s *scene) entry(i int) image.Point {
	return s.model.palette.area.Min.Add(image.Pt(3, paletteHead+i))
}

// elsewhere is a place where nothing is clicked: the frame of a phone or the panel.
func (s *scene) elsewhere() image.Point {
	if l := &s.model.layout; !l.phone.Empty() {
		return l.phone.Min
	}
	return s.model.layout.panel.Min
}

// TestPoint: the cursor goes to the cell that was clicked, in what a field shows.
func TestPoint(t *testing.T) {
	t.Parallel()
	r := newScene(t, 80, 24).model.pen.ruler
	for _, test := range []struct {
		value               string
		cursor, width, cell int
		want                int
	}{
		{"12345", 5, 10, 0, 0},
		{"12345", 5, 10, 3, 3},
		{"12345", 5, 10, 9, 5},
		{"12345", 0, 10, 4, 4},
		{"", 0, 10, 4, 0},
		{"a한b", 5, 10, 1, 1},
		{"a한b", 5, 10, 2, 1},
		{"a한b", 5, 10, 3, 4},
		{"e\u0301x", 0, 10, 1, 3},
		{strings.Repeat("x", 20) + "yz", 22, 6, 2, 19}, // …xxyz
		{strings.Repeat("x", 20) + "yz", 22, 6, 0, 18}, // nothing before is shown
		{"سلام", 0, 10, 9, 2},
		{"سلام", 0, 10, 0, 8},
	} {
		e := entry{value: test.value, cursor: test.cursor}
		shown, _ := e.window(r, test.width)
		if e.point(r, test.width, test.cell); e.cursor != test.want {
			t.Errorf("%q, %q shown: cell %d of %d is %d, want %d", test.value, shown, test.cell, test.width, e.cursor, test.want)
		}
	}
}
