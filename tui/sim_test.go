package tui

import (
	"fmt"
	"image/color"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"candybar/gateway"
	"candybar/gateway/event"
	"candybar/gateway/session"
	"candybar/phone"
	"candybar/phone/number"
)

// shown is what the chosen SIM has, in a line.
func (r *rig) shown() string {
	h := &r.model.handset
	typed := ""
	if e := h.typing(); e != nil {
		typed = e.value
	}
	first, _, _ := strings.Cut(h.words(), "\n")
	return fmt.Sprintf("%s %T %q typed %q, %d records", h.view.Number.Country(), h.dialogue, first, typed, len(r.model.inspector.records))
}

// A session on each SIM, in turns: what is typed and shown on one is nothing to
// the others.
func TestSIMsInTurns(t *testing.T) {
	t.Parallel()
	r := newRig(t).openTyped()
	shows := func(want string) {
		t.Helper()
		r.catchUp()
		if got := r.shown(); got != want {
			t.Errorf("shown is %s, want %s", got, want)
		}
	}
	shows(`IR phone.Open "Corner shop" typed "77", 2 records`)
	r.press("f2")
	shows(`IN phone.Idle "" typed "", 0 records`)
	r.log = nil
	r.open().write("5")
	shows(`IN phone.Open "Corner shop" typed "5", 2 records`)
	r.press("f2").write("*6655")
	shows(`RW phone.Idle "" typed "*6655", 0 records`)
	r.press("f2")
	shows(`IR phone.Open "Corner shop" typed "77", 2 records`)
	r.press("enter").until("screen You said *77")
	shows(`IR phone.Open "You said *77" typed "", 3 records`)
	r.press("f2")
	shows(`IN phone.Open "Corner shop" typed "5", 2 records`)
	r.press("backspace", "2", "enter").until("ended final")
	shows(`IN phone.Ended "Bye." typed "", 4 records`)
	r.press("f2", "esc", "f2", "esc").until("ended cancelled")
	shows(`IR phone.Idle "" typed "", 4 records`)
	r.press("enter")
	shows(`IR phone.Idle "" typed "*6655*123#", 4 records`)
	r.press("f2", "enter", "enter")
	shows(`IN phone.Idle "" typed "*6655*123#", 4 records`)
	r.press("f2", "enter")
	shows(`RW phone.Idle "" typed "", 0 records`) // nothing was dialled on this one
}

// Whatever a SIM shows, it shows it still after the others were looked at.
func TestSIMStaysAsItWasLeft(t *testing.T) {
	t.Parallel()
	for _, sc := range plays() {
		for _, width := range []int{40, 80} {
			t.Run(fmt.Sprint(sc.name, width), func(t *testing.T) {
				t.Parallel()
				s := newScene(t, width, 24)
				sc.play(s)
				m := s.model
				if m.panel == showHelp {
					s.press("f1") // it is no SIM's
				}
				// What is said until the next key, and of the other SIMs, goes.
				m.moved, m.handset.toast, m.said, m.recording.said = false, words{}, words{}, words{}
				for _, other := range m.sims {
					other.missed = 0
				}
				s.send(minuteTick{})
				m.keycast = keycast{}
				before, cursor := m.frame(), m.cursor()
				for range m.sims {
					s.press("f2")
				}
				m.keycast = keycast{}
				if after := m.frame(); after != before {
					t.Errorf("it was\n%s\nand is\n%s", ansi.Strip(before), ansi.Strip(after))
				}
				if after := m.cursor(); (after == nil) != (cursor == nil) || cursor != nil && *after != *cursor {
					t.Errorf("the cursor was at %v and is at %v", cursor, after)
				}
			})
		}
	}
}

