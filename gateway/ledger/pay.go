package ledger

import (
	"fmt"
	"time"

	"candybar/phone/number"
)

// Provider is who takes the money of a charge.
type Provider string

// The providers. Inoti is its own payment link.
const (
	Inoti      Provider = "inoti"
	IPayy      Provider = "ipayy"
	IntouchPay Provider = "intouchpay"
)

// Providers are all of them.
func Providers() []Provider { return []Provider{Inoti, IPayy, IntouchPay} }

// ParseProvider reads a provider's name.
func ParseProvider(name string) (Provider, error) {
	for _, provider := range Providers() {
		if string(provider) == name {
			return provider, nil
		}
	}
	return "", fmt.Errorf("unknown provider %q: use one of %v", name, Providers())
}

// ProviderOf is who takes the money in a country, unless somebody chose another.
func ProviderOf(country number.Country) Provider {
	switch country {
	case number.India:
		return IPayy
	case number.Rwanda:
		return IntouchPay
	case number.Iran:
		return Inoti
	default:
		return Inoti
	}
}

// ChargeState is how a charge ended.
type ChargeState string

// The states of a charge.
const (
	Succeeded ChargeState = "succeeded"
	Refused   ChargeState = "refused"
)

// Charge is one attempt to take money from a subscriber.
type Charge struct {
	ID       int64    `json:"id"`
	Provider Provider `json:"provider"`
	// Invoice is iNoti's; 0 for a charge that a merchant of its own made at a
	// provider. Reference is what it is called there; empty for iNoti's own.
	Invoice   int64         `json:"invoice"`
	Reference string        `json:"reference"`
	Phone     number.Number `json:"phone"`
	// Amount is in the smallest unit of the phone's country.
	Amount int64       `json:"amount"`
	State  ChargeState `json:"state"`
	// Reason says why it was refused; empty where it succeeded.
	Reason string    `json:"reason"`
	At     time.Time `json:"at"`
}

// Reasons why a charge is refused.
const (
	NotEnough = "not enough money"
	Declined  = "declined by the subscriber"
)

// Receipt is what a bank gives for a payment. At is when.
type Receipt struct {
	RRN    int64
	RefKey string
	PayID  int64
	At     time.Time
}

// Pay moves the invoice's price from the phone's wallet to iNoti's account. Where the wallet
// holds enough the invoice is Paid and its callbacks are owed; else it Failed. In
// both cases the charge says so and err is nil. The error is ErrUnknown, or
// ErrSpent where the invoice is not waiting for its payment: then the invoice is
// returned as it is.
func (l *Ledger) Pay(id int64, receipt Receipt) (invoice Invoice, charge Charge, err error) {
	err = l.store.Update(func(tx Tx) (err error) {
		charge = Charge{Provider: Inoti, Invoice: id, State: Succeeded, At: receipt.At}
		invoice, err = change(tx, id, func(i *Invoice) error {
			if i.State != LinkSent {
				return ErrSpent
			}
			enough, err := Books{tx}.Take(Inoti, i.Phone, i.Amount())
			switch {
			case err != nil:
				return err
			case !enough:
				i.State, charge.State, charge.Reason = Failed, Refused, NotEnough
				return nil
			}
			i.pay(receipt)
			return nil
		})
		if err != nil {
			return err
		}
		if err := tx.Delete(live, liveKey(invoice)); err != nil {
			return err
		}
		if charge, err = book(tx, invoice, charge); err != nil || invoice.State != Paid {
			return err
		}
		return owe(tx, invoice, receipt.At)
	})
	return invoice, charge, err
}

// Decline cancels an invoice that waits for its payment. Errors are those of
// Pay.
func (l *Ledger) Decline(id int64, at time.Time) (invoice Invoice, charge Charge, err error) {
	err = l.store.Update(func(tx Tx) (err error) {
		invoice, err = change(tx, id, func(i *Invoice) error {
			if i.State != LinkSent {
				return ErrSpent
			}
			i.State = Cancelled
			return nil
		})
		if err != nil {
			return err
		}
		if err := tx.Delete(live, liveKey(invoice)); err != nil {
			return err
		}
		charge, err = book(tx, invoice, Charge{Provider: invoice.provider(), Invoice: id, Reference: invoice.Reference, State: Refused, Reason: Declined, At: at})
		return err
	})
	return invoice, charge, err
}

// pay makes an invoice a paid one.
func (i *Invoice) pay(receipt Receipt) {
	i.State, i.PaidAt, i.RRN, i.RefKey, i.PayID = Paid, receipt.At, receipt.RRN, receipt.RefKey, receipt.PayID
}

func book(tx Tx, invoice Invoice, charge Charge) (Charge, error) {
	id, err := tx.Next(charges)
	if err != nil {
		return charge, err
	}
	charge.ID, charge.Phone, charge.Amount = id, invoice.Phone, invoice.Amount()
	return charge, put(tx, charges, keyOf(id), charge)
}

// Charges are all charges, oldest first.
func (l *Ledger) Charges() (found []Charge, err error) {
	err = l.store.View(func(tx Tx) (err error) {
		found, err = all[Charge](tx, charges)
		return err
	})
	return found, err
}
