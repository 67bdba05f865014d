package tui

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"candybar/gateway/event"
)

// A request is sent again beside its session: the phone stays as it is, and what
// came stands under the turn, compared with what came first.
func TestSendAgain(t *testing.T) {
	t.Parallel()
	r := newRig(t).openTyped().press("tab", "a").until("resent answered")
	in := &r.model.inspector
	if got, want := kinds(in), "dia tur res"; got != want {
		t.Fatalf("records are %q, want %q", got, want)
	}
	again, _ := in.records[in.chosen].(*resent)
	if again == nil || again.compared() != "same" {
		t.Fatalf("chosen is %+v", in.records[in.chosen])
	}
	if r.state() != "open" || r.model.handset.reply.value != "77" || in.current.asked != true {
		t.Errorf("the phone is %s with %q typed", r.state(), r.model.handset.reply.value)
	}
	r.press("a").until("resent answered")
	r.press("enter")
	if frame := r.model.frame(); !strings.Contains(frame, "sent again") || !strings.Contains(frame, "the same as the first time") {
		t.Errorf("its page is\n%s", frame)
	}
	// The session goes on with the next turn.
	r.press("tab", "enter").until("screen You said *77")
	if got, want := kinds(in), "dia tur res"; !strings.HasPrefix(got, want) || !strings.HasSuffix(got, "tur") {
		t.Errorf("records are %q", got)
	}
}

// What asks to be paid is not paid by sending it again, and what was no request is
// not sent.
func TestSendAgainMoney(t *testing.T) {
	t.Parallel()
	r := newRig(t).asked().press("shift+tab", "end")
	in := &r.model.inspector
	for {
		if turn, ok := in.records[in.chosen].(*turn); ok && turn.pays {
			break
		}
		r.press("up")
	}
	r.press("a").until("resent answered")
	invoices, err := r.gateway.Ledger().Invoices()
	if err != nil || len(invoices) != 1 {
		t.Errorf("%d invoices, %v", len(invoices), err)
	}
	in.pick(slices.IndexFunc(in.records, func(r record) bool { _, is := r.(*invoice); return is }))
	r.press("a")
	if said := r.model.said.text; !strings.Contains(said, "only a request") {
		t.Errorf("it says %q", said)
	}
	r.gateway.Close()
	in.pick(1)
	r.press("a")
	if said := r.model.said.text; !strings.Contains(said, "closed") {
		t.Errorf("it says %q", said)
	}
}

func TestSaveExchange(t *testing.T) {
	t.Parallel()
	s := newScene(t, 80, 24).judged().press("tab")
	turn, _ := s.of.inspector.chosenOpened().(*turn)
	request, _ := s.model.sentOf(turn)
	want := "# candybar: exchange 1, 2026-11-21T18:24:07.1Z, 93 octets in 14 ms\n" +
		"# warning tab, line 1 column 7: something stands here (cure: leave it out)\n" +
		"# error carriage-return, line 1 column 12: something stands here (cure: leave it out)\n" +
		"# warning ucs2, line 2 column 62: something stands here (cure: leave it out)\n" +
		"# warning slow: the handler took 6.2 s to answer; some carriers stop at 5s (cure: answer first, and do slow work afterwards)\n" +
		"\nGET http://127.0.0.1:8000/ussd?mobile=09121234567&sessionid=" + s.id + "&call=*6655*123 HTTP/1.1\nUser-Agent: candybar\n\n###\n\n" +
		"HTTP/1.1 200 OK\nContent-Length: 93\nContent-Type: text/plain; charset=utf-8\n\n" + string(turn.reply.Bytes)
	if got := string(request.file(turn)); got != want {
		t.Errorf("the file is\n%s\nwant\n%s", got, want)
	}
	for of, want := range map[string]string{"3f2a91c0-0000": "3f2a91c0", "../../etc": "etc", "--": "other", "": "other", "سلام1": "1"} {
		turn.session = of
		if got := fileOf(turn); got != want {
			t.Errorf("an exchange of %q is saved as %q, want %q", of, got, want)
		}
	}

	r := newRig(t).open().press("tab", "enter", "s")
	if len(r.saved) != 1 || !strings.Contains(r.saved[0], "Corner shop") || !strings.HasPrefix(r.model.said.text, "saved candybar-exchange-") {
		t.Errorf("saved %q, and it says %q", r.saved, r.model.said.text)
	}
}

func TestFilter(t *testing.T) {
	t.Parallel()
	s := newScene(t, 80, 24).paid(getPayments, s0callback(t), event.Unverified{Invoice: "1"}, unverified)
	in := &s.model.inspector
	s.press("shift+tab", "end")
	want := []struct {
		is    filter
		kinds string
	}{
		{showTurns, "dia tur tur end"}, {showMoney, "tur inv ste cal dou pro"}, {showCalls, "pro"},
		{showWarnings, "dou"}, {showFailures, "cal"}, {showAll, "dia tur tur inv ste cal dou end not pro"},
	}
	for _, w := range want {
		s.press("f")
		if got := kinds(in); in.filter != w.is || got != w.kinds {
			t.Errorf("%s shows %q, want %q", in.filter, got, w.kinds)
		}
		title := ansi.Strip(strings.SplitN(s.frame(), "\n", 2)[0])
		said := fmt.Sprintf("%s, %d hidden", w.is, len(in.all)-len(in.records))
		if strings.Contains(title, said) != (w.is != showAll) {
			t.Errorf("the title is %q", title)
		}
	}
	// What changes comes and goes with what it is.
	s.press("f", "f", "f", "f", "f")
	s.ask("*6655*123*9", menu)
	if got := kinds(in); got != "cal" {
		t.Errorf("failures show %q", got)
	}
	s.happens(s.exchange("*6655*123*9*1", 500, "")...)
	if got := kinds(in); got != "cal tur" {
		t.Errorf("failures show %q", got)
	}
}