// What arrives on a SIM that is not chosen is counted until it is.
func TestMark(t *testing.T) {
	t.Parallel()
	r := newRig(t).openTyped()
	india := r.gateway.Line(number.India.Example())
	press := func(key phone.Key) {
		t.Helper()
		if err := india.Do(key); err != nil {
			t.Fatal(err)
		}
	}
	mark := func(want string) {
		t.Helper()
		r.catchUp()
		if got := r.model.simMark(); got != want {
			t.Errorf("the mark is %q, want %q", got, want)
		}
	}
	mark("")
	if err := india.Deliver("Bank", "hello"); err != nil {
		t.Fatal(err)
	}
	mark("●1")
	r.log = nil
	press(phone.Call{Text: "*6655*123#"})
	r.until("screen Corner shop")
	mark("●2")
	press(phone.End{})
	r.until("ended cancelled")
	mark("●2") // nothing new is to be seen
	r.log = nil
	press(phone.Call{Text: "*99#"})
	r.until("ended not-supported")
	mark("●3") // the phone's own words
	r.gateway.Log().Append(event.Event{Time: morning, Body: getPayments})
	mark("●3") // it is of no phone
	if err := r.line.Deliver("Bank", "hello"); err != nil {
		t.Fatal(err)
	}
	mark("●3") // this one is seen
	if frame := ansi.Strip(r.model.frame()); !strings.Contains(frame, "IR 09121234567  IN●3  RW ") {
		t.Errorf("shown is\n%s", frame)
	}
	r.press("f2")
	mark("")
	if got := r.model.handset.words(); got != phone.TextFailed {
		t.Errorf("the phone says %q", got)
	}
	r.press("f2", "f2")
	mark("")
}

func TestArrivals(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		body event.Body
		want int
	}{
		{event.SMS{}, 1}, {event.Prompt{}, 1}, {event.Screen{Open: true}, 1}, {event.Screen{}, 1},
		{event.Ended{How: session.Final}, 0}, {event.Ended{How: session.Cancelled}, 0},
		{event.Ended{How: session.Released}, 1}, {event.Ended{How: session.UserTimeout}, 1},
		{event.Ended{How: session.HandlerTimeout}, 1}, {event.Ended{How: session.NetworkError}, 1},
		{event.Typed{}, 0}, {event.Request{}, 0}, {event.Reply{}, 0}, {event.Provider{}, 0}, {event.Charge{}, 0},
	} {
		if got := arrivals([]event.Event{{Body: test.body}}); got != test.want {
			t.Errorf("%#v counts %d, want %d", test.body, got, test.want)
		}
	}
}

// A question that came unseen takes no key that was in flight when its SIM was
// chosen; a SIM on which nothing is new takes every key at once.
func TestUnseenQuestionTakesNoKeyInFlight(t *testing.T) {
	t.Parallel()
	s := newScene(t, 80, 24)
	s.at(india).unseen(confirmFirst)
	s.press("f2", "4", "7", "1", "1", "enter")
	if got := s.model.handset.sheet.field.digits; got != "" || !s.model.handset.sheet.stands() {
		t.Errorf("%q was typed in flight", got)
	}
	s.wait().press("4", "7")
	s.press("f2", "*", "f2", "f2", "1", "1")
	if got := s.model.handset.sheet.field.digits; got != "4711" {
		t.Errorf("typed is %q", got)
	}
	s.press("f2")
	if got := s.model.handset.dial.value; got != "*" {
		t.Errorf("dialled is %q", got)
	}
}

// Keys go to the line of the SIM that they were pressed on, however late their
// commands are run, and so does what comes of them.
func TestKeysStayWithTheirSIM(t *testing.T) {
	t.Parallel()
	r := newRig(t).open()
	var commands []tea.Cmd
	for _, key := range []string{"1", "enter", "esc", "f2", "*", "9", "9", "#", "enter", "f2", "f2"} {
		commands = append(commands, r.model.advance(keyPress(key)))
	}
	for _, command := range slices.Backward(commands) {
		r.run(command)
	}
	r.until("ended cancelled").until("ended not-supported")
	r.catchUp()
	if got, want := r.shown(), `IR phone.Idle "" typed "", 4 records`; got != want {
		t.Errorf("shown is %s, want %s", got, want)
	}
	r.press("f2")
	if got, want := r.shown(), `IN phone.Ended "Connection problem or invalid MMI code." typed "", 2 records`; got != want {
		t.Errorf("shown is %s, want %s", got, want)
	}

	// Why a key did nothing is told on its own SIM.
	r = newRig(t).openTyped()
	r.gateway.Close()
	refused := r.model.advance(keyPress("enter"))
	r.press("f2").run(refused)
	if got := r.model.handset.toast.text; got != "" {
		t.Errorf("another SIM says %q", got)
	}
	r.press("f2", "f2")
	if got := r.model.handset.toast.text; !strings.Contains(got, "closed") {
		t.Errorf("its own says %q", got)
	}
}

// So is what came of a key of the inspector.
func TestOutcomeStaysWithItsSIM(t *testing.T) {
	t.Parallel()
	for _, keys := range [][]string{{"o", "enter"}, {"r"}} {
		r := newRig(t).asked().press("shift+tab", "end")
		of := r.model.inspector.chosenInvoice()
		of.now.ID, of.now.State = "77", "paid" // it is in no ledger
		r.press(keys[:len(keys)-1]...)
		came := r.model.advance(keyPress(keys[len(keys)-1]))
		r.press("f2").run(came)
		if got := r.model.said.text; got != "" {
			t.Errorf("another SIM says %q", got)
		}
		r.press("f2", "f2")
		if got := r.model.said.text; !strings.Contains(got, "no such invoice") {
			t.Errorf("its own says %q", got)
		}
	}
}

// A payment takes money out of the wallet of its own SIM.
func TestWallets(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	shows := func(want string) {
		t.Helper()
		if frame := ansi.Strip(r.model.frame()); !strings.Contains(frame, want) {
			t.Errorf("no %q in\n%s", want, frame)
		}
	}
	shows(" wallet 1,000,000 rial ")
	r.asked().press("enter").until("invoice F-1001 paid").pause().press("enter")
	shows(" wallet 950,000 rial ")
	r.press("f2")
	shows(" wallet 10,000.00 rupees ")
	balance := int64(7)
	if err := r.model.watch.line.Change(gateway.Change{Balance: &balance}); err != nil {
		t.Fatal(err)
	}
	r.catchUp()
	shows(" wallet 0.07 rupees ")
	r.press("f2")
	shows(" wallet 1,000,000 francs ")
	r.press("f2")
	shows(" wallet 950,000 rial ")
}

func TestAmount(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		n        int64
		currency string
		want     string
	}{
		{0, "IRR", "0 rial"}, {50_000, "IRR", "50,000 rial"},
		{0, "INR", "0.00 rupees"}, {5, "INR", "0.05 rupees"}, {2_000, "INR", "20.00 rupees"}, {123_456_789, "INR", "1,234,567.89 rupees"},
		{500, "RWF", "500 francs"}, {1_000_000, "RWF", "1,000,000 francs"},
		{1_234, "USD", "1,234 USD"},
	} {
		if got := amount(test.n, currencyOf(test.currency)); got != test.want {
			t.Errorf("%d %s is %q, want %q", test.n, test.currency, got, test.want)
		}
	}
}

// Whatever is in the status bar, the number and its country are there, whole, and
// so is the operator, unless its name is longer than any of the big ones.
func TestStatusBar(t *testing.T) {
	t.Parallel()
	for _, size := range [][2]int{{40, 20}, {72, 24}, {80, 24}, {100, 33}, {160, 50}} {
		for place, name := range []string{"IR 09121234567", "IN 9876543210", "RW 0788123456"} {
			s := newScene(t, size[0], size[1])
			for range place {
				s.press("f2")
			}
			for _, operator := range []string{"MCI", "MTN", "Airtel", "Irancell"} {
				view := s.model.handset.view
				view.Subscriber.Operator = operator
				s.model.handset.show(view, s.now)
				for other := range s.model.sims {
					s.at(other)
					for range 20 {
						s.arrive("hello")
					}
				}
				rows := strings.Split(s.frame(), "\n")
				if got := strings.Fields(rows[1]); got[2] != operator || got[3] != s.model.now.Format("15:04") || got[4] != "✉" {
					t.Errorf("%v: the first row is %q", size, rows[1])
				}
				want := []string{"IR", "IN", "RW"}
				for other := range want {
					want[other] += fmt.Sprintf("●%d", min(s.model.sims[other].missed, most))
				}
				want[place] = name
				if want := " " + strings.Join(want, "  ") + " "; !strings.Contains(rows[2], want) {
					t.Errorf("%v: no %q in the second row %q", size, want, rows[2])
				}
			}
		}
	}
}

