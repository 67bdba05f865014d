package tui

import (
	"testing"
	"time"
)

func TestSolarHijri(t *testing.T) {
	t.Parallel()
	for gregorian, want := range map[string][2]int{
		"1963-03-21": {1, 1},   // 1342
		"1979-02-11": {11, 22}, // 1357
		"1996-03-19": {12, 29}, // 1374
		"1996-03-20": {1, 1},   // 1375
		"1997-03-20": {12, 30}, // 1375, a leap year
		"1997-03-21": {1, 1},   // 1376
		"2021-03-20": {12, 30}, // 1399, a leap year
		"2024-03-20": {1, 1},   // 1403
		"2025-03-20": {12, 30}, // 1403, a leap year
		"2025-03-21": {1, 1},   // 1404
		"2026-09-22": {6, 31},  // 1405
		"2026-09-23": {7, 1},   // 1405
		"2026-11-21": {8, 30},  // 1405
		"2028-03-19": {12, 29}, // 1406
		"2029-03-19": {12, 29}, // 1407
		"2029-03-20": {1, 1},   // 1408
		"2030-03-20": {12, 30}, // 1408, a leap year
	} {
		at, err := time.Parse(time.DateOnly, gregorian)
		if err != nil {
			t.Fatal(err)
		}
		if month, day := solarHijri(at.Add(23 * time.Hour)); month != want[0] || day != want[1] {
			t.Errorf("%s is %d/%d, want %v", gregorian, month, day, want)
		}
	}
}

// TestSolarHijriGoesOn: every day is the one after the day before, in months that
// have 29 to 31 days, and no year has another length than it can.
func TestSolarHijriGoesOn(t *testing.T) {
	t.Parallel()
	at := time.Date(1900, time.January, 1, 0, 0, 0, 0, time.UTC)
	lastMonth, lastDay := solarHijri(at)
	inYear := -400 // the first one is not whole
	for at.Year() < 2100 {
		at = at.AddDate(0, 0, 1)
		month, day := solarHijri(at)
		switch {
		case month == lastMonth && day == lastDay+1:
		case month == lastMonth%12+1 && day == 1 && lastDay >= 29 && lastDay <= 31:
		default:
			t.Fatalf("after %d/%d comes %d/%d", lastMonth, lastDay, month, day)
		}
		inYear++
		if month == 1 && day == 1 {
			if inYear >= 0 && inYear != 365 && inYear != 366 {
				t.Fatalf("the year before %s had %d days", at.Format(time.DateOnly), inYear)
			}
			inYear = 0
		}
		lastMonth, lastDay = month, day
	}
}
