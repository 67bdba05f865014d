package weather_test

import (
	"errors"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"candybar/gateway/weather"
)

func seeded(seed uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, 0)) }

func happenings(w weather.Weather, random *rand.Rand, n int) []weather.Happening {
	all := make([]weather.Happening, n)
	for i := range all {
		all[i] = w.Next(random)
	}
	return all
}

func TestSameSeedSameFaults(t *testing.T) {
	t.Parallel()
	for _, w := range weather.All() {
		one, again := happenings(w, seeded(1), 200), happenings(w, seeded(1), 200)
		if !slices.Equal(one, again) {
			t.Errorf("%s: the same seed made other faults", w)
		}
		other := happenings(w, seeded(2), 200)
		if drawn := slices.Contains(weather.Profiles(), w) && !w.IsClear(); slices.Equal(one, other) == drawn {
			t.Errorf("%s: that another seed makes the same is %t", w, drawn)
		}
	}
}

// TestOneFaultAlone: it happens to every request, and draws nothing.
func TestOneFaultAlone(t *testing.T) {
	t.Parallel()
	for _, fault := range weather.Faults() {
		random := seeded(1)
		for range 3 {
			got := weather.Weather(fault).Next(random)
			want := weather.Happening{Fault: fault}
			if fault == weather.Delay {
				want.For = weather.DelayAlone
			}
			if got != want {
				t.Errorf("%s: %+v", fault, got)
			}
		}
		if random.Uint64() != seeded(1).Uint64() {
			t.Errorf("%s drew a number", fault)
		}
	}
}

// TestFrequencies: how often each fault happens in ten thousand requests, within
// a band that a fixed seed stays in.
func TestFrequencies(t *testing.T) {
	t.Parallel()
	const requests, band = 10_000, 100
	tests := map[weather.Weather]struct {
		percent     map[weather.Fault]int
		least, most time.Duration
	}{
		weather.Clear: {},
		"":            {},
		weather.Slow:  {map[weather.Fault]int{weather.Delay: 100}, time.Second, 4 * time.Second},
		weather.TwoG: {map[weather.Fault]int{weather.Delay: 70, weather.DropBefore: 4, weather.DropAfter: 6, weather.HangUp: 3},
			2 * time.Second, 8 * time.Second},
		weather.Flaky: {map[weather.Fault]int{weather.Delay: 12, weather.DropBefore: 7, weather.DropAfter: 7, weather.Reset: 5,
			weather.HangUp: 5, weather.Duplicate: 9}, time.Second, 4 * time.Second},
		weather.Storm: {map[weather.Fault]int{weather.Delay: 8, weather.DropBefore: 5, weather.DropAfter: 5, weather.Reset: 4,
			weather.HangUp: 4, weather.Idle: 3, weather.Duplicate: 9, weather.DigitsID: 2, weather.LongID: 2, weather.PersianCall: 2,
			weather.PersianMobile: 2, weather.MissingMobile: 1, weather.MissingSessionID: 1, weather.MissingCall: 2}, 2 * time.Second, 8 * time.Second},
	}
	for w, test := range tests {
		t.Run(w.String(), func(t *testing.T) {
			t.Parallel()
			count := make(map[weather.Fault]int)
			lengths := make(map[time.Duration]bool)
			for _, h := range happenings(w, seeded(1), requests) {
				count[h.Fault]++
				if h.Fault == weather.Delay {
					lengths[h.For] = true
				} else if h.For != 0 {
					t.Fatalf("%+v", h)
				}
			}
			none := 100
			for _, fault := range weather.Faults() {
				percent := test.percent[fault]
				none -= percent
				if got, want := count[fault], percent*requests/100; got < want-band || got > want+band || (want == 0) != (got == 0) {
					t.Errorf("%s happens %d times, want %d", fault, got, want)
				}
			}
			if got, want := count[""], none*requests/100; got < want-band || got > want+band {
				t.Errorf("nothing happens %d times, want %d", got, want)
			}
			for at := test.least; test.most > 0 && at <= test.most; at += time.Second {
				if !lengths[at] {
					t.Errorf("no delay of %s", at)
				}
				delete(lengths, at)
			}
			if len(lengths) > 0 {
				t.Errorf("delays of %v", lengths)
			}
		})
	}
}

func TestNames(t *testing.T) {
	t.Parallel()
	all := weather.All()
	for i, w := range all {
		got, err := weather.Parse(string(w))
		if err != nil || got != w || w.String() != string(w) || w.Sentence() == "" || slices.Index(all, w) != i {
			t.Errorf("%q: %q, %v, %q", w, got, err, w.Sentence())
		}
	}
	for _, name := range []string{"", "Storm", "rain", "missing-rrn", " clear"} {
		_, err := weather.Parse(name)
		var unknown *weather.Unknown
		if !errors.As(err, &unknown) || unknown.Name != name || !strings.Contains(unknown.Hint(), "clear, slow, 2g, flaky, storm, delay, ") {
			t.Errorf("%q: %v", name, err)
		}
	}
	if none := weather.Weather(""); !none.IsClear() || !weather.Clear.IsClear() || weather.Storm.IsClear() || none.String() != "clear" || none.Sentence() == "" {
		t.Error("the empty weather is not clear")
	}
	if got := weather.Fault("rain").Sentence(); got != "" {
		t.Errorf("what is no fault does %q", got)
	}
}

// TestEveryFaultIsOfOneSort: of the session's id, of the request, or of its way.
func TestEveryFaultIsOfOneSort(t *testing.T) {
	t.Parallel()
	way := []weather.Fault{weather.Delay, weather.DropBefore, weather.DropAfter, weather.Reset, weather.HangUp, weather.Idle, weather.Duplicate}
	for _, fault := range weather.Faults() {
		sorts := 0
		for _, is := range []bool{fault.ReshapesID(), fault.ReshapesRequest(), slices.Contains(way, fault)} {
			if is {
				sorts++
			}
		}
		if sorts != 1 {
			t.Errorf("%s is of %d sorts", fault, sorts)
		}
		if name, missing := strings.CutPrefix(string(fault), "missing-"); missing != (fault.Missing() != "") || missing && name != fault.Missing() {
			t.Errorf("%s leaves out %q", fault, fault.Missing())
		}
	}
}

func TestPersian(t *testing.T) {
	t.Parallel()
	for s, want := range map[string]string{"": "", "*6655*123*77": "*۶۶۵۵*۱۲۳*۷۷", "a۱2\xff": "a۱۲\ufffd", "0123456789": "۰۱۲۳۴۵۶۷۸۹"} {
		if got := weather.Persian(s); got != want {
			t.Errorf("%q: %q, want %q", s, got, want)
		}
	}
}