// s0callback is a callback that failed.
func s0callback(t *testing.T) event.Callback {
	t.Helper()
	return newScene(t, 80, 24).callback(500, "boom")
}

func TestSearch(t *testing.T) {
	t.Parallel()
	s := newScene(t, 80, 24).parted().press("tab", "home")
	in := &s.model.inspector
	at := func(want string) {
		t.Helper()
		if got := fmt.Sprint(in.chosen, in.search.hits, in.search.typing); got != want {
			t.Errorf("chosen, hits, typing are %s, want %s", got, want)
		}
	}
	from := in.chosen
	s.press("/")
	at("1 [] true")
	s.press("T", "h", "a", "n") // in a body alone, in capitals or not
	at("3 [3] true")
	s.press("backspace", "backspace", "backspace", "backspace", "6", "6", "5", "5")
	at("1 [0 1 2 3 5 6] true")
	s.press("enter")
	at("1 [0 1 2 3 5 6] false")
	s.press("n", "n")
	at("3 [0 1 2 3 5 6] false")
	s.press("N", "N", "N", "N")
	at("6 [0 1 2 3 5 6] false")
	s.press("n")
	at("0 [0 1 2 3 5 6] false")
	if frame := s.model.frame(); strings.Count(frame, s.model.pen.found.render("6655")) != 6 {
		t.Errorf("what is found is not marked:\n%q", frame)
	}
	// What happens is looked through, too.
	s.ask("*6655*123*7", menu)
	s.press("n")
	at("1 [0 1 2 3 5 6 7] false")
	s.press("esc")
	if in.search.isOn() || s.model.focus != panelPage {
		t.Error("esc did not put the search away")
	}
	in.pick(from)
	s.press("/", "5", "z", "esc")
	at(fmt.Sprintf("%d [] false", from))
	if s.model.handset.reply.value != "" {
		t.Errorf("the phone has %q typed", s.model.handset.reply.value)
	}
	s.press("/")
	s.send(tea.PasteMsg{Content: "Register\n"})
	at("1 [1 6 7] true")
	s.press("enter", "enter")
	if s.model.panel != showExchange || !strings.Contains(s.model.frame(), s.model.pen.found.render("Register")) {
		t.Error("what was found is not marked in its exchange")
	}
	// A secret cannot be found.
	secret := s.exchange("*6655*123*4321", 200, "ok")[0].(event.Request)
	secret.Masked = strings.ReplaceAll(secret.URL, "4321", event.Mask)
	s.happens(secret).press("esc", "/", "4", "3", "2", "1")
	if len(in.search.hits) != 0 || !strings.Contains(s.frame(), "nothing found") {
		t.Errorf("found %v", in.search.hits)
	}
}

// Under load the oldest records go, what is chosen and shown stays, and it is said
// how many went.
func TestRecordsAreBounded(t *testing.T) {
	t.Parallel()
	s := newScene(t, 80, 24).dial().press("tab")
	in := &s.model.inspector
	var events []event.Event
	for i := range 3 * mostRecords {
		events = append(events, event.Event{Time: s.now, Session: s.id, Body: event.Subscriber{Changed: []string{fmt.Sprint(i)}}})
		if len(events) == 500 {
			in.take(events)
			events = events[:0]
		}
	}
	if len(in.all) > mostRecords+letGo || len(in.records) != len(in.all) {
		t.Errorf("%d records are kept, %d shown", len(in.all), len(in.records))
	}
	first, _ := in.all[0].(*gone)
	if first == nil || first.records+len(in.all)-1 != 3*mostRecords+1 {
		t.Errorf("the first is %+v of %d", in.all[0], len(in.all))
	}
	s.ask("*6655*123", menu)
	if !strings.Contains(s.frame(), "call=*6655*123") {
		t.Error("a new turn is not followed")
	}
}

// What can be done with an exchange can be clicked at the foot.
func TestClickOnExchangeHints(t *testing.T) {
	t.Parallel()
	r := newRig(t).open().press("tab")
	click := func(does string) {
		t.Helper()
		for _, hint := range r.model.placedHints() {
			if hint.key.Help().Desc == does {
				r.send(tea.MouseClickMsg{X: hint.area.Min.X, Y: hint.area.Min.Y, Button: tea.MouseLeft})
				return
			}
		}
		t.Fatalf("no hint %q stands in\n%s", does, r.model.frame())
	}
	click("open")
	if r.model.panel != showExchange {
		t.Fatal("a click did not open the exchange")
	}
	click("view")
	if r.model.exchange.view != flipped {
		t.Error("a click did not show octets")
	}
	click("send again")
	r.until("resent answered")
	click("curl")
	if !strings.HasPrefix(r.clipboard, "curl ") {
		t.Errorf("copied %q", r.clipboard)
	}
	click("save")
	if len(r.saved) != 1 {
		t.Errorf("saved %q", r.saved)
	}
	click("back")
	click("filter")
	click("search")
	if r.model.inspector.filter != showTurns || !r.model.inspector.search.typing {
		t.Error("a click did not filter, or not search")
	}
	click("clear")
	click("phone")
	if r.model.focus != phonePage {
		t.Error("a click did not go to the phone")
	}
}
