package tui

import (
	"image"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"candybar/gateway/event"
	"candybar/gateway/ledger"
	"candybar/phone"
)

func TestFieldKeys(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		prompt phone.Prompt
		keys   string // by blanks
		// typed is what stands in the field afterwards, said the answer; nil is none.
		typed string
		said  phone.PromptAnswer
	}{
		{"digits are typed", confirmFirst, "1 2 3", "123", nil},
		{"so are those of other scripts", confirmFirst, "۱ ٢ ۳ ٤", "1234", nil},
		{"nothing else is", confirmFirst, "a * # + . r 1", "1", nil},
		{"a PIN has six digits at most", confirmFirst, "1 2 3 4 5 6 7 8", "123456", nil},
		{"backspace erases", confirmFirst, "1 2 3 backspace backspace", "1", nil},
		{"backspace erases no more than there is", confirmFirst, "1 backspace backspace 2", "2", nil},
		{"ctrl+u erases all", confirmFirst, "1 2 3 ctrl+u 4", "4", nil},
		{"an empty PIN approves nothing", confirmFirst, "enter", "", nil},
		{"three digits approve nothing", confirmFirst, "1 2 3 enter", "123", nil},
		{"four digits approve", confirmFirst, "1 2 3 4 enter", "", phone.Approve{PIN: "1234"}},
		{"six digits approve", confirmFirst, "1 2 3 4 5 6 enter", "", phone.Approve{PIN: "123456"}},
		{"Persian digits are sent Latin", confirmFirst, "۱ ۲ ۳ ۴ enter", "", phone.Approve{PIN: "1234"}},
		{"declining needs no PIN", confirmFirst, "left enter", "", phone.Decline{}},
		{"declining carries none", confirmFirst, "1 2 3 4 tab enter", "", phone.Decline{}},
		{"a digit does not undo the choice", confirmFirst, "left 1 2 3 4 enter", "", phone.Decline{}},
		{"the choice can be undone", confirmFirst, "left 1 2 3 4 right enter", "", phone.Approve{PIN: "1234"}},
		{"esc puts it away", confirmFirst, "1 2 3 4 esc", "", nil},

		{"a code has eight digits at most", otpFirst, "1 2 3 4 5 6 7 8 9", "12345678", nil},
		{"three digits are not sent", otpFirst, "1 2 3 enter", "123", nil},
		{"four digits are sent", otpFirst, "1 2 3 4 enter", "", phone.OTP{Code: "1234"}},
		{"eight digits are sent", otpFirst, "1 2 3 4 5 6 7 8 enter", "", phone.OTP{Code: "12345678"}},
		{"r asks for another code", otpFirst, "1 2 r", "", phone.Resend{}},
		{"so does the answer on the left", otpFirst, "1 2 left enter", "", phone.Resend{}},
		{"so does the other answer", otpFirst, "1 2 3 4 tab enter", "", phone.Resend{}},
		{"esc puts it away too", otpFirst, "1 2 3 4 esc", "", nil},

		{"nothing is typed where nothing is asked for", payFirst, "1 2 3 4 r enter", "", phone.Approve{}},
	}
	for _, test := range tests {
		t.Run(test.prompt.ID+"/"+test.name, func(t *testing.T) {
			t.Parallel()
			n := asksFor(t, test.prompt, test.typed).keys(strings.Fields(test.keys)...)
			if test.said == nil {
				n.said()
			} else if len(n.answers) != 1 || n.answers[0] != test.said {
				t.Errorf("said %#v, want %#v", n.answers, test.said)
			}
			if got := n.sheet().field.digits; got != test.typed {
				t.Errorf("typed %q, want %q", got, test.typed)
			}
			if got := n.model.handset.dial.value; got != "" {
				t.Errorf("%q was typed into the phone below", got)
			}
		})
	}
}

