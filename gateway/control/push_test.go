package control_test

import (
	"fmt"
	"net/http/httptest"
	"strings"
	"testing"

	"candybar/gateway"
	"candybar/gateway/control"
	"candybar/gateway/event"
	"candybar/phone"
	"candybar/phone/number"
)

func push(words string, reply bool) step {
	return step{call: "push", body: fmt.Sprintf(`{"text":%q,"reply":%t}`, words, reply), status: 200}
}

func TestPush(t *testing.T) {
	t.Parallel()
	ask, tell := push("Rate us, 1 to 5", true), push("Your bundle is used up", false)
	asked, told := ask.open("Rate us, 1 to 5"), tell.over("Your bundle is used up", "final")
	tests := map[string][]step{
		"a notification":           {told, send("1").refused(409, "no screen")},
		"one without saying so":    {{call: "push", body: `{"text":"Hello"}`, status: 200, state: "ended", screen: "Hello", ended: "final"}},
		"two of them":              {told, push("Good news", false).over("Good news\n\nYour bundle is used up", "final")},
		"a request":                {asked, send("5").over(phone.TextExpired, "released")},
		"in Persian":               {push("به ما امتیاز دهید", true).open("به ما امتیاز دهید")},
		"a request and a hang-up":  {asked, cancelled, asked},
		"dialling while it stands": {asked, dialled.refused(409, "session is open"), send("5").over(phone.TextExpired, "released"), dialled},
		"while it stands":          {asked, tell.refused(409, "USSD-Busy"), ask.refused(409, "USSD-Busy"), send("5").over(phone.TextExpired, "released")},
		"while a session is open": {
			dialled, tell.refused(409, "USSD-Busy"), ask.refused(409, "USSD-Busy"), send("1").over("Goodbye", "final"),
			push("And now", false).over("And now\n\nGoodbye", "final"),
		},
		"nothing":         {push("", true).refused(400, "no text"), dialled},
		"no field":        {{call: "push", body: `{}`, status: 400, fault: "no text"}},
		"white space":     {push(" \n ", false).refused(400, "no text")},
		"NUL":             {{call: "push", body: `{"text":"a\u0000b"}`, status: 400, fault: "no text"}},
		"control bytes":   {step{call: "push", body: `{"text":"a\u001b[31mb","reply":true}`, status: 200}.open("a\uFFFD[31mb")},
		"more than fits":  {push(strings.Repeat("a", 183), true).open(strings.Repeat("a", 183))},
		"an answer's key": {{call: "push", body: `{"text":"Hello","answer":"1"}`, status: 400, fault: "unknown field"}},
	}
	for name, steps := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			serve(t, shop).take(t, steps)
		})
	}
}

// A strict network refuses what does not fit, and the phone shows nothing of it.
func TestPushToAStrictNetwork(t *testing.T) {
	t.Parallel()
	g := gateway.New(gateway.Options{Strict: true})
	t.Cleanup(g.Close)
	server := httptest.NewServer(control.New(control.Options{Gateway: g, Home: number.Iran}))
	t.Cleanup(server.Close)
	a := api{g, server.URL + control.Prefix}
	a.take(t, []step{push(strings.Repeat("a", 183), true).refused(400, "161 octets, and USSD carries 160")})
	a.untouched(t)
}

// What was answered to the network stands in the events.
func TestPushedAnswerIsAnEvent(t *testing.T) {
	t.Parallel()
	a := serve(t, shop)
	a.take(t, []step{push("Rate us", true).open("Rate us"), send("5").over(phone.TextExpired, "released")})
	var told []string
	session := ""
	for _, e := range a.gateway.Log().Since(0) {
		session = e.Session
		switch body := e.Body.(type) {
		case event.Screen:
			told = append(told, fmt.Sprintf("screen %s %t", body.Text, body.Open))
		case event.Typed:
			told = append(told, "typed "+body.Text)
		case event.Ended:
			told = append(told, "ended "+string(body.How))
		default:
			told = append(told, "and "+string(e.Body.Kind()))
		}
	}
	if got, want := strings.Join(told, ", "), "screen Rate us true, typed 5, ended released"; got != want || session == "" {
		t.Errorf("in session %q: %s, want %s", session, got, want)
	}
}
