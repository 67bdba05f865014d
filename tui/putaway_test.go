package tui

import (
	"fmt"
	"image"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"candybar/gateway/event"
	"candybar/phone"
)

// putAway is an idle phone with a question that was put away.
func (r *rig) putAway() *rig { return r.asked().press("esc", "enter") }

func (r *rig) asks() bool { return r.model.handset.sheet.stands() }

// happened is how often that did.
func (r *rig) happened(what string) int {
	n := 0
	for _, happened := range r.log {
		if strings.HasPrefix(happened, what) {
			n++
		}
	}
	return n
}

// A question that was put away comes back from the idle phone, by its key or a
// click, and from its message; the key that brought it does not answer it when it
// comes twice, and money moves once.
func TestQuestionComesBack(t *testing.T) {
	t.Parallel()
	ways := map[string]func(*rig){
		"key":     func(r *rig) { r.press("p", "enter", "p") },
		"click":   func(r *rig) { r.click(r.model.layout.screen.Max.Sub(image.Pt(3, 1)), tea.MouseLeft).press("enter") },
		"message": func(r *rig) { r.press("m", "enter", "enter", "enter") },
	}
	for name, back := range ways {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := newRig(t).putAway()
			if r.asks() || !strings.Contains(r.model.frame(), "iNoti "+wordsPutAway) {
				t.Fatalf("asks is %t on\n%s", r.asks(), r.model.frame())
			}
			back(r)
			r.catchUp()
			if got := r.happened("answered"); got != 0 || !r.asks() {
				t.Fatalf("%d answers, asks is %t", got, r.asks())
			}
			r.pause().press("enter").until("invoice F-1001 paid")
			r.pause().press("esc", "esc", "p", "enter")
			r.catchUp()
			if r.asks() || r.happened("charge succeeded") != 1 || r.happened("answered") != 1 {
				t.Errorf("happened: %q", r.log)
			}
		})
	}
}

// One that was settled elsewhere is gone, and its link is only copied.
func TestPutAwayAndSettledElsewhere(t *testing.T) {
	t.Parallel()
	r := newRig(t).putAway().press("m", "enter")
	label := func(want string) {
		t.Helper()
		if _, right := r.model.softKeys(); right.key.Help().Desc != want {
			t.Errorf("the soft key is %q, want %q", right.key.Help().Desc, want)
		}
	}
	label("pay")
	r.press("tab")
	label("copy link")
	if r.model.focus != phonePage {
		t.Error("tab led to the inspector")
	}
	r.press("tab")
	label("pay")
	r.settle().until("invoice F-1001 paid")
	label("copy link")
	if r.press("tab"); r.model.focus != panelPage {
		t.Error("tab does not lead to the inspector")
	}
	r.press("tab", "esc", "esc", "p")
	if r.asks() || len(r.model.handset.sheet.putAway) != 0 {
		t.Error("the question is still known")
	}
}

// One that is asked anew is no longer put away, and the others keep their order.
func TestPutAwayIsAskedAnew(t *testing.T) {
	t.Parallel()
	s := newScene(t, 80, 24).asks(confirmFirst, paySecond).press("esc").wait()
	sheet := &s.model.handset.sheet
	if got := sheet.front().ID; got != paySecond.ID {
		t.Fatalf("asked is %q", got)
	}
	s.is(confirmFirst).happens(event.Prompt{ID: confirmFirst.ID, From: confirmFirst.From, Wants: "confirm", Text: confirmFirst.Text})
	if got := fmt.Sprint(len(sheet.prompts), len(sheet.aside)); got != "2 0" || sheet.front().ID != paySecond.ID {
		t.Errorf("%s questions, asked is %q", got, sheet.front().ID)
	}
}

// What was typed into a question that is put away is gone.
func TestPutAwayForgetsSecrets(t *testing.T) {
	t.Parallel()
	s := newScene(t, 80, 24).asks(confirmFirst).press("4", "7", "1", "1", "esc", "p").wait()
	if sheet := &s.model.handset.sheet; !sheet.stands() || sheet.field.digits != "" {
		t.Errorf("asks is %t, typed %q", sheet.stands(), sheet.field.digits)
	}
}

func TestFillCode(t *testing.T) {
	t.Parallel()
	n := asksFor(t, otpFirst, "471108").keys("esc")
	n.is(phone.SMS{From: otpFirst.From, Text: "471108 is your OTP to pay Rs 20.00.", At: n.now}).happens()
	n.keys("m", "enter", "enter", "enter")
	if n.said(); n.sheet().field.digits != "471108" {
		t.Fatalf("typed %q", n.sheet().field.digits)
	}
	n.pause().keys("enter").said(phone.OTP{Code: "471108"})
	if command := n.model.advance(keyPress("enter")); command == nil || n.model.handset.toast.text != wordsCodeCopied {
		t.Error("the code is not copied where nothing asks for it")
	}
}

func TestCodeIn(t *testing.T) {
	t.Parallel()
	for message, want := range map[string]string{
		"471108 is your OTP to pay Rs 20.00.": "471108",
		"Your code is 4711":                   "4711",
		"PIN: 12345678":                       "12345678",
		"رمز شما ۴۷۱۱۰۸ است":                  "471108",
		"کد: ٤٧١١":                            "4711",
		"आपका ओटीपी 4711 है":                  "4711",
		"Your code is 123 or 123456789":       "",
		"Paid. Tracking code 620145123456":    "",
		"Your balance is 50000 rial":          "",
		"Decoded 4711":                        "",
		"":                                    "",
	} {
		if got := codeIn(message); got != want {
			t.Errorf("%q: %q, want %q", message, got, want)
		}
	}
	s := newScene(t, 80, 24).arrive("Your code: 4711, http://127.0.0.1:6655/pay/1").press("m", "enter")
	if got := s.model.handset.inbox.code(); got != "" {
		t.Errorf("a message with a link has the code %q", got)
	}
}
