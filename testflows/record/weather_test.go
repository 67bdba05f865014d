package record_test

import (
	"testing"
	"time"

	"candybar/gateway/event"
	"candybar/gateway/session"
)

// TestWeather: what the network did on purpose stands before what it did it to, as
// long as it makes a difference.
func TestWeather(t *testing.T) {
	t.Parallel()
	lost := event.Ended{How: session.HandlerTimeout, Cause: session.Weather}
	check(t, []recorded{
		{name: "in the middle", partial: true, happens: []any{
			dials("*1#"), asks("Menu"), types("2"), event.Weather{Fault: "drop-before"}, 15 * time.Second, lost, dials("*1#"), asks("Menu"),
		}, want: `
> *1#
CON
| Menu

weather drop-before

> 2

wait 15s
END handler-timeout

weather clear

> *1#
CON
| Menu
`},
		{name: "at first", happens: []any{
			event.Weather{Fault: "digits-id"}, dials("*1#"), asks("Menu"), types("2"), event.Weather{Fault: "duplicate", Request: 3}, asks("What?"),
			types("3"), event.Weather{Fault: "duplicate", Request: 5}, asks("What?"),
		}, want: `weather  digits-id

> *1#
CON
| Menu

weather duplicate

> 2
CON
| What?

> 3
CON
| What?
`},
		{name: "what makes no difference", happens: []any{
			dials("*1#"), event.Weather{Fault: "delay", Request: 1, Milliseconds: 5000}, 5 * time.Second, asks("Menu"),
			types("2"), asks("What?"), event.Weather{Fault: "idle", Request: 2}, event.Weather{Fault: "rain", Request: 2},
		}, want: `
> *1#
  within  12s
CON
| Menu

> 2
CON
| What?
`},
		{name: "hung up", happens: []any{
			dials("*1#"), event.Weather{Fault: "drop-after", Request: 1}, 3 * time.Second, ends(session.Cancelled),
		}, want: `weather  drop-after

> *1#
  within  8s

hangup
`},
	})
}
