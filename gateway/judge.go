package gateway

import (
	"bytes"
	"fmt"
	"net/http"

	"candybar/gateway/event"
	"candybar/gateway/session"
	"candybar/phone/text"
	"candybar/providers/inoti"
)

// verdict is what a reply means to the session and, where it is a text, to the
// phone.
type verdict struct {
	reply session.Reply
	// screen is the text as the phone will show it; nil where there is none.
	screen *event.Screen
	// payment is what the handler asks to be paid; nil where it asks for none.
	// Then there is no reply: who takes the money says how the session closes.
	payment *inoti.Payment
}

// judge reads a reply. With strict a text that does not fit is refused, as a
// strict network would refuse it; else it is shown whole.
func judge(r reply, strict bool) verdict {
	if cause := unreadable(r); cause.Kind != session.NoCause {
		return failure(session.NetworkError, cause)
	}
	body := string(r.body)
	size := text.Measure(inoti.Carried(body))
	switch meaning := inoti.ReadReply(body).(type) {
	case inoti.Payment:
		return verdict{payment: &meaning}
	case inoti.Screen:
		if meaning.Text == "" {
			return failure(session.NetworkError, session.Cause{Kind: session.Empty, Detail: "the handler answered 200 with an empty body"})
		}
		return shown(meaning.Text, true, size, strict)
	case inoti.Closing:
		if meaning.Text == "" {
			return verdict{reply: session.Silence{}}
		}
		return shown(meaning.Text, false, size, strict)
	default:
		panic(fmt.Sprintf("gateway: unknown meaning %T", meaning))
	}
}

func failure(end session.End, cause session.Cause) verdict {
	return verdict{reply: session.Failure{End: end, Cause: cause}}
}

// unreadable is why a reply holds no text to read; NoCause where it does.
func unreadable(r reply) session.Cause {
	encoding := r.header.Get("Content-Encoding")
	switch {
	case r.broken.Kind != session.NoCause:
		return r.broken
	case isRedirect(r.status):
		return session.Cause{Kind: session.Redirect, Detail: fmt.Sprintf("the handler answered %s to %s: give the address that answers by itself", statusText(r.status), printable(r.header.Get("Location")))}
	case r.status != http.StatusOK:
		return session.Cause{Kind: session.Status, Detail: "the handler answered " + statusText(r.status)}
	case len(r.body) > maxBody:
		return session.Cause{Kind: session.TooLong, Detail: fmt.Sprintf("the reply is longer than %d octets", maxBody)}
	case encoding != "" && encoding != "identity":
		return session.Cause{Kind: session.NotText, Detail: "the body is coded as " + printable(encoding) + ", which was not asked for"}
	case bytes.IndexByte(r.body, 0) >= 0:
		return session.Cause{Kind: session.NotText, Detail: "the body has a NUL octet, so it is no text"}
	default:
		return session.Cause{}
	}
}

func isRedirect(status int) bool {
	switch status {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
		return true
	default:
		return false
	}
}

func statusText(status int) string {
	if words := http.StatusText(status); words != "" {
		return fmt.Sprintf("%d %s", status, words)
	}
	return fmt.Sprint(status)
}

// printable cleans a word from the wire for a sentence of ours.
func printable(s string) string {
	clean, _ := text.Clean(s)
	return fmt.Sprintf("%.200q", clean)
}

func shown(words string, open bool, size text.Size, strict bool) verdict {
	if strict && !size.Fits() {
		return failure(session.NetworkError, session.Cause{
			Kind:   session.DoesNotFit,
			Detail: overflow(size),
		})
	}
	clean, _ := text.Clean(words)
	screen := &event.Screen{Text: clean, Open: open, Coding: size.Coding.String(), Units: size.Units, Octets: size.Octets}
	if open {
		return verdict{reply: session.Question{Text: clean}, screen: screen}
	}
	return verdict{reply: session.Farewell{Text: clean}, screen: screen}
}

// overflow says how far a text is from fitting.
func overflow(size text.Size) string {
	return fmt.Sprintf("the text takes %d octets, and USSD carries %d", size.Octets, text.Limit)
}
