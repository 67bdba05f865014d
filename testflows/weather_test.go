package testflows_test

import (
	"net/url"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"candybar/gateway/event"
	"candybar/gateway/server"
	"candybar/testflows/flow"
	"candybar/testflows/record"
	"candybar/testflows/replay"
)

// inWeather are flows in which everything goes wrong that does so on purpose.
var inWeather = map[string]string{
	"delay":         "weather delay\n> *6655*123#\nwait 5s\nCON\n| ...\n\n> 2\nwait 5s\nCON\n| ...\n\nhangup\n",
	"drop-before":   "> *6655*123#\nCON\n| ...\n\nweather drop-before\n\n> 2\nwait 15s\nEND handler-timeout\n\nweather clear\n\n> *6655*123#\nCON\n| ...\n",
	"at first":      "weather drop-after\n> *6655*123#\nwait 15s\nEND handler-timeout\n\nweather clear\n\n> *6655*123#\nCON\n| ...\n",
	"hung up":       "weather drop-after\n> *6655*123#\nhangup\n\nweather clear\n\n> *6655*123#\nCON\n| ...\n",
	"reset":         "> *6655*123#\nCON\n| ...\n\nweather reset\n\n> 2\nEND network-error\n",
	"hang-up":       "weather hang-up\n> *6655*123#\nEND released\n",
	"idle":          "weather idle\n> *6655*123#\nCON\n| ...\n\nwait 1s\nEND user-timeout\n\nweather clear\n\n> *6655*123#\nCON\n| ...\n",
	"duplicate":     "weather duplicate\n> *6655*123#\nCON\n| ...\n\n> 2\nCON\n| ...\n\nweather clear\n\n> 0\nCON\n| ...\n",
	"ids":           "weather digits-id\n> *6655*123#\nCON\n| ...\n\n> 2\nCON\n| ...\n\nhangup\n\nweather long-id\n\n> *6655*123#\nEND network-error\n",
	"odd requests":  "> *6655*123#\nCON\n| ...\n\nweather persian-call\n\n> 2\nCON\n| ...\n\nweather missing-mobile\n\n> 0\nEND network-error\n",
	"two customers": "phone alice 09121234567\nphone bob 09351234567\nalice> *6655*123#\nCON\n| ...\n\nbob> *6655*123#\nCON\n| ...\n\nweather reset\n  phone  alice\n\nalice> 2\nEND network-error\n\nbob> 2\nCON\n| ...\n\nbob> 0\nCON\n| ...\n",
}

// TestWeatherIsToldAgain: what is recorded of a flow in bad weather passes, and has
// the handler asked what it was asked.
func TestWeatherIsToldAgain(t *testing.T) {
	t.Parallel()
	runner, err := replay.New(replay.Options{Server: server.Options{Listen: "127.0.0.1:0"}, Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(runner.Close)
	for name, source := range inWeather {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			first := played(t, runner, []byte("flow 1\n"+source))
			recording := record.Flow(first.Events, record.About{})
			again := played(t, runner, recording)
			if diff := cmp.Diff(requests(first.Events), requests(again.Events)); diff != "" {
				t.Errorf("other requests (-first +again)\n%s\n%s", diff, recording)
			}
		})
	}
}

func played(t *testing.T, runner *replay.Runner, source []byte) replay.Result {
	t.Helper()
	parsed, err := flow.Parse(filepath.Base(t.Name()), source)
	if err != nil {
		t.Fatalf("%v\n%s", err, source)
	}
	result := runner.Play(t.Context(), parsed)
	if result.Verdict != replay.Passed {
		t.Fatalf("%s\n%s\n%s", result.Verdict, result.Failure, source)
	}
	return result
}

// requests are the parameters of all requests, each with its phone's before
// another's.
func requests(events []event.Event) []string {
	var all []string
	for _, e := range events {
		if body, ok := e.Body.(event.Request); ok {
			to, _ := url.Parse(body.URL)
			all = append(all, to.RawQuery)
		}
	}
	slices.Sort(all)
	return all
}
