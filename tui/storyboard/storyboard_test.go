package storyboard_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/charmbracelet/x/vt"

	"candybar/gateway/event"
	"candybar/gateway/session"
	"candybar/phone"
	"candybar/phone/number"
	"candybar/tui/storyboard"
)

type writer struct {
	name  string
	write func(io.Writer, storyboard.Story) error
}

var writers = []writer{
	{"svg", storyboard.SVG}, {"html", storyboard.HTML}, {"md", storyboard.Markdown}, {"cast", storyboard.Cast},
}

func (w writer) of(t *testing.T, tale storyboard.Tale) string {
	t.Helper()
	var out bytes.Buffer
	if err := w.write(&out, storyboard.Tell(tale)); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// TestFrames: a frame for each thing that the phone came to show, with what led
// to it, and what happened behind the phone under the frame where it did.
func TestFrames(t *testing.T) {
	t.Parallel()
	pay := phone.Prompt{ID: "pay-7", From: "iNoti", Kind: phone.PromptPay, Text: "Pay?"}
	confirm := phone.Prompt{ID: "confirm-7", From: "IntouchPay", Kind: phone.PromptConfirm, Text: "Pay?"}
	toPay := func() *taleMaker {
		return newTale("x").dialled("menu").scene("", []phone.Prompt{pay},
			event.Typed{Text: "2"}, event.Screen{Text: "Bye."}, event.Ended{How: session.Final},
			event.SMS{From: "iNoti", Text: "a link"}, event.Prompt{ID: "pay-7", From: "iNoti", Wants: "pay", Text: "Pay?"})
	}
	paid := []event.Body{
		event.Charge{State: "succeeded", Amount: 50_000, Currency: "IRR"}, event.SMS{From: "iNoti", Text: "Paid."},
		event.Verified{}, event.Callback{Outcome: "answered", Body: "Thank you.[end]"},
	}
	notes := "[paid 50,000 rial][verified with GetPayments][callback: Thank you.]"
	begun := []string{"*6655*123#: menu", "2: Bye.", "SMS: Bye. ✉ a link", "prompt: Bye. ? Pay?"}
	for _, test := range []struct {
		name string
		tale *taleMaker
		want []string
	}{
		{"hang up", newTale("x").dialled("menu").scene("hang up", nil, event.Ended{How: session.Cancelled}),
			[]string{"*6655*123#: menu", "hang up: "}},
		{"the network fails", newTale("x").scene("", nil, append(dial(), event.Ended{How: session.NetworkError})...),
			[]string{"*6655*123#: " + phone.TextFailed}},
		{"too late", newTale("x").dialled("menu").scene("35s later", nil, event.Ended{How: session.UserTimeout}),
			[]string{"*6655*123#: menu", "35s later: " + phone.TextExpired}},
		{"no USSD", newTale("x").scene("", nil, event.Typed{Text: "*#06#"}, event.Dialled{Class: "phone-local", Code: "*#06#"}),
			[]string{"*#06#: ! IMEI " + phone.IMEI}},
		{"paid by the link", toPay().scene("pay by the link", nil, paid...),
			append(slices.Clone(begun), "pay by the link: Bye. ✉ Paid. "+notes)},
		{"paid on the phone", toPay().scene("", nil, append([]event.Body{event.Answered{ID: "pay-7", Answer: "approve"}}, paid...)...),
			append(slices.Clone(begun), "approve: Bye. ✉ Paid. "+notes)},
		{"declined", toPay().scene("", nil, event.Answered{ID: "pay-7", Answer: "decline"}, event.Charge{State: "refused", Reason: "declined"}),
			append(slices.Clone(begun), "decline: Bye. [not paid: declined]")},
		{"expired", toPay().scene("2m later", nil),
			append(slices.Clone(begun), "2m later: Bye.")},
		{"a PIN", newTale("x").scene("", []phone.Prompt{confirm}, event.Prompt{ID: "confirm-7", From: "IntouchPay", Wants: "confirm", Text: "Pay?"}).
			scene("", nil, event.Answered{ID: "confirm-7", Answer: "approve"}),
			[]string{"prompt:  ? Pay?", "PIN ••••, approve: "}},
		{"another code", newTale("x").scene("", []phone.Prompt{pay}, event.Prompt{ID: "pay-7", From: "iPayy", Wants: "otp", Text: "Pay?"}).
			scene("", []phone.Prompt{pay}, event.Answered{ID: "pay-7", Answer: "resend"}),
			[]string{"prompt:  ? Pay?", "resend:  ? Pay?"}},
		{"nobody asked", toPay().scene("", []phone.Prompt{pay}, event.Unverified{}, event.Callback{Outcome: "timeout"}),
			append(slices.Clone(begun[:3]), begun[3]+" [confirmed without GetPayments][callback: timeout]")},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			var got []string
			for _, f := range storyboard.Tell(test.tale.tale).Frames {
				got = append(got, inWords(f))
			}
			if !slices.Equal(got, test.want) {
				t.Errorf("got\n  %s\nwant\n  %s", strings.Join(got, "\n  "), strings.Join(test.want, "\n  "))
			}
		})
	}
}

