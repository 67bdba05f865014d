package inoti

import (
	"strconv"
	"strings"
	"time"

	"candybar/phone/number"
	"candybar/phone/text"
)

// Select gives the records that the query asks for, in their order, and names
// the filters that could not be read. What an unreadable date, price or number
// gives is not documented: here it matches nothing, since a service that is
// asked "was this paid?" must not say yes to what it did not understand. A date
// is unreadable too where its Jalali year is not from 1210 to 1633. Username,
// Password, CodeName and NullResult are no filters.
func (q Query) Select(records []Record) (found []Record, unreadable []string) {
	f, unreadable := q.filter()
	return f.of(records), unreadable
}

// filter is a query that was read: a record passes if it passes every test.
type filter []func(Record) bool

// of gives the records that pass.
func (f filter) of(records []Record) []Record {
	var found []Record
	for _, r := range records {
		if f.passes(r) {
			found = append(found, r)
		}
	}
	return found
}

func (f filter) passes(r Record) bool {
	for _, test := range f {
		if !test(r) {
			return false
		}
	}
	return true
}

// filter reads the query.
func (q Query) filter() (f filter, unreadable []string) {
	if !q.IsAll {
		f = append(f, func(r Record) bool { return r.Result })
	}
	for _, wanted := range []struct {
		name, value string
		read        func(string) (test func(Record) bool, ok bool)
	}{
		{"DateFrom", q.DateFrom, paidFrom},
		{"DateTo", q.DateTo, paidTo},
		{"SessionID", q.SessionID, equals(func(r Record) string { return r.SessionID })},
		{"PriceFrom", q.PriceFrom, compares(func(r Record, bound int64) bool { return r.Price >= bound })},
		{"PriceTo", q.PriceTo, compares(func(r Record, bound int64) bool { return r.Price <= bound })},
		{"Mobile", q.Mobile, paidBy},
		{"RefKey", q.RefKey, equals(func(r Record) string { return r.RefKeyBank })},
		{"iNotiFactorID", q.INotiFactorID, compares(func(r Record, id int64) bool { return r.InotiFactorID == id })},
		{"YourFactorID", q.YourFactorID, equals(func(r Record) string { return r.YourFactorID })},
		{"RRN", q.RRN, compares(func(r Record, rrn int64) bool { return r.RRN == rrn })},
	} {
		if wanted.value == "" {
			continue
		}
		test, ok := wanted.read(wanted.value)
		if !ok {
			unreadable = append(unreadable, wanted.name)
			test = func(Record) bool { return false }
		}
		f = append(f, test)
	}
	return f, unreadable
}

// equals tests a text, exactly.
func equals(of func(Record) string) func(string) (func(Record) bool, bool) {
	return func(value string) (func(Record) bool, bool) {
		return func(r Record) bool { return of(r) == value }, true
	}
}

// compares tests an integer. Its digits may be Persian or Arabic.
func compares(test func(Record, int64) bool) func(string) (func(Record) bool, bool) {
	return func(value string) (func(Record) bool, bool) {
		n, err := strconv.ParseInt(latin(value), 10, 64)
		return func(r Record) bool { return test(r, n) }, err == nil
	}
}

// paidBy tests the mobile number, in whatever form either side writes it.
func paidBy(value string) (func(Record) bool, bool) {
	mobile, err := number.Parse(value, number.Iran)
	return func(r Record) bool {
		payer, err := number.Parse(r.Mobile, number.Iran)
		return err == nil && payer == mobile
	}, err == nil
}

func paidFrom(value string) (func(Record) bool, bool) {
	day, ok := parseDay(value)
	return func(r Record) bool { return !r.PayDateTime.Before(day) }, ok
}

// paidTo includes the whole of its day.
func paidTo(value string) (func(Record) bool, bool) {
	day, ok := parseDay(value)
	after := day.AddDate(0, 0, 1)
	return func(r Record) bool { return r.PayDateTime.Before(after) }, ok
}

// firstGregorian is the first year that is taken for a Gregorian one. iNoti's
// page shows yyyy/MM/dd and no calendar; its sibling services say solar and
// show 1399/01/01 with the same pattern.
const firstGregorian = 1700

// parseDay reads a date of either calendar as midnight in Tehran. Month and day
// may lack their zero.
func parseDay(value string) (day time.Time, ok bool) {
	parts := strings.Split(latin(value), "/")
	if len(parts) != 3 || len(parts[0]) != 4 {
		return time.Time{}, false
	}
	var date [3]int
	for i, part := range parts {
		n, err := strconv.ParseUint(part, 10, 16)
		if err != nil || i > 0 && len(part) > 2 {
			return time.Time{}, false
		}
		date[i] = int(n)
	}
	if date[0] < firstGregorian {
		return jalaliDate(date[0], date[1], date[2])
	}
	month := time.Month(date[1])
	day = time.Date(date[0], month, date[2], 0, 0, 0, 0, tehran())
	// A day that is none, 30 February, comes out as another.
	return day, day.Month() == month && day.Day() == date[2]
}

// latin trims blanks and makes every digit ASCII.
func latin(value string) string { return text.LatinDigits(strings.TrimSpace(value)) }
