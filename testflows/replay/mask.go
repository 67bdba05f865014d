package replay

import (
	"strings"

	"candybar/gateway/event"
)

// leastMasked is how long a secret of the network is at least: an OTP has four
// digits or more, a PIN too. What is shorter stands in too many places that
// have nothing to do with it.
const leastMasked = 4

// Mask is a text of the phones, of an event or of a failure as it may leave the
// process: the flow's secrets are masked, and what the network itself knows to
// be secret, such as a one-time password in a message.
func (r Result) Mask(text string) string {
	return strings.NewReplacer(r.secrets()...).Replace(r.values.Mask(text))
}

// secrets are what the network knows to be secret, each followed by its mask.
func (r Result) secrets() []string {
	var pairs []string
	keep := func(secret string) {
		if len(secret) >= leastMasked {
			pairs = append(pairs, secret, event.Mask)
		}
	}
	for _, e := range r.Events {
		switch body := e.Body.(type) {
		case event.SMS:
			keep(body.Secret)
		case event.Typed:
			if body.Secret {
				keep(body.Text)
			}
		default:
			// Nothing else that a phone shows is a secret.
		}
	}
	return pairs
}
