package replay_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"candybar/gateway"
	"candybar/gateway/server"
	"candybar/gateway/weather"
	"candybar/testflows/flow"
	"candybar/testflows/replay"
)

// TestWeathers: what flows say, and what the gateway knows, are the same names.
func TestWeathers(t *testing.T) {
	t.Parallel()
	var known []flow.Weather
	for _, w := range weather.All() {
		known = append(known, flow.Weather(w))
	}
	if diff := cmp.Diff(known, flow.Weathers()); diff != "" {
		t.Errorf("-gateway +flow:\n%s", diff)
	}
}

const menuScreen = "CON\n| Menu\n| 1. Pay\n| 2. Say\n\n"

func TestFlowsInWeather(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, source string
		// asked is how many requests the handler sees.
		asked int
		// fails is what the drawing must have; empty where the flow passes.
		fails []string
	}{
		{"a reply held up", "weather delay\n> *1#\nwait 5s\n" + menuScreen, 1, nil},
		{"a reply held up, in two waits", "weather delay\n> *1#\nwait 2s\nwait 3s\n" + menuScreen, 1, nil},
		{"a reply held up, and not waited for", "weather delay\n> *1#\n" + menuScreen, 1,
			[]string{"no screen comes at once: the weather is delay", "= hint", "wait 15s"}},
		{"a reply held up longer", "weather delay\n> *1#\nwait 4s\n" + menuScreen, 1, []string{"the session goes on, and nothing came"}},
		{"hung up while it is held up", "weather delay\n> *1#\nwait 4s\nhangup\nEND cancelled\n", 1, nil},
		{"slow", "weather slow\n> *1#\nwait 4s\n" + menuScreen + "> 2\nwait 4s\nCON\n| Your PIN?\n", 2, nil},
		{"a request lost", "weather drop-before\n> *1#\nwait 15s\nEND handler-timeout\n", 0, nil},
		{"a request lost, and too little time", "weather drop-before\n> *1#\nwait 14s\nEND handler-timeout\n", 0, []string{"the session goes on"}},
		{"a reply lost", "weather drop-after\n> *1#\nwait 15s\nEND handler-timeout\nrequest\n  status  200\n", 1, nil},
		{"a reply lost, and another end expected", "weather drop-after\n> *1#\nwait 15s\nEND released\n", 1,
			[]string{"+END handler-timeout", "= cause", "on purpose, by the weather drop-after"}},
		{"lost, and dialled again", "weather drop-after\n> *1#\nwait 15s\nEND handler-timeout\n\nweather clear\n\n" + menu, 2, nil},
		{"cut", "weather reset\n> *1#\nEND network-error\n", 1, nil},
		{"cut in the middle", menu + "weather reset\n\n> 2\nEND network-error\n", 2, nil},
		{"cut off", "weather hang-up\n> *1#\nEND released\n", 1, nil},
		{"idle", "weather idle\n> *1#\n" + menuScreen + "wait 1s\nEND user-timeout\n", 1, nil},
		{"idle, and not said", "weather idle\n> *1#\n" + menuScreen, 1, []string{"no step expects it", "+END user-timeout"}},
		{"twice", "weather duplicate\n> *1#\n" + menuScreen + "> 2\nCON\n| Your PIN?\n", 4, nil},
		{"twice, and one invoice", "weather duplicate\n" + buys + "pay approve\nsms from iNoti\n| ...\ncallback\n", 5, nil},
		{"an id in digits", "weather digits-id\n> *1#\n" + menuScreen + "request\n  sessionid  {{: /[0-9]{15}/}}\n", 1, nil},
		{"a long id", "weather long-id\n> *1#\n" + menuScreen + "request\n  sessionid  {{: /[0-9a-f]{128}/}}\n", 1, nil},
		{"Persian digits", "weather persian-mobile\n> *1#\n" + menuScreen + "request\n  mobile  ۰۹۱۲۱۲۳۴۵۶۷\n", 1, nil},
		{"Persian digits in call", "weather persian-call\n> *1#\n" + menuScreen + "> 3\nEND network-error\nrequest\n  call  *1*۳\n", 2, nil},
		{"no session id", "weather missing-sessionid\n> *1#\n" + menuScreen + "request\n  sessionid  {{: any}}\n", 1, []string{"request differs"}},
		{"one phone's alone", "phone a 09121234567\nphone b 09351234567\na> *1#\n" + menuScreen + "weather hang-up\n  phone  b\n\na> 2\nCON\n| Your PIN?\n\nb> *1#\nEND released\n", 3, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			s := newStand(t, replay.Options{}, shop)
			result := s.play(test.source)
			drawn := result.Failure.String()
			if want := len(test.fails) == 0; (result.Verdict == replay.Passed) != want {
				t.Fatalf("%s\n%s", result.Verdict, drawn)
			}
			for _, part := range test.fails {
				if !strings.Contains(drawn, part) {
					t.Errorf("%q is not in\n%s", part, drawn)
				}
			}
			if asked := s.handler.forget(); len(asked) != test.asked {
				t.Errorf("the handler is asked %q", asked)
			}
		})
	}
}

// TestWeatherOfTheRunner holds where a flow says nothing.
func TestWeatherOfTheRunner(t *testing.T) {
	t.Parallel()
	s := newStand(t, replay.Options{Server: server.Options{Gateway: gateway.Options{Weather: "hang-up"}}}, shop)
	if result := s.play("> *1#\nEND released\n"); result.Verdict != replay.Passed {
		t.Error(result.Failure)
	}
	if result := s.play("weather clear\n" + menu); result.Verdict != replay.Passed {
		t.Error(result.Failure)
	}
}
