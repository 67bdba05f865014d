// Package weather is what goes wrong on purpose between a phone and a handler:
// the names, how often each fault happens, and what each means, as data.
//
// A [Weather] is a profile or a single [Fault]. A profile is a table of how many
// in a hundred requests each fault happens to; a single fault happens to every
// request, until the weather is changed. [Weather.Next] says what happens to the
// next request, from a source of random numbers that its caller seeds: the same
// seed makes the same faults, whatever the wire does. A request has one fault at
// the most.
//
// It has no I/O, goroutine or clock. What a fault does to an exchange is the
// gateway's; see its weather.go.
package weather

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"time"
)

// Weather is the name of a profile or of a single fault: one of All, or empty,
// which is Clear.
type Weather string

// The profiles.
const (
	// Clear: nothing goes wrong. One action is one request.
	Clear Weather = "clear"
	// Slow: every reply is held up for 1 to 4 s, and none is lost.
	Slow Weather = "slow"
	// TwoG: in a hundred requests 70 replies are held up for 2 to 8 s, 4 requests and
	// 6 replies are lost, and 3 users are cut off.
	TwoG Weather = "2g"
	// Flaky: in a hundred requests 12 replies are held up for 1 to 4 s, 7 requests and
	// 7 replies are lost, 5 are cut, 5 users are cut off, and 9 requests are delivered
	// twice.
	Flaky Weather = "flaky"
	// Storm: every fault there is, to half of all requests: 22 of a hundred are held
	// up, lost or cut, 9 are delivered twice, the rest is of all kinds.
	Storm Weather = "storm"
)

// Profiles are the profiles, the calmest first.
func Profiles() []Weather { return []Weather{Clear, Slow, TwoG, Flaky, Storm} }

// All are all weathers: the profiles, and then each fault by itself.
func All() []Weather {
	all := Profiles()
	for _, fault := range Faults() {
		all = append(all, Weather(fault))
	}
	return all
}

// Parse reads a weather's name. The error is an *Unknown.
func Parse(name string) (Weather, error) {
	if w := Weather(name); slices.Contains(All(), w) {
		return w, nil
	}
	return "", &Unknown{Name: name}
}

// Unknown is a name that no weather has.
type Unknown struct{ Name string }

// Error names it.
func (u *Unknown) Error() string { return fmt.Sprintf("there is no weather %.60q", u.Name) }

// Hint says which there are.
func (u *Unknown) Hint() string {
	var names []string
	for _, w := range All() {
		names = append(names, string(w))
	}
	return "use one of " + strings.Join(names, ", ")
}

// IsClear reports whether nothing goes wrong.
func (w Weather) IsClear() bool { return w == Clear || w == "" }

// String is the weather's name; that of the empty one is clear.
func (w Weather) String() string {
	if w == "" {
		return string(Clear)
	}
	return string(w)
}

// Sentence says what the weather does, in a line.
func (w Weather) Sentence() string {
	switch w {
	case Clear, "":
		return "nothing goes wrong: one action is one request"
	case Slow:
		return fmt.Sprintf("every reply comes %d to %d s late, and none is lost", leastSlow/time.Second, mostSlow/time.Second)
	case TwoG:
		return fmt.Sprintf("most replies come %d to %d s late, some requests and replies are lost", leastTwoG/time.Second, mostTwoG/time.Second)
	case Flaky:
		return "requests and replies are lost, cut, and delivered twice"
	case Storm:
		return "all faults there are, half of the time"
	default:
		return Fault(w).Sentence()
	}
}

// Happening is what happens to a request; the zero value is nothing.
type Happening struct {
	// Fault is empty for none.
	Fault Fault
	// For is how long the reply is held up, where Fault is Delay; else 0.
	For time.Duration
}

// DelayAlone is how long Delay holds each reply up where it is the weather.
const DelayAlone = 5 * time.Second

// Bounds of how long the profiles hold a reply up, in whole seconds. All of them
// are within what a handler may take to answer, so that a session outlives them.
const (
	leastSlow = 1 * time.Second
	mostSlow  = 4 * time.Second
	leastTwoG = 2 * time.Second
	mostTwoG  = 8 * time.Second
)

// Next says what happens to the next request. Where the weather is a profile it
// draws from random, in the same way for every request; else not at all.
func (w Weather) Next(random *rand.Rand) Happening {
	if w.IsClear() {
		return Happening{}
	}
	table, least, most := w.table()
	if table == nil {
		return Happening{Fault(w), delayOf(Fault(w), DelayAlone)}
	}
	drawn := random.IntN(100)
	seconds := least + time.Duration(random.IntN(int((most-least)/time.Second)+1))*time.Second
	for _, entry := range table {
		if drawn < entry.percent {
			return Happening{entry.fault, delayOf(entry.fault, seconds)}
		}
		drawn -= entry.percent
	}
	return Happening{}
}

func delayOf(fault Fault, d time.Duration) time.Duration {
	if fault == Delay {
		return d
	}
	return 0
}

// entry says to how many in a hundred requests a fault happens.
type entry struct {
	fault   Fault
	percent int
}

// table is a profile's, nil for a single fault, and how long it holds replies up.
// The figures are ours: no operator publishes any.
func (w Weather) table() (table []entry, least, most time.Duration) {
	switch w {
	case Slow:
		return []entry{{Delay, 100}}, leastSlow, mostSlow
	case TwoG:
		return []entry{{Delay, 70}, {DropBefore, 4}, {DropAfter, 6}, {HangUp, 3}}, leastTwoG, mostTwoG
	case Flaky:
		return []entry{
			{Delay, 12}, {DropBefore, 7}, {DropAfter, 7}, {Reset, 5}, {HangUp, 5}, {Duplicate, 9},
		}, leastSlow, mostSlow
	case Storm:
		return []entry{
			{Delay, 8}, {DropBefore, 5}, {DropAfter, 5}, {Reset, 4}, {HangUp, 4}, {Idle, 3}, {Duplicate, 9},
			{DigitsID, 2}, {LongID, 2}, {PersianCall, 2}, {PersianMobile, 2},
			{MissingMobile, 1}, {MissingSessionID, 1}, {MissingCall, 2},
		}, leastTwoG, mostTwoG
	default:
		return nil, 0, 0
	}
}
