package inoti

import "time"

// The Iranian (Jalali, solar Hijri) calendar, in which iNoti's sibling services
// write their dates: 1399/01/01. A year has six months of 31 days, five of 30
// and one of 29 or, in a leap year, 30.
//
// Which years are leap follows K. M. Borkowski, "The Persian calendar for 3000
// years" (Earth, Moon, and Planets 74, 1996): cycles of 33 years, broken where
// the astronomical new year asks for it. The years known here, 1831 to 2255,
// are those from the break at 1210 to the one at 1635.
const (
	jalaliFirst = 1210
	jalaliLast  = 1633
)

// jalaliDate gives midnight, in Tehran, of a Jalali date; ok is false for a day
// that is none or outside the known years.
func jalaliDate(year, month, day int) (date time.Time, ok bool) {
	if year < jalaliFirst || year > jalaliLast || month < 1 || month > 12 || day < 1 || day > jalaliDays(year, month) {
		return time.Time{}, false
	}
	return jalaliEpoch().AddDate(0, 0, jalaliYears(year)+jalaliMonths(month)+day-1), true
}

// jalaliEpoch is the first day of jalaliFirst: 21 March 1831.
func jalaliEpoch() time.Time { return time.Date(1831, time.March, 21, 0, 0, 0, 0, tehran()) }

// jalaliYears is how many days the years from jalaliFirst up to year have.
func jalaliYears(year int) int {
	since := year - jalaliFirst
	return 365*since + jalaliLeaps(since)
}

// jalaliLeaps is how many of the first years from jalaliFirst on are leap: eight
// of every 33, beginning with the first.
func jalaliLeaps(years int) int { return years/33*8 + (years%33+3)/4 }

// jalaliMonths is how many days the months before month have.
func jalaliMonths(month int) int {
	if month <= 7 {
		return 31 * (month - 1)
	}
	return 186 + 30*(month-7)
}

func jalaliDays(year, month int) int {
	switch {
	case month <= 6:
		return 31
	case month < 12 || jalaliLeaps(year-jalaliFirst+1) > jalaliLeaps(year-jalaliFirst):
		return 30
	default:
		return 29
	}
}

// tehran is Iran's time as all of candybar has it: +03:30 the whole year, since
// daylight saving ended in 2022.
func tehran() *time.Location { return time.FixedZone("+03:30", 3*60*60+30*60) }