// The mark is in the colour of what may be done next, on either background.
func TestMarkColours(t *testing.T) {
	t.Parallel()
	s := newScene(t, 80, 24).twoSessions().missed()
	seen := func() (colours, words string) {
		mark := s.model.pen.next.render("●1")
		frame := s.model.frame()
		if !strings.Contains(frame, mark) {
			t.Errorf("no %q in\n%s", mark, frame)
		}
		return mark, ansi.Strip(frame)
	}
	dark, words := seen()
	s.send(tea.BackgroundColorMsg{Color: color.White})
	light, same := seen()
	if light == dark || same != words {
		t.Error("a light background changes colours, and nothing else")
	}
}

// apart is what a SIM has that no other may change, in a line.
func (s *sim) apart() string {
	h := &s.handset
	return fmt.Sprintf("%#v dial %v reply %v last %q notice %q, inbox %d %d of %d, %d unread, asked %q typed %q left %t, %s, panel %d chosen %d",
		h.dialogue, h.dial, h.reply, h.last, h.notice, h.inbox.view, h.inbox.chosen, len(h.inbox.messages), h.inbox.unread(),
		h.sheet.front().ID, h.sheet.field.digits, h.sheet.onLeft, kinds(&s.inspector), s.panel, s.inspector.chosen)
}

// Each of three SIMs in one phone is what it were alone in a phone of its own,
// whatever is pressed and whatever happens, in whatever turns.
func FuzzSIMs(f *testing.F) {
	keys := []string{"f2", "1", "7", "*", "#", "enter", "esc", "backspace", "m", "up", "down", "pgdown", "left", "r"}
	things := []func(*scene){
		func(s *scene) { s.dial() },
		func(s *scene) { s.ask("*6655*123", longScreen(), slowly) },
		func(s *scene) { s.is(phone.Tell{Text: "Bye."}).happens(event.Screen{Text: "Bye."}) },
		func(s *scene) { s.is(phone.Fail{}).happens(event.Ended{How: session.NetworkError}) },
		func(s *scene) { s.arrive("hello") },
		func(s *scene) { s.unseen(confirmFirst) },
		func(s *scene) { s.unseen(otpFirst) },
		func(s *scene) { s.is(phone.Withdraw{ID: confirmFirst.ID}).happens() },
	}
	count := len(keys) + len(things)*len(number.Countries())
	f.Add([]byte{14, 17, 1, 2, 0, 1, 5, 0, 15, 0, 19, 8, 5, 0})
	f.Add([]byte{26, 29, 0, 20, 1, 5, 0, 0, 1, 2, 23, 26, 12, 5})
	f.Fuzz(func(t *testing.T, moves []byte) {
		together := newScene(t, 80, 24)
		var alone []*scene
		for place := range number.Countries() {
			alone = append(alone, newScene(t, 80, 24).only(place))
		}
		for i, move := range moves[:min(len(moves), 100)] {
			// All have the same time, and no key is in flight.
			at := morning.Add(time.Duration(i+1) * time.Hour)
			together.now = at
			for _, s := range alone {
				s.now = at
			}
			switch move := int(move) % count; {
			case move == 0:
				together.press("f2")
			case move < len(keys):
				own := alone[together.model.place()]
				together.press(keys[move])
				own.press(keys[move])
			default:
				thing, place := things[(move-len(keys))/len(alone)], (move-len(keys))%len(alone)
				thing(together.at(place))
				thing(alone[place])
			}
			for place, s := range alone {
				if got, want := together.model.sims[place].apart(), s.model.apart(); got != want {
					t.Fatalf("after %v SIM %d is\n%s\nand alone\n%s", moves[:i+1], place, got, want)
				}
			}
		}
	})
}