func inWords(f storyboard.Frame) string {
	words := f.Lead.Words + ": " + f.Handset.Screen()
	if notice := f.Handset.Notice(); notice != "" {
		words += "! " + strings.ReplaceAll(notice, "\n", " ")
	}
	if f.Announced.Text != "" {
		words += " ✉ " + f.Announced.Text
	}
	for _, p := range f.Handset.Prompts() {
		words += " ? " + p.Text
	}
	notes := ""
	for _, n := range f.Notes {
		notes += "[" + n.Text + "]"
	}
	return strings.TrimSuffix(words+" "+notes, " ")
}

// TestPhonesAreApart: what happens to one phone is not drawn on the other, and
// what happens to a stranger is not drawn at all.
func TestPhonesAreApart(t *testing.T) {
	t.Parallel()
	m := newTale("x").dialled("menu")
	m.tale.Phones[0].Name = "ali"
	other := number.India.Example()
	m.tale.Phones = append(m.tale.Phones, storyboard.Phone{Name: "sara", Number: other})
	sms := func(of number.Number, text string) event.Event {
		return event.Event{Time: noon, Phone: of, Body: event.SMS{From: "x", Text: text}}
	}
	m.tale.Scenes = append(m.tale.Scenes, storyboard.Scene{Phone: other, Events: []event.Event{
		sms(other, "to sara"), sms(number.Rwanda.Example(), "to nobody"), sms(m.tale.Phones[0].Number, "to ali"),
	}})
	var got []string
	for _, f := range storyboard.Tell(m.tale).Frames {
		got = append(got, m.tale.Phones[f.Phone].Name+" "+inWords(f))
	}
	want := []string{"ali *6655*123#: menu", "sara SMS:  ✉ to sara", "ali SMS: menu ✉ to ali"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestHostileTextStaysText: nothing that a handler writes is markup, a fence or a
// control character anywhere.
func TestHostileTextStaysText(t *testing.T) {
	t.Parallel()
	for _, w := range writers {
		t.Run(w.name, func(t *testing.T) {
			t.Parallel()
			out := w.of(t, hostileTale())
			if w.name == "cast" {
				// A cast has the view's own frame around right-to-left text.
				out = strings.NewReplacer("\u202d", "", "\u202c", "").Replace(out)
			}
			for _, r := range out {
				if r != '\n' && unicode.IsControl(r) || r >= 0x202A && r <= 0x202E {
					t.Fatalf("U+%04X got out", r)
				}
			}
			switch w.name {
			case "svg":
				wellFormed(t, out)
			case "html":
				if strings.Contains(out, "<script") || strings.Contains(out, "<!--") {
					t.Error("markup got out")
				}
			case "md":
				fencesHold(t, out)
			case "cast":
				for _, output := range played(t, out).outputs {
					noControlBesides(t, output)
				}
			}
		})
	}
}

// wellFormed reads a picture as XML and looks for what no picture of ours has.
func wellFormed(t *testing.T, svg string) {
	t.Helper()
	known := []string{"svg", "title", "style", "rect", "text", "path"}
	decoder := xml.NewDecoder(strings.NewReader(svg))
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		if element, ok := token.(xml.StartElement); ok && !slices.Contains(known, element.Name.Local) {
			t.Errorf("a <%s> got in", element.Name.Local)
		}
	}
}

// fencesHold reads a document as a reader of Markdown does: hostile headings stand
// in blocks only.
func fencesHold(t *testing.T, md string) {
	t.Helper()
	fence := ""
	for line := range strings.Lines(md) {
		line = strings.TrimRight(line, "\n")
		ticks := line[:len(line)-len(strings.TrimLeft(line, "`"))]
		switch {
		case fence == "" && len(ticks) >= 3 && line == ticks+"text":
			fence = ticks
		case fence != "" && line == ticks && len(ticks) >= len(fence):
			fence = ""
		case fence == "" && (strings.HasPrefix(line, "# no") || strings.Contains(strings.ReplaceAll(line, "\\<", ""), "<")) && !strings.Contains(line, "`"):
			t.Errorf("outside a block: %s", line)
		}
	}
	if fence != "" {
		t.Error("a block is never closed")
	}
}

// noControlBesides lets through the sequences that a cast is made of.
func noControlBesides(t *testing.T, s string) {
	t.Helper()
	for s != "" {
		at := strings.IndexFunc(s, func(r rune) bool { return r < ' ' || r >= 0x7F && r <= 0x9F })
		if at < 0 {
			return
		}
		s = s[at:]
		rest, ok := strings.CutPrefix(s, "\x1b[")
		end := strings.IndexFunc(rest, func(r rune) bool { return !strings.ContainsRune("0123456789;:?", r) })
		if !ok || end < 0 || !strings.ContainsRune("mHJhl", rune(rest[end])) {
			t.Fatalf("%.20q got out", s)
		}
		s = rest[end+1:]
	}
}

// TestNoSecretGetsOut: neither what was typed after a question for a PIN, nor a
// one-time password, nor a secret of the flow.
func TestNoSecretGetsOut(t *testing.T) {
	t.Parallel()
	for _, w := range writers {
		t.Run(w.name, func(t *testing.T) {
			t.Parallel()
			out := w.of(t, secretTale())
			for _, secret := range []string{"4321", "370802", "777777"} {
				if strings.Contains(out, secret) {
					t.Errorf("%s got out", secret)
				}
			}
			if !strings.Contains(out, event.Mask) {
				t.Error("nothing is masked")
			}
		})
	}
}

// TestLogicalText is B7: no text is reordered or joined but in a cast.
func TestLogicalText(t *testing.T) {
	t.Parallel()
	for _, w := range writers[:3] {
		out := w.of(t, persianTale())
		for _, r := range out {
			if r >= 0xFB50 && r <= 0xFDFF || r >= 0xFE70 && r <= 0xFEFF || r == 0x202D {
				t.Errorf("%s has U+%04X", w.name, r)
			}
		}
		if !strings.Contains(out, "فروشگاه محله") || !strings.Contains(out, "نمی\u200cشود") {
			t.Errorf("%s has not the text as it was written", w.name)
		}
	}
	svg, html := writers[0].of(t, persianTale()), writers[1].of(t, persianTale())
	if got := strings.Count(svg, `direction="rtl"`); got < 5 {
		t.Errorf("%d lines of the picture are right to left", got)
	}
	if !strings.Contains(html, `dir="auto"`) {
		t.Error("the page has no dir=auto")
	}
}

// TestSame: what is written depends on nothing but the tale.
func TestSame(t *testing.T) {
	t.Parallel()
	for _, w := range writers {
		once := w.of(t, secretTale())
		if again := w.of(t, secretTale()); again != once {
			t.Errorf("%s is another one each time", w.name)
		}
	}
	slow := secretTale()
	for i, e := range slow.Scenes[1].Events {
		if reply, ok := e.Body.(event.Reply); ok {
			reply.Milliseconds = 900
			slow.Scenes[1].Events[i].Body = reply
		}
	}
	if writers[3].of(t, slow) != writers[3].of(t, secretTale()) {
		t.Error("a cast tells how long a reply took, which is never the same twice")
	}
}

// TestNothingHappened: a tale that never began is still a picture.
func TestNothingHappened(t *testing.T) {
	t.Parallel()
	for _, w := range writers {
		if out := w.of(t, newTale("Nothing").tale); !strings.Contains(out, "Nothing") {
			t.Errorf("%s has no title", w.name)
		}
	}
}

// TestWriterFails: an error of the writer is told.
func TestWriterFails(t *testing.T) {
	t.Parallel()
	for _, w := range writers {
		if err := w.write(full{}, storyboard.Tell(persianTale())); !errors.Is(err, errFull) {
			t.Errorf("%s: %v", w.name, err)
		}
	}
}

type full struct{}

var errFull = errors.New("full")

func (full) Write([]byte) (int, error) { return 0, errFull }

// TestCast plays a cast: the header and the times are those of an asciicast, and
// in the end the terminal shows the last screen.
func TestCast(t *testing.T) {
	t.Parallel()
	m := newTale("A cast").dialled("Corner shop\n1. Register").answered("1", "Your code?")
	m.scene("", nil, event.Typed{Text: "4567"}, event.Screen{Text: "Stored."}, event.Ended{How: session.Final})
	cast := played(t, writers[3].of(t, m.tale))
	terminal := vt.NewEmulator(80, 24)
	t.Cleanup(func() { terminal.Close() })
	seen := make(map[string]bool)
	for _, output := range cast.outputs {
		if _, err := io.WriteString(terminal, output); err != nil {
			t.Fatal(err)
		}
		for _, words := range []string{"dial *6655*123#", "│ *6655*1", "Corner shop", "Your code?", "456", "Stored."} {
			seen[words] = seen[words] || strings.Contains(terminal.String(), words)
		}
	}
	for words, was := range seen {
		if !was {
			t.Errorf("%q was never shown", words)
		}
	}
	last := terminal.String()
	for _, words := range []string{"MCI", "Stored.", "session ended", "OK", "7 pqrs", "■ final"} {
		if !strings.Contains(last, words) {
			t.Errorf("%q is not on the last screen:\n%s", words, last)
		}
	}
}

type cast struct {
	outputs []string
}

// played reads an asciicast, version 2.
func played(t *testing.T, asciicast string) cast {
	t.Helper()
	lines := bufio.NewScanner(strings.NewReader(asciicast))
	lines.Buffer(nil, 1<<20)
	lines.Scan()
	var header struct {
		Version, Width, Height int
	}
	if err := json.Unmarshal(lines.Bytes(), &header); err != nil || header.Version != 2 || header.Width != 80 || header.Height != 24 {
		t.Fatalf("the header is %s: %v", lines.Text(), err)
	}
	var c cast
	last := -1.0
	for lines.Scan() {
		var at float64
		var kind, data string
		if err := json.Unmarshal(lines.Bytes(), &[]any{&at, &kind, &data}); err != nil || kind != "o" {
			t.Fatalf("%s: %v", lines.Text(), err)
		}
		if at < last {
			t.Errorf("%v comes after %v", at, last)
		}
		last = at
		c.outputs = append(c.outputs, data)
	}
	if err := lines.Err(); err != nil || len(c.outputs) == 0 || last < time.Second.Seconds() {
		t.Fatalf("%d outputs in %v s: %v", len(c.outputs), last, err)
	}
	return c
}
