package inoti

import (
	"testing"
	"time"
)

func TestJalaliDate(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		year, month, day int
		want             string
	}{
		{1210, 1, 1, "1831-03-21"},
		{1357, 11, 22, "1979-02-11"},
		{1399, 1, 1, "2020-03-20"},
		{1399, 12, 30, "2021-03-20"},
		{1400, 1, 1, "2021-03-21"},
		{1400, 12, 29, "2022-03-20"},
		{1403, 5, 12, "2024-08-02"},
		{1403, 12, 30, "2025-03-20"},
		{1404, 1, 1, "2025-03-21"},
		{1408, 12, 30, "2030-03-20"},
		{1633, 12, 29, "2255-03-20"},
	} {
		got, ok := jalaliDate(c.year, c.month, c.day)
		if !ok || got.Format(time.RFC3339) != c.want+"T00:00:00+03:30" {
			t.Errorf("%d/%d/%d is %v (%v), want %s", c.year, c.month, c.day, got, ok, c.want)
		}
	}
}

func TestNoJalaliDate(t *testing.T) {
	t.Parallel()
	for _, c := range [][3]int{
		{1400, 12, 30}, {1404, 12, 30}, {1402, 12, 30}, // not leap
		{1403, 12, 31}, {1403, 7, 31}, {1403, 1, 32},
		{1403, 0, 1}, {1403, 13, 1}, {1403, 1, 0},
		{1209, 1, 1}, {1634, 1, 1}, {0, 1, 1},
	} {
		if got, ok := jalaliDate(c[0], c[1], c[2]); ok {
			t.Errorf("%v is %v", c, got)
		}
	}
}

// TestJalaliDays walks through both calendars in step: every Jalali day that
// there is follows the one before it by one Gregorian day, and none is left out.
func TestJalaliDays(t *testing.T) {
	t.Parallel()
	next := time.Date(1831, time.March, 21, 0, 0, 0, 0, time.FixedZone("+03:30", 12600))
	leap := 0
	for year := jalaliFirst; year <= jalaliLast; year++ {
		for month := 1; month <= 12; month++ {
			for day := 1; day <= 31; day++ {
				got, ok := jalaliDate(year, month, day)
				if !ok {
					continue
				}
				if !got.Equal(next) {
					t.Fatalf("%d/%d/%d is %v, want %v", year, month, day, got, next)
				}
				next = next.AddDate(0, 0, 1)
				if month == 12 && day == 30 {
					leap++
				}
			}
		}
	}
	if end := next.Format(time.DateOnly); end != "2255-03-21" || leap != 103 {
		t.Errorf("the years end before %s with %d leap years", end, leap)
	}
}
