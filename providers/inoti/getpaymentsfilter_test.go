package inoti_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"candybar/providers/inoti"
)

// book is five payments, told apart by PayID.
func book() []inoti.Record {
	tehran := time.FixedZone("+03:30", 12600)
	at := func(day, hour, minute, second int) time.Time {
		return time.Date(2024, time.August, day, hour, minute, second, 0, tehran)
	}
	return []inoti.Record{
		{PayID: 1, SessionID: "s1", RefKeyBank: "r1", Mobile: "09121234567", Price: 100, Result: true, PayDateTime: at(1, 23, 59, 59), InotiFactorID: 11, YourFactorID: "55", RRN: 111},
		{PayID: 2, SessionID: "s1", RefKeyBank: "r2", Mobile: "09121234567", Price: 200, Result: false, PayDateTime: at(2, 0, 0, 0), InotiFactorID: 12, YourFactorID: "055", RRN: 112},
		{PayID: 3, SessionID: "s3", RefKeyBank: "r3", Mobile: "09351234567", Price: 200, Result: true, PayDateTime: at(2, 0, 0, 0).UTC(), InotiFactorID: 13, YourFactorID: "A-5", RRN: 113},
		{PayID: 4, SessionID: "s4", RefKeyBank: "r4", Mobile: "+989351234567", Price: 300, Result: true, PayDateTime: at(2, 23, 59, 59), InotiFactorID: 14, YourFactorID: "55", RRN: 114},
		{PayID: 5, SessionID: "s5", RefKeyBank: "R4", Mobile: "hidden", Price: 400, Result: true, PayDateTime: at(3, 0, 0, 0), InotiFactorID: 15, YourFactorID: "", RRN: 115},
	}
}

func TestSelect(t *testing.T) {
	t.Parallel()
	type query = inoti.Query
	for _, c := range []struct {
		name       string
		query      query
		want       []int64
		unreadable []string
	}{
		{"nothing asked", query{}, []int64{1, 3, 4, 5}, nil},
		{"all", query{IsAll: true}, []int64{1, 2, 3, 4, 5}, nil},
		{"no filters", query{Username: "x", Password: "x", CodeName: "x", NullResult: "x"}, []int64{1, 3, 4, 5}, nil},

		{"from a day", query{DateFrom: "2024/08/02"}, []int64{3, 4, 5}, nil},
		{"to a day", query{DateTo: "2024/08/02"}, []int64{1, 3, 4}, nil},
		{"one day", query{IsAll: true, DateFrom: "2024/08/02", DateTo: "2024/08/02"}, []int64{2, 3, 4}, nil},
		{"one Jalali day", query{IsAll: true, DateFrom: "1403/05/12", DateTo: "1403/05/12"}, []int64{2, 3, 4}, nil},
		{"both calendars", query{DateFrom: "1403/05/12", DateTo: "2024/08/03"}, []int64{3, 4, 5}, nil},
		{"Persian digits", query{DateFrom: "۱۴۰۳/۰۵/۱۳"}, []int64{5}, nil},
		{"no zeros", query{DateFrom: " 1403/5/13 "}, []int64{5}, nil},
		{"from after to", query{DateFrom: "2024/08/03", DateTo: "2024/08/02"}, nil, nil},
		{"hyphens", query{DateFrom: "2024-08-02"}, nil, []string{"DateFrom"}},
		{"a day that is none", query{DateTo: "2024/02/30"}, nil, []string{"DateTo"}},
		{"a month that is none", query{DateTo: "2024/13/01"}, nil, []string{"DateTo"}},
		{"a leap day too many", query{DateTo: "1402/12/30"}, nil, []string{"DateTo"}},
		{"a year too far", query{DateTo: "1699/01/01"}, nil, []string{"DateTo"}},
		{"two digits", query{DateFrom: "03/05/12"}, nil, []string{"DateFrom"}},
		{"a time", query{DateFrom: "2024/08/02 10:00"}, nil, []string{"DateFrom"}},
		{"signs", query{DateFrom: "2024/+8/02"}, nil, []string{"DateFrom"}},

		{"session", query{IsAll: true, SessionID: "s1"}, []int64{1, 2}, nil},
		{"session in another case", query{SessionID: "S1"}, nil, nil},
		{"price from", query{PriceFrom: "200"}, []int64{3, 4, 5}, nil},
		{"price to", query{PriceTo: "200"}, []int64{1, 3}, nil},
		{"one price", query{PriceFrom: "300", PriceTo: "300"}, []int64{4}, nil},
		{"price in Persian", query{PriceFrom: "۳۰۰"}, []int64{4, 5}, nil},
		{"price with a point", query{PriceFrom: "200.0"}, nil, []string{"PriceFrom"}},
		{"price with a comma", query{PriceTo: "1,000"}, nil, []string{"PriceTo"}},
		{"price too large", query{PriceTo: "9223372036854775808"}, nil, []string{"PriceTo"}},

		{"mobile", query{IsAll: true, Mobile: "09121234567"}, []int64{1, 2}, nil},
		{"mobile, E.164", query{Mobile: "+989351234567"}, []int64{3, 4}, nil},
		{"mobile, 0098", query{Mobile: "00989351234567"}, []int64{3, 4}, nil},
		{"mobile without zero", query{Mobile: "9351234567"}, []int64{3, 4}, nil},
		{"mobile in Persian", query{Mobile: "۰۹۳۵۱۲۳۴۵۶۷"}, []int64{3, 4}, nil},
		{"mobile of nobody", query{Mobile: "09130000000"}, nil, nil},
		{"no mobile", query{Mobile: "hidden"}, nil, []string{"Mobile"}},

		{"receipt", query{RefKey: "r4"}, []int64{4}, nil},
		{"their invoice", query{INotiFactorID: "13"}, []int64{3}, nil},
		{"their invoice with zeros", query{INotiFactorID: "0013"}, []int64{3}, nil},
		{"no invoice of theirs", query{INotiFactorID: "13x"}, nil, []string{"iNotiFactorID"}},
		{"our invoice", query{YourFactorID: "55"}, []int64{1, 4}, nil},
		{"our invoice with zeros", query{IsAll: true, YourFactorID: "055"}, []int64{2}, nil},
		{"our invoice that failed", query{YourFactorID: "055"}, nil, nil},
		{"RRN", query{RRN: "115"}, []int64{5}, nil},
		{"no RRN", query{RRN: "-"}, nil, []string{"RRN"}},

		{"everything", query{DateFrom: "1403/05/12", DateTo: "1403/05/12", SessionID: "s3", PriceFrom: "1", PriceTo: "200", Mobile: "09351234567",
			RefKey: "r3", INotiFactorID: "13", YourFactorID: "A-5", RRN: "113"}, []int64{3}, nil},
		{"everything but one", query{SessionID: "s3", RRN: "114"}, nil, nil},
		{"two unreadable", query{DateFrom: "x", RRN: "x"}, nil, []string{"DateFrom", "RRN"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			found, unreadable := c.query.Select(book())
			var got []int64
			for _, r := range found {
				got = append(got, r.PayID)
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("found %v, want %v", got, c.want)
			}
			if diff := cmp.Diff(c.unreadable, unreadable); diff != "" {
				t.Error(diff)
			}
		})
	}
}
