package intouchpay

import "net/url"

// Limits are the least and the most that one call may move, in francs.
type Limits struct{ Min, Max int64 }

// What the limits are where none are set. No document has them but for the least
// deposit, of which the newer portal's guide says 100.
const (
	leastPayment = 1
	leastDeposit = 100
	most         = 10_000_000
	// mostEver is above any limit: no sum of two balances runs over.
	mostEver = 1_000_000_000_000_000
)

func (l Limits) or(least int64) Limits {
	if l.Min < 1 {
		l.Min = least
	}
	if l.Max < 1 {
		l.Max = most
	}
	l.Max = min(l.Max, mostEver)
	return l
}

// Terms are what a merchant's account is set up with, as far as [Decide] needs
// it.
type Terms struct {
	// Payee is the merchant's name on the phone; empty for "IntouchPay".
	Payee string
	// Payments and Deposits are the limits; a zero one has its default, from 1
	// and from 100 to 10 million.
	Payments, Deposits Limits
	// CallbackURL is the registered address; empty for none.
	CallbackURL string
	// DepositCallbacks sends a callback after a deposit too. One sentence of the
	// overview reads so, but the same stands under getbalance.
	DepositCallbacks bool
	// Strict wants timestamps as yyyymmddhhmmss and within [Skew], and both ids
	// in gettransactionstatus. The live service seems to look at none of it.
	Strict bool
}

func (t Terms) payee() string {
	if t.Payee == "" {
		return "IntouchPay"
	}
	return t.Payee
}

// longestURL is the longest address that a callback goes to.
const longestURL = 2048

// callback is the address that an outcome goes to, empty for nowhere. Ok is false
// where the call names one that nothing can be sent to.
func (t Terms) callback(asked string) (address string, ok bool) {
	if asked == "" {
		return t.CallbackURL, true
	}
	return asked, callable(asked)
}

// callable reports whether address is http or https, with a host.
func callable(address string) bool {
	if len(address) > longestURL {
		return false
	}
	to, err := url.Parse(address)
	return err == nil && (to.Scheme == "http" || to.Scheme == "https") && to.Hostname() != ""
}