func TestFieldIsPastedInto(t *testing.T) {
	t.Parallel()
	n := asksFor(t, otpFirst, "471108")
	n.tell(tea.PasteMsg{Content: " ۴۷-11 \x1b[2J08\n"})
	if got := n.sheet().field.digits; got != "4711208" { // the escape sequence's 2 is a digit as well
		t.Errorf("pasted %q", got)
	}
	n = asksFor(t, payFirst, "")
	n.tell(tea.PasteMsg{Content: "4711"})
	if n.sheet().field.digits != "" || n.model.handset.dial.value != "" {
		t.Error("something was pasted where nothing is typed")
	}
}

// A wrong PIN is asked for again with another text and an empty field; the key
// that sent it does not send once more.
func TestWrongPIN(t *testing.T) {
	t.Parallel()
	n := asksFor(t, confirmFirst, "4711").write("1234").keys("enter", "enter", "9", "enter")
	wrong := phone.Approve{PIN: "1234"}
	n.said(wrong).shows("That was wrong.", "4–6 digits")
	if got := n.sheet().field.digits; got != "" {
		t.Errorf("%q stands in the field", got)
	}
	if n.model.handset.notice != "" || n.model.handset.toast.text != "" || n.sheet().charging {
		t.Error("a charge is told, or waited for")
	}
	n.pause().write("4711").keys("enter").said(wrong, phone.Approve{PIN: "4711"})
	if got := n.model.handset.toast; got != (words{quietly, "paid"}) {
		t.Errorf("the phone says %v", got)
	}
}

// The same question in the same words is another one, too: it may have been
// answered elsewhere.
func TestAskedAgainInTheSameWords(t *testing.T) {
	t.Parallel()
	n := asksFor(t, confirmFirst, "4711").write("471").keys("left")
	n.again(confirmFirst)
	n.happens(n.news...)
	if n.sheet().field.digits != "" || n.sheet().onLeft {
		t.Errorf("typed is %q, left %t", n.sheet().field.digits, n.sheet().onLeft)
	}
	n.write("4711").said()
	if n.sheet().field.digits != "" {
		t.Error("a key in flight was typed")
	}
	// Another question behind it changes nothing.
	n.pause().write("47").asks(paySecond)
	if n.sheet().field.digits != "47" {
		t.Error("a question behind it emptied the field")
	}
}

// What came of it is told as for any payment.
func TestConfirmationIsTold(t *testing.T) {
	t.Parallel()
	n := asksFor(t, confirmFirst, "4711")
	n.poor = true
	n.write("4711").keys("enter")
	n.shows("Not paid: "+ledger.NotEnough[:10], "500 francs")
	n.keys("enter")
	if n.model.handset.notice == "" {
		t.Error("a key in flight put it away")
	}
	n.pause().keys("enter")
	if n.model.handset.notice != "" {
		t.Error("it cannot be put away")
	}

	n = asksFor(t, confirmFirst, "4711")
	for range 3 {
		n.write("1234").keys("enter").pause()
	}
	if n.sheet().stands() {
		t.Error("it is asked a fourth time")
	}
	n.shows("Not paid: wrong PIN.")

	n = asksFor(t, confirmFirst, "4711").keys("left", "enter")
	if got := n.model.handset.toast; got != (words{quietly, "declined"}) || n.model.handset.notice != "" {
		t.Errorf("the phone says %v", got)
	}

	n = asksFor(t, otpFirst, "471108").write("471108").keys("enter").said(phone.OTP{Code: "471108"})
	if got := n.model.handset.toast; got != (words{quietly, "paid"}) {
		t.Errorf("the phone says %v", got)
	}

	// What was put away is told by nobody.
	n = asksFor(t, confirmFirst, "4711").keys("esc")
	n.charge(ledger.NotEnough)
	n.happens(n.news...)
	if n.model.handset.notice != "" {
		t.Errorf("the phone says %q", n.model.handset.notice)
	}
}

