package tui

import "time"

// cycleBegan is the first day of a cycle of the calendar of Iran: 1 Farvardin 1375.
var cycleBegan = time.Date(1996, time.March, 20, 0, 0, 0, 0, time.UTC)

// solarHijri is a day in the calendar of Iran, which its phones show; months count
// from 1. Of 33 years the first and then every fourth one is a leap year, which is
// the official calendar from the year 1210 to 1634 (K. M. Borkowski, "The Persian
// calendar for 3000 years", 1996).
func solarHijri(at time.Time) (month, day int) {
	const (
		cycle     = 33*365 + 8
		fourYears = 4*365 + 1
		leapYear  = 366
		halfYear  = 6 * 31 // the months of 31 days
	)
	today := time.Date(at.Year(), at.Month(), at.Day(), 0, 0, 0, 0, time.UTC)
	days := int(today.Sub(cycleBegan).Hours() / 24)
	days = (days%cycle + cycle) % cycle % fourYears
	if days >= leapYear {
		days = (days - leapYear) % (leapYear - 1)
	}
	if days < halfYear {
		return days/31 + 1, days%31 + 1
	}
	days -= halfYear
	return days/30 + 7, days%30 + 1
}
