package tui

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"reflect"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"candybar/gateway"
	"candybar/gateway/event"
	"candybar/phone"
	"candybar/phone/number"
)

// rig is a model on a real gateway with a handler, with a SIM of each country. It runs the model's commands
// itself, so that a test goes on when a key has done what it does.
type rig struct {
	t       *testing.T
	gateway *gateway.Gateway
	// line is that of the first SIM.
	line   *gateway.Line
	model  *model
	cursor *event.Cursor
	now    time.Time
	// log is everything that happened, in a few words each.
	log []string
	// saved are the exchanges that were saved, clipboard what was copied last.
	saved     []string
	clipboard string
	quit      bool
	clock     clock
}

// demo answers *6655*123: 1 asks again, 2 ends, 3 fails, 4 has to be let go,
// 5 asks for money and 6 for too much of it.
func demo(release <-chan struct{}) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		_, input, _ := strings.Cut(strings.TrimPrefix(r.URL.Query().Get("call"), "*"), "*123")
		switch input {
		case "":
			io.WriteString(w, "Corner shop\n1. Again\n2. Bye\n3. Fail\n4. Wait")
		case "*2":
			io.WriteString(w, "Bye.[end]")
		case "*3":
			w.WriteHeader(http.StatusInternalServerError)
		case "*5":
			io.WriteString(w, "9900|F-1001|50000")
		case "*6":
			io.WriteString(w, "9900|F-1002|50000000000")
		case "*4":
			select {
			case <-release:
			case <-r.Context().Done():
			}
			io.WriteString(w, "Here I am")
		default:
			io.WriteString(w, "You said "+input)
		}
	}
}

func newRig(t *testing.T) *rig {
	t.Helper()
	release := make(chan struct{})
	server := httptest.NewServer(demo(release))
	t.Cleanup(server.Close)
	t.Cleanup(func() { close(release) })
	return newRigTo(t, server.URL)
}

// newRigTo is one whose code goes to a handler of the test's own.
func newRigTo(t *testing.T, handler string) *rig {
	t.Helper()
	route, err := gateway.NewRoute("*6655*123#", handler)
	if err != nil {
		t.Fatal(err)
	}
	r := &rig{t: t, now: morning}
	g := gateway.New(gateway.Options{Routes: []gateway.Route{route}, Clock: func(number.Number) gateway.Clock { return &r.clock }, Address: "http://127.0.0.1:6655"})
	t.Cleanup(g.Close)
	r.gateway, r.line, r.cursor = g, g.Line(number.Iran.Example()), g.Log().From(0)
	r.model = newModel(Options{
		SIMs: sims(g), Line: g.Line, Log: g.Log(), Limits: g.Limits(), Address: "http://127.0.0.1:6655",
		Hint: "dial *6655*123# for the demo shop", Now: func() time.Time { return r.now },
		Replay: g.Replay,
		Resend: g.Resend,
		Save: func(of string, content []byte) (string, error) {
			r.saved = append(r.saved, string(content))
			return "candybar-exchange-" + of + "-1.http", nil
		},
		SetOutcome: g.SetOutcome,
		PromptOf:   g.PromptOf,
	})
	r.send(tea.WindowSizeMsg{Width: 80, Height: 24})
	return r
}

// sims are the lines of a SIM of each country.
func sims(g *gateway.Gateway) []*gateway.Line {
	var lines []*gateway.Line
	for _, country := range number.Countries() {
		lines = append(lines, g.Line(country.Example()))
	}
	return lines
}

// send gives the model a message and runs what it wants done.
func (r *rig) send(msg tea.Msg) {
	r.t.Helper()
	r.run(r.model.advance(msg))
}

func (r *rig) run(command tea.Cmd) {
	if command == nil {
		return
	}
	switch msg := command().(type) {
	case nil:
	case tea.QuitMsg:
		r.quit = true
	case tea.BatchMsg:
		for _, each := range msg {
			r.run(each)
		}
	default:
		if copied := reflect.ValueOf(msg); copied.Type() == reflect.TypeOf(tea.SetClipboard("")()) {
			r.clipboard = copied.String()
			return
		}
		r.send(msg)
	}
}

