package demoshop

import (
	"strconv"
	"strings"
)

// good is something on the shelf.
type good struct {
	name phrase
	tag  tag
}

// tag is what a good costs, in each currency.
type tag [len(currencies)]int64

var goods = []good{
	{phrase{english: "Bread", persian: "نان"}, tag{rial: 25_000, rupee: 45, franc: 1_000}},
	{phrase{english: "Milk", persian: "شیر"}, tag{rial: 90_000, rupee: 60, franc: 1_200}},
	{phrase{english: "Tea", persian: "چای"}, tag{rial: 250_000, rupee: 140, franc: 2_500}},
	{phrase{english: "Rice", persian: "برنج"}, tag{rial: 180_000, rupee: 70, franc: 1_500}},
	{phrase{english: "Sugar", persian: "قند"}, tag{rial: 70_000, rupee: 45, franc: 1_800}},
	{phrase{english: "Salt", persian: "نمک"}, tag{rial: 15_000, rupee: 25, franc: 500}},
	{phrase{english: "Cheese", persian: "پنیر"}, tag{rial: 95_000, rupee: 150, franc: 4_500}},
	{phrase{english: "Butter", persian: "کره"}, tag{rial: 80_000, rupee: 62, franc: 3_500}},
	{phrase{english: "Yoghurt", persian: "ماست"}, tag{rial: 60_000, rupee: 35, franc: 1_300}},
	{phrase{english: "Honey", persian: "عسل"}, tag{rial: 320_000, rupee: 220, franc: 6_000}},
	{phrase{english: "Dates", persian: "خرما"}, tag{rial: 85_000, rupee: 180, franc: 5_500}},
	{phrase{english: "Flour", persian: "آرد"}, tag{rial: 55_000, rupee: 55, franc: 1_400}},
}

// goodsPerPage is how many lines leave room for the title, the choices and a
// notice: fewer in Persian, which has 80 characters where English has 182.
func (l language) goodsPerPage() int {
	if l == persian {
		return 3
	}
	return 6
}

// priceLines is the goods with their prices, a line each.
func priceLines(m manner, goods []good) string {
	lines := make([]string, len(goods))
	for i, g := range goods {
		lines[i] = m.says(g.name) + " " + m.amount(g.tag[m.currency])
	}
	return strings.Join(lines, "\n")
}

// amount is n with a separator between the thousands: 25,000 or ۲۵٬۰۰۰.
func (l language) amount(n int64) string {
	separator := ","
	if l == persian {
		separator = "٬"
	}
	digits := strconv.FormatInt(n, 10)
	for at := len(digits) - 3; at > 0; at -= 3 {
		digits = digits[:at] + separator + digits[at:]
	}
	return l.digits(digits)
}
