package demoshop

import (
	"slices"
	"strings"
	"sync"
)

// What is kept is bounded, as anybody may call: the oldest makes room. That is
// for an example. A shop keeps its orders in a database, for good, under a unique
// index on their ids.
const (
	maxCustomers = 1000
	maxNotes     = 10
	maxOrders    = 10
)

// store keeps what callers gave the shop, by mobile. The zero store is empty.
// All of it may be done twice, as a network may deliver a turn twice, and so may
// be the callback of a payment. Strings are cloned, since they are parts of a request's URL and would keep all of it.
type store struct {
	mu        sync.Mutex
	customers []customer // who came last stands last
}

// customer is what the shop knows of one mobile.
type customer struct {
	mobile string
	code   string
	notes  []note // oldest first
	// airtime is what was booked, in the mobile's currency. It outlives the orders.
	airtime int64
	orders  []order // oldest first
}

// note is a message, and the session in which it was left.
type note struct {
	session, text string
}

// register stores the customer's registration code, in place of an earlier one.
func (s *store) register(mobile, code string) {
	s.update(mobile, func(c *customer) { c.code = strings.Clone(code) })
}

// leave stores a message. The same one of the same session is stored once.
func (s *store) leave(mobile string, n note) {
	s.update(mobile, func(c *customer) {
		if slices.Contains(c.notes, n) {
			return
		}
		c.notes = append(c.notes, note{strings.Clone(n.session), strings.Clone(n.text)})
		c.notes = c.notes[max(0, len(c.notes)-maxNotes):]
	})
}

// update changes one customer, who then is the one that came last.
func (s *store) update(mobile string, change func(*customer)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := customer{mobile: strings.Clone(mobile)}
	if at := slices.IndexFunc(s.customers, func(c customer) bool { return c.mobile == mobile }); at >= 0 {
		c = s.customers[at]
		s.customers = slices.Delete(s.customers, at, at+1)
	}
	change(&c)
	s.customers = append(s.customers, c)
	s.customers = s.customers[max(0, len(s.customers)-maxCustomers):]
}

// forget makes a mobile one that never came.
func (s *store) forget(mobile string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.customers = slices.DeleteFunc(s.customers, func(c customer) bool { return c.mobile == mobile })
}

// of is what the store knows of a mobile. The lock is held by whoever calls it.
func (s *store) of(mobile string) (customer, bool) {
	at := slices.IndexFunc(s.customers, func(c customer) bool { return c.mobile == mobile })
	if at < 0 {
		return customer{}, false
	}
	return s.customers[at], true
}