// Another code leaves the question, empty; the key held down asks once.
func TestResend(t *testing.T) {
	t.Parallel()
	n := asksFor(t, otpFirst, "471108").write("12").keys("r", "r", "r", "enter")
	n.said(phone.Resend{}).shows("asked again")
	if !n.sheet().stands() || n.sheet().field.digits != "" || n.sheet().charging {
		t.Error("the question does not stand as it began")
	}
	n.pause().write("4")
	if strings.Contains(n.frame(), "asked again") {
		t.Error("that is still said")
	}
	n.shows("4–8 digits")
	n.write("71108").keys("enter").said(phone.Resend{}, phone.OTP{Code: "471108"})

	// After a wrong one, too, and no charge is to be expected of it.
	n = asksFor(t, otpFirst, "471108").write("1234").keys("enter").pause().keys("r")
	n.said(phone.OTP{Code: "1234"}, phone.Resend{}).shows("That was wrong.")
	if n.sheet().charging {
		t.Error("a charge is waited for")
	}
}

// A question takes no digit that was in flight, and one that goes leaves none to
// what is below it.
func TestFieldTakesNoKeyInFlight(t *testing.T) {
	t.Parallel()
	s := newScene(t, 80, 24)
	s.dial().ask("*6655*123", menu).press("1", "2").is(confirmFirst).happens()
	s.press("3", "4", "5", "6", "enter")
	s.send(tea.PasteMsg{Content: "4711"})
	at := s.model.layout.keys[0].Min
	s.send(tea.MouseClickMsg{X: at.X, Y: at.Y, Button: tea.MouseLeft})
	if got := s.model.handset.sheet.field.digits; got != "" || !s.model.handset.sheet.stands() {
		t.Fatalf("%q was typed in flight", got)
	}
	s.wait().press("4", "7")
	s.is(phone.Withdraw{ID: confirmFirst.ID}).happens()
	s.press("1", "1", "enter")
	if got := s.model.handset.reply.value; got != "12" {
		t.Errorf("below stands %q, want what stood there", got)
	}
}

func TestFieldByMouse(t *testing.T) {
	t.Parallel()
	click := func(n *network, at image.Point, button tea.MouseButton) {
		t.Helper()
		n.tell(tea.MouseClickMsg{X: at.X, Y: at.Y, Button: button})
	}
	n := asksFor(t, confirmFirst, "4711")
	l := &n.model.layout
	for _, key := range []int{3, 6, 9, 11, 0, 0} { // 4 7 * # 1 1
		if key == 0 {
			click(n, n.sheet().yes.Min, tea.MouseLeft)
			click(n, l.right.Min, tea.MouseLeft)
		}
		n.said()
		click(n, l.keys[key].Min, tea.MouseLeft)
	}
	click(n, l.keys[10].Min, tea.MouseRight) // + is no digit
	click(n, n.sheet().box.Min.Add(image.Pt(3, 1)), tea.MouseLeft)
	if got := n.sheet().field.digits; got != "4711" {
		t.Errorf("clicked %q", got)
	}
	click(n, n.sheet().yes.Min, tea.MouseLeft)
	n.said(phone.Approve{PIN: "4711"})

	n = asksFor(t, confirmFirst, "4711").write("4711")
	click(n, n.sheet().no.Min, tea.MouseLeft)
	n.said(phone.Decline{})

	n = asksFor(t, otpFirst, "4711").write("4711")
	click(n, n.sheet().no.Min, tea.MouseLeft)
	n.said(phone.Resend{}).pause().write("4711")
	click(n, n.model.layout.right.Min, tea.MouseLeft)
	n.said(phone.Resend{}, phone.OTP{Code: "4711"})

	n = asksFor(t, otpFirst, "4711")
	click(n, n.model.layout.left.Min, tea.MouseLeft)
	if n.said(); n.sheet().stands() {
		t.Error("the question was not put away")
	}
}

// The cursor stands behind what was typed, at any size, and only where the keys
// go.
func TestFieldCursor(t *testing.T) {
	t.Parallel()
	for _, size := range []image.Point{{40, 20}, {80, 24}, {160, 50}} {
		for _, prompt := range []phone.Prompt{confirmFirst, otpFirst} {
			s := newScene(t, size.X, size.Y)
			s.asks(prompt).press("1", "2")
			label, shown := "PIN ", "••"
			if prompt == otpFirst {
				label, shown = "code ", "12"
			}
			cursor := s.model.cursor()
			if cursor == nil {
				t.Fatalf("%v: no cursor", size)
			}
			row := strings.Split(ansi.Strip(s.model.frame()), "\n")[cursor.Y]
			if before := ansi.Truncate(row, cursor.X, ""); !strings.HasSuffix(before, label+shown) {
				t.Errorf("%v: the cursor stands behind %q", size, before)
			}
			s.press("shift+tab")
			if s.model.cursor() != nil {
				t.Errorf("%v: there is a cursor while the inspector has the keys", size)
			}
		}
	}
}

