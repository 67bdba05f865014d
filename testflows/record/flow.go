package record

import (
	"strings"
	"unicode/utf8"

	"candybar/gateway/event"
	"candybar/testflows/flow"
)

// Flow is the recording of events: the flow that makes happen again what they
// tell, in the form of flow.Flow.Format. Events are of one log and in its order;
// what of them is of a time before the first dial string is left out. It is nil
// where nothing was dialled. It changes nothing and never fails.
//
// No PIN or password that was typed stands in the flow; it needs them from
// outside, by --var pin=….
func Flow(events []event.Event, about About) []byte {
	heard := listen(events, about)
	if len(heard.phones) == 0 {
		return nil
	}
	pass(heard.steps, heard.spans, heard.limits.User)
	callers := callersOf(heard.phones)
	learnt := learn(heard)
	steps, secrets := write(heard.steps, callers, learnt)
	lines := []string{"flow 1"}
	for _, h := range about.headers(callers) {
		if h.key == "name" {
			h.value = learnt.masked(h.value)
		}
		lines = append(lines, h.key+" "+h.value)
	}
	if first := firstWeather(heard.steps); first != calm {
		lines = append(lines, "weather "+string(first))
	}
	for _, name := range secrets {
		lines = append(lines, "secret "+name)
	}
	return formatted(strings.Join(append(lines, steps...), "\n") + "\n")
}

// masked is a text without the secrets in it, for where no variable can stand.
func (w *words) masked(text string) string {
	for _, known := range w.all {
		if known.hidden && utf8.RuneCountInString(known.text) >= shortest {
			text = strings.ReplaceAll(text, known.text, flow.Mask)
		}
	}
	return text
}

// formatted is a flow in its canonical form. One that is too large to be read is
// as it is.
func formatted(written string) []byte {
	parsed, err := flow.Parse("recording", []byte(written))
	if err != nil {
		return []byte(written)
	}
	return parsed.Format()
}