func (r *rig) press(keys ...string) *rig {
	r.t.Helper()
	for _, key := range keys {
		r.send(keyPress(key))
	}
	return r
}

// write types s, a key for each character.
func (r *rig) write(s string) *rig {
	r.t.Helper()
	for _, c := range s {
		r.press(string(c))
	}
	return r
}

// until reads the log until what was waited for has happened.
func (r *rig) until(what string) *rig {
	r.t.Helper()
	ctx, cancel := context.WithTimeout(r.t.Context(), 10*time.Second)
	defer cancel()
	for {
		for _, happened := range r.log {
			if strings.HasPrefix(happened, what) {
				return r
			}
		}
		news, err := r.cursor.Next(ctx)
		if err != nil {
			r.t.Fatalf("waiting for %q: %v; happened: %q", what, err, r.log)
		}
		r.take(news)
	}
}

// catchUp takes what has happened already.
func (r *rig) catchUp() {
	r.t.Helper()
	r.take(r.cursor.Pending())
}

// take gives every SIM its own of the news.
func (r *rig) take(news []event.Event) {
	for _, e := range news {
		r.log = append(r.log, inWords(e))
	}
	for _, s := range r.model.sims {
		if own := s.watch.own(news); len(own) > 0 {
			r.send(batch{of: s, events: own, taken: s.watch.look()})
		}
	}
}

func inWords(e event.Event) string {
	switch b := e.Body.(type) {
	case event.Typed:
		return "typed " + b.Text
	case event.Dialled:
		return "dialled " + b.Class + " " + b.Code
	case event.Request:
		return callOf(b)
	case event.Reply:
		return fmt.Sprint("reply ", b.Status)
	case event.Screen:
		first, _, _ := strings.Cut(b.Text, "\n")
		return "screen " + first
	case event.Ended:
		return "ended " + string(b.How)
	case event.Prompt:
		return "prompt " + b.Text
	case event.Answered:
		return "answered " + b.Answer
	case event.Invoice:
		return "invoice " + b.Yours + " " + b.State
	case event.Charge:
		return "charge " + b.State
	case event.Resent:
		return "resent " + b.Outcome
	case event.Callback:
		return "callback " + b.Outcome
	case event.SMS, event.Subscriber, event.Weather, event.Warning:
		return string(e.Body.Kind())
	default:
		return "?"
	}
}

// state is that of the phone with the chosen SIM.
func (r *rig) state() phone.State { return r.model.watch.line.View().Phone.State() }

// The states that keys are tried in.
func (r *rig) idle() *rig { return r }

func (r *rig) dialling() *rig { return r.write("*6655*123#") }

func (r *rig) open() *rig { return r.dialling().press("enter").until("screen Corner shop") }

func (r *rig) openTyped() *rig { return r.open().write("77") }

func (r *rig) waiting() *rig { return r.open().write("4").press("enter").until("call=*6655*123*4") }

func (r *rig) final() *rig { return r.open().write("2").press("enter").until("ended final") }

func (r *rig) failed() *rig { return r.open().write("3").press("enter").until("ended network-error") }

func (r *rig) noticed() *rig { return r.write("*#06#").until("dialled phone-local") }

// asked is a phone on which a question has stood for a while; after it there is
// nothing more to wait for.
func (r *rig) asked() *rig { return r.inFlight("5").pause() }

func (r *rig) askedTooMuch() *rig { return r.inFlight("6").pause() }

// inFlight is a phone on which a question has just come up.
func (r *rig) inFlight(answer string) *rig {
	return r.open().write(answer).press("enter").until("prompt ")
}

// pause is long enough for no key to be in flight.
func (r *rig) pause() *rig {
	r.now = r.now.Add(graceMost)
	return r
}