// The foot says what is missing, and Enter only where it does something.
func TestFieldHints(t *testing.T) {
	t.Parallel()
	foot := func(n *network) string {
		rows := strings.Split(strings.TrimSuffix(n.frame(), "\n"), "\n")
		return rows[len(rows)-1]
	}
	for _, test := range []struct{ keys, has, not string }{
		{"", "0-9 PIN  esc later", "enter"},
		{"1 2 3 4", "enter approve  esc later", "0-9"},
		{"left", "0-9 PIN  enter decline", "approve"},
	} {
		got := foot(asksFor(t, confirmFirst, "").keys(strings.Fields(test.keys)...))
		if !strings.Contains(got, test.has) || strings.Contains(got, test.not) {
			t.Errorf("after %q the foot is %q", test.keys, got)
		}
	}
	if got := foot(asksFor(t, otpFirst, "")); !strings.Contains(got, "0-9 code  esc later  r resend") {
		t.Errorf("the foot is %q", got)
	}
}

// No frame of a whole life of a question has the PIN in it, nor has anything that
// the phone says; a code is seen only while it is typed.
func TestTypedSecretsAreNotShown(t *testing.T) {
	t.Parallel()
	// Digits that stand in no clock, price or port, one behind the other.
	const pin, wrong = "938271", "829317"
	n := asksFor(t, confirmFirst, pin)
	n.write(wrong).keys("enter").pause()                                          // wrong
	n.write(wrong).keys("shift+tab", "tab", "f1", "f1", "left", "right", "enter") // elsewhere meanwhile
	n.pause().write(wrong).keys("left", "backspace", "ctrl+u", "right").write(pin).keys("enter")
	n.pause().keys("shift+tab", "end", "enter", "esc", "home")
	n.tell(tea.WindowSizeMsg{Width: 160, Height: 50})
	if len(n.answers) != 3 || n.answers[2] != (phone.Approve{PIN: pin}) {
		t.Fatalf("said %v", n.answers)
	}
	n = again(n, asksFor(t, confirmFirst, pin))
	n.poor = true
	n.write(pin).keys("enter").pause().keys("enter")
	n = again(n, asksFor(t, confirmFirst, pin)) // refused: answered elsewhere
	n.write(pin)
	n.phone, _ = phone.Step(n.phone, phone.Withdraw{ID: confirmFirst.ID})
	n.keys("enter")
	if len(n.errs) != 1 || n.model.handset.toast.text == "" {
		t.Error("the phone does not say why it refused")
	}
	for _, frame := range n.frames {
		plain := ansi.Strip(frame)
		for _, secret := range []string{pin, wrong, pin[:3], wrong[:3]} {
			if strings.Contains(plain, secret) {
				t.Fatalf("the PIN is shown:\n%s", plain)
			}
		}
	}

	n = asksFor(t, otpFirst, pin).write(wrong)
	if !strings.Contains(n.frame(), wrong) {
		t.Error("a code that is typed cannot be read")
	}
	n.frames = nil
	n.keys("enter").pause().write("1").keys("r").pause()
	n.happens(event.Answered{ID: otpFirst.ID, Answer: "otp"})
	n.draw()
	for _, frame := range n.frames {
		if strings.Contains(ansi.Strip(frame), wrong) {
			t.Fatalf("the code is shown after it was sent:\n%s", ansi.Strip(frame))
		}
	}
}

// again goes on with another phone, and keeps the frames of the one before.
func again(before, after *network) *network {
	after.frames = append(after.frames, before.frames...)
	return after
}
