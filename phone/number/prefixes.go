package number

import "strings"

// prefixes is a run of prefixes of significant numbers, both ends included and
// of one length, with their first owner.
type prefixes struct{ from, to, operator string }

// width is how many digits the prefixes have.
func (p prefixes) width() int { return len(p.from) }

// holds reports whether a significant number begins with one of p. Digits of one
// length are in the order of their numbers.
func (p prefixes) holds(significant string) bool {
	if len(significant) < p.width() {
		return false
	}
	prefix := significant[:p.width()]
	return strings.Compare(p.from, prefix) <= 0 && strings.Compare(prefix, p.to) <= 0
}

// iranPrefixes are all that are assigned to mobile operators. Several small
// operators share 999, by the digits that follow; a status bar then names the
// country.
var iranPrefixes = []prefixes{
	{"900", "905", "Irancell"},
	{"910", "919", "MCI"},
	{"920", "923", "Rightel"},
	{"930", "930", "Irancell"},
	{"931", "931", "MTCE"},
	{"932", "932", "MCI"},
	{"933", "933", "Irancell"},
	{"934", "934", "TeleKish"},
	{"935", "939", "Irancell"},
	{"990", "994", "MCI"},
	{"995", "995", "Irancell"},
	{"996", "996", "MCI"},
	{"998", "998", "Shatel Mobile"},
	{"999", "999", "Iran"},
}

// indiaMobile is every Indian mobile number: ten digits, the first from 6 to 9.
var indiaMobile = []prefixes{{"6", "9", ""}}

// indiaPrefixes are a few of India's thousands of four-digit series, for each
// operator that is still alive some that it was the first to have in whole runs,
// and the series of the example. Numbers of other series show "India".
var indiaPrefixes = []prefixes{
	{"6000", "6009", "Jio"},
	{"7000", "7021", "Jio"},
	{"8072", "8077", "Jio"},
	{"9000", "9008", "Airtel"},
	{"9047", "9052", "Vodafone"},
	{"9085", "9093", "Idea"},
	{"9400", "9499", "BSNL"},
	{"9581", "9587", "Vodafone"},
	{"9810", "9810", "Airtel"},
	{"9811", "9811", "Vodafone"},
	{"9820", "9820", "Vodafone"},
	{"9822", "9822", "Idea"},
	{"9824", "9824", "Idea"},
	{"9826", "9826", "Idea"},
	{"9847", "9848", "Idea"},
	{"9876", "9876", "Airtel"},
	{"9892", "9898", "Airtel"},
	{"9931", "9940", "Airtel"},
	{"9954", "9960", "Airtel"},
	{"9970", "9975", "Airtel"},
	{"9982", "9986", "Vodafone"},
	{"9993", "9998", "Airtel"},
}

// rwandaPrefixes are all that are assigned to mobile operators. 72 was Tigo's,
// which Airtel bought.
var rwandaPrefixes = []prefixes{
	{"72", "73", "Airtel"},
	{"78", "79", "MTN"},
}