// A phone with one SIM has no key for another.
func TestOneSIM(t *testing.T) {
	t.Parallel()
	s := newScene(t, 160, 50).only(india).arrive("hello")
	told := s.frame() + s.press("f1").frame()
	if !strings.Contains(told, "IN 9876543210 ") || strings.Contains(told, "SIM") || strings.Contains(told, "f2") {
		t.Errorf("shown is\n%s", told)
	}
	s.press("f1")
	before := s.frame()
	at := s.model.layout.sim.Min
	s.send(tea.MouseClickMsg{X: at.X, Y: at.Y, Button: tea.MouseLeft})
	if after := s.press("f2").frame(); after != before {
		t.Errorf("it was\n%s\nand is\n%s", before, after)
	}
}

// The key that chooses another SIM is the next key for what is said until then, and
// puts the help away, which is about none of them.
func TestNextSIMIsAKey(t *testing.T) {
	t.Parallel()
	s := newScene(t, 80, 24).paid() // the phone says "paid"
	s.model.said = words{warning, "there is no callback to replay"}
	if s.model.handset.toast.text == "" {
		t.Fatal("nothing is said")
	}
	s.press("f2", "f2", "f2")
	if s.model.handset.toast.text != "" || s.model.said.text != "" {
		t.Error("it is said still")
	}
	for _, focus := range []page{phonePage, panelPage} {
		s.model.focus = focus
		for range 2 * len(s.model.sims) {
			s.press("f1", "f2")
			if s.model.panel == showHelp || s.model.focus != focus {
				t.Errorf("panel %d, focus %d", s.model.panel, s.model.focus)
			}
		}
	}
}

// The tabs in the status bar are keys as well; they bring the phone back.
func TestClickOnSIM(t *testing.T) {
	t.Parallel()
	for _, size := range [][2]int{{40, 20}, {80, 24}, {160, 50}} {
		s := newScene(t, size[0], size[1])
		if size[0] >= besideWidth {
			s.press("tab", "f1")
		}
		for _, place := range []int{2, 1, 1, 0, 2} {
			tab := s.model.mirror().tabs[place]
			for _, x := range []int{tab.at.Min.X, tab.at.Max.X - 1} {
				s.send(tea.MouseClickMsg{X: x, Y: tab.at.Min.Y, Button: tea.MouseLeft})
				if got := s.model.place(); got != place || s.model.focus != phonePage || s.model.panel == showHelp {
					t.Fatalf("%v: a click on %d led to SIM %d, want %d", size, x, got, place)
				}
				tab = s.model.mirror().tabs[place]
			}
		}
	}
}

// While the inspector has the keys it keeps them, and shows the exchanges of the
// SIM that is chosen.
func TestInspectorOfTheNextSIM(t *testing.T) {
	t.Parallel()
	s := newScene(t, 40, 20)
	s.dial().ask("*6655*123", menu)
	s.at(india).dial().ask("*6655*123", menu).ask("*6655*123*1", menu)
	s.press("tab", "enter", "f2")
	at := func(place, records int, panel panel) {
		t.Helper()
		m := s.model
		if m.place() != place || m.focus != panelPage || m.panel != panel || len(m.inspector.records) != records || m.inspector.chosen != max(0, records-1) {
			t.Errorf("SIM %d, focus %d, panel %d, %d records, %d chosen", m.place(), m.focus, m.panel, len(m.inspector.records), m.inspector.chosen)
		}
	}
	at(india, 3, showInspector)
	s.press("f2")
	at(rwanda, 0, showInspector)
	s.press("enter", "f1", "f2")
	at(iran, 2, showExchange)
}
