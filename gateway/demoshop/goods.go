package demoshop

import (
	"strconv"
	"strings"
)

// good is something on the shelf.
type good struct {
	name phrase
	rial int64
}

var goods = []good{
	{phrase{english: "Bread", persian: "نان"}, 25_000},
	{phrase{english: "Milk", persian: "شیر"}, 90_000},
	{phrase{english: "Tea", persian: "چای"}, 250_000},
	{phrase{english: "Rice", persian: "برنج"}, 180_000},
	{phrase{english: "Sugar", persian: "قند"}, 70_000},
	{phrase{english: "Salt", persian: "نمک"}, 15_000},
	{phrase{english: "Cheese", persian: "پنیر"}, 95_000},
	{phrase{english: "Butter", persian: "کره"}, 80_000},
	{phrase{english: "Yoghurt", persian: "ماست"}, 60_000},
	{phrase{english: "Honey", persian: "عسل"}, 320_000},
	{phrase{english: "Dates", persian: "خرما"}, 85_000},
	{phrase{english: "Flour", persian: "آرد"}, 55_000},
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
func priceLines(l language, goods []good) string {
	lines := make([]string, len(goods))
	for i, g := range goods {
		lines[i] = g.name[l] + " " + l.amount(g.rial)
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
