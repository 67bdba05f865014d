package event

import "net/http"

// eventOctets is what an event takes beside what came from outside.
const eventOctets = 256

// octets is about how much memory an event takes: what is long in one comes from
// outside.
func (e Event) octets() int { return eventOctets + textOctets(e.Body) }

// textOctets are the octets of a body's texts.
func textOctets(body Body) int {
	switch b := body.(type) {
	case Typed:
		return len(b.Text)
	case Dialled:
		return len(b.Code) + len(b.Handler)
	case Request:
		return len(b.URL) + len(b.Masked)
	case Reply:
		return len(b.Bytes) + headerOctets(b.Headers)
	case Screen:
		return len(b.Text)
	case Ended:
		return len(b.Detail)
	case SMS:
		return len(b.From) + len(b.Text)
	case Prompt:
		return len(b.From) + len(b.Text)
	case Provider:
		return len(b.Request) + len(b.Response)
	case Invoice:
		return len(b.Yours)
	case Callback:
		return len(b.To) + len(b.URL) + len(b.Body)
	case Warning:
		return len(b.Text) + len(b.Cure)
	case Answered, Charge, Verified, Unverified, Subscriber, Weather:
		return 0
	default:
		return 0
	}
}

// perField is what a header's field takes beside its text.
const perField = 64

func headerOctets(header http.Header) (octets int) {
	for name, values := range header {
		octets += perField + len(name)
		for _, value := range values {
			octets += len(value)
		}
	}
	return octets
}
