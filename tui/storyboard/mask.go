package storyboard

import (
	"candybar/gateway/event"
)

// masked is an event with the secrets masked in whatever can be drawn of it.
func masked(e event.Event, mask func(string) string) event.Event {
	switch b := e.Body.(type) {
	case event.Typed:
		b.Text = mask(b.Text)
		if b.Secret {
			b.Text = event.Mask
		}
		e.Body = b
	case event.Dialled:
		b.Code, b.Handler = mask(b.Code), mask(b.Handler)
		e.Body = b
	case event.Request:
		if b.Masked != "" {
			b.URL = b.Masked
		}
		b.URL = mask(b.URL)
		e.Body = b
	case event.Reply:
		b.Bytes = []byte(mask(string(b.Bytes)))
		e.Body = b
	case event.Screen:
		b.Text = mask(b.Text)
		e.Body = b
	case event.Ended:
		b.Detail = mask(b.Detail)
		e.Body = b
	case event.SMS:
		b.From, b.Text, b.Secret = mask(b.From), mask(withoutSecret(b)), ""
		e.Body = b
	case event.Prompt:
		b.From, b.Text = mask(b.From), mask(b.Text)
		e.Body = b
	case event.Invoice:
		b.Yours = mask(b.Yours)
		e.Body = b
	case event.Charge:
		b.Reason = mask(b.Reason)
		e.Body = b
	case event.Provider:
		b.Request, b.Response = mask(b.Request), mask(b.Response)
		e.Body = b
	case event.Callback:
		b.URL, b.Body = mask(b.URL), mask(b.Body)
		e.Body = b
	case event.Warning:
		b.Text, b.Cure = mask(b.Text), mask(b.Cure)
		e.Body = b
	case event.Answered, event.Verified, event.Unverified, event.Subscriber:
		// There is no text of anybody's in them.
	}
	return e
}
