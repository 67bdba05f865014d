package ipayy

import (
	"fmt"
	"strconv"
	"strings"
)

// Amount is money in paisa, a hundredth of a rupee: the smallest unit that the
// wire has. It is never a float.
type Amount int64

// maxRupees is how many digits the rupees of a price may have. No mobile
// operator bills more, and sums of such amounts stay far inside an int64.
const maxRupees = 9

// ParseAmount reads rupees as the wire writes them: 1, 1.5 or 1.00. Signs,
// exponents, blanks, fractions of a paisa and more than nine digits of rupees are
// refused; zero is an amount.
func ParseAmount(decimal string) (Amount, error) {
	rupees, paisa, fraction := strings.Cut(decimal, ".")
	if !digits(rupees) || len(rupees) > maxRupees || fraction && (!digits(paisa) || len(paisa) > 2) {
		return 0, fmt.Errorf("%.30q is not an amount: write rupees such as 1 or 1.00, at most %d digits and two decimals", decimal, maxRupees)
	}
	whole, err := strconv.ParseInt(rupees+(paisa + "00")[:2], 10, 64)
	return Amount(whole), err
}

// String writes rupees with two decimals: 1.00.
func (a Amount) String() string {
	sign, rest := "", uint64(a)
	if a < 0 {
		sign, rest = "-", -rest
	}
	return fmt.Sprintf("%s%d.%02d", sign, rest/100, rest%100)
}

// digits reports whether s is one or more ASCII digits and nothing else.
func digits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }
