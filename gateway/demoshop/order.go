package demoshop

import (
	"crypto/rand"
	"crypto/sha256"
	"fmt"
	"slices"
)

// order is airtime that a caller wants. It is made by the turn that asks for the
// money, and booked by the callback, once that is verified.
type order struct {
	// id is what iNoti calls YourFactorId.
	id   string
	turn turn
	// amount is of airtime, and what it costs, in the caller's currency.
	amount int64
	// state is asked, then booked, and nothing else ever.
	state orderState
	// by is the payment that booked it.
	by payment
}

// orderState is how far an order is.
type orderState int

const (
	// asked: iNoti was asked for the money.
	asked orderState = iota
	// booked: the caller has the airtime.
	booked
)

// payment is what tells one payment from every other: iNoti's number for the
// invoice and the bank's for the transaction.
type payment struct {
	inotiFactorID, rrn int64
}

// turn is what tells one turn of a mobile from all its others: a digest of the
// session and of all that was entered in it, which is of no certain length.
type turn [sha256.Size]byte

func turnOf(session string, inputs []string) turn {
	return sha256.Sum256(fmt.Appendf(nil, "%q %q", session, inputs))
}

// newOrder makes an order that nobody has paid yet. Its id is drawn, 60 bits of
// it, and neither counted nor made from the turn: an id that came back after a
// restart, or once the order was forgotten, could be booked again with the
// payment of the time before.
func newOrder(t turn, amount int64) order {
	return order{id: "A-" + rand.Text()[:12], turn: t, amount: amount}
}

// invoice is the reply that asks for the money. It must be the whole body.
func (o order) invoice() string { return fmt.Sprintf("9900|%s|%d", o.id, o.amount) }

// ask gives the order that a turn makes. A turn that is delivered twice makes
// one, and gives it twice.
func (s *store) ask(mobile string, t turn, amount int64) (made order) {
	s.update(mobile, func(c *customer) {
		if at := slices.IndexFunc(c.orders, func(o order) bool { return o.turn == t }); at >= 0 {
			made = c.orders[at]
			return
		}
		made = newOrder(t, amount)
		c.orders = append(c.orders, made)
		c.orders = c.orders[max(0, len(c.orders)-maxOrders):]
	})
	return made
}

// order finds an order that a turn of mobile made.
func (s *store) order(mobile string, t turn, id string) (found order, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, known := s.of(mobile)
	if !known {
		return order{}, false
	}
	at := slices.IndexFunc(c.orders, func(o order) bool { return o.id == id && o.turn == t })
	if at < 0 {
		return order{}, false
	}
	return c.orders[at], true
}

// book gives the caller what was paid for, and the order as it then is. It looks
// at the state and changes it under one lock, so that of two callbacks at once
// only one books. An order that was forgotten in the meantime is not booked.
func (s *store) book(mobile, id string, by payment) (now order) {
	s.update(mobile, func(c *customer) {
		at := slices.IndexFunc(c.orders, func(o order) bool { return o.id == id })
		if at < 0 {
			return
		}
		if o := &c.orders[at]; o.state == asked {
			o.state, o.by = booked, by
			c.airtime += o.amount
		}
		now = c.orders[at]
	})
	return now
}

// airtime is what was booked for mobile, in its currency.
func (s *store) airtime(mobile string) int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, _ := s.of(mobile)
	return c.airtime
}
