package weather

import "fmt"

// Fault is one thing that the network does to one request.
type Fault string

// The faults. What each leaves on the wire is said by its Sentence.
const (
	// Delay holds the reply up on its way to the phone, on the phone's clock. The
	// handler answered in time.
	Delay Fault = "delay"
	// DropBefore loses the request before the handler: nothing is sent.
	DropBefore Fault = "drop-before"
	// DropAfter loses the reply: the handler did what it was asked.
	DropAfter Fault = "drop-after"
	// Reset cuts the connection when the reply has begun.
	Reset Fault = "reset"
	// HangUp cuts the user off once the handler has answered.
	HangUp Fault = "hang-up"
	// Idle lets the user's time run out at once, with the question on the phone.
	Idle Fault = "idle"
	// Duplicate delivers the request twice. The phone gets the first reply.
	Duplicate Fault = "duplicate"
	// DigitsID makes the session's id a number. It happens to dial strings only,
	// as does LongID.
	DigitsID Fault = "digits-id"
	// LongID makes the session's id LongIDLength characters long.
	LongID Fault = "long-id"
	// PersianCall writes the digits of the answers in call in Persian, as the keys
	// of a Persian phone do. A dial string has Latin digits everywhere.
	PersianCall Fault = "persian-call"
	// PersianMobile writes the digits of mobile in Persian.
	PersianMobile Fault = "persian-mobile"
	// MissingMobile, MissingSessionID and MissingCall leave a parameter out.
	MissingMobile    Fault = "missing-mobile"
	MissingSessionID Fault = "missing-sessionid"
	MissingCall      Fault = "missing-call"
)

// LongIDLength is how many characters LongID gives a session's id.
const LongIDLength = 128

// Faults are all faults, those of the way to and fro first.
func Faults() []Fault {
	return []Fault{
		Delay, DropBefore, DropAfter, Reset, HangUp, Idle, Duplicate,
		DigitsID, LongID, PersianCall, PersianMobile, MissingMobile, MissingSessionID, MissingCall,
	}
}

// Sentence says what the fault does to a request, in a line.
func (f Fault) Sentence() string {
	switch f {
	case Delay:
		return "the reply comes late to the phone"
	case DropBefore:
		return "the request is lost before the handler"
	case DropAfter:
		return "the handler answers, and the reply is lost"
	case Reset:
		return "the connection is cut while the reply is read"
	case HangUp:
		return "the user is cut off when the handler has answered"
	case Idle:
		return "the user's time to answer runs out at once"
	case Duplicate:
		return "the request is delivered twice"
	case DigitsID:
		return "the session's id is a number"
	case LongID:
		return fmt.Sprintf("the session's id has %d characters", LongIDLength)
	case PersianCall:
		return "the digits of the answers in call are Persian"
	case PersianMobile:
		return "the digits of mobile are Persian"
	case MissingMobile:
		return "the request has no mobile"
	case MissingSessionID:
		return "the request has no sessionid"
	case MissingCall:
		return "the request has no call"
	default:
		return ""
	}
}

// Missing is the parameter that the fault leaves out, or empty.
func (f Fault) Missing() string {
	switch f {
	case MissingMobile:
		return "mobile"
	case MissingSessionID:
		return "sessionid"
	case MissingCall:
		return "call"
	case Delay, DropBefore, DropAfter, Reset, HangUp, Idle, Duplicate, DigitsID, LongID, PersianCall, PersianMobile:
		return ""
	default:
		return ""
	}
}

// ReshapesID reports whether the fault is about the session's id, which is made
// when a session is dialled and never again.
func (f Fault) ReshapesID() bool { return f == DigitsID || f == LongID }

// ReshapesRequest reports whether the fault changes what is asked, and nothing
// else.
func (f Fault) ReshapesRequest() bool {
	return f == PersianCall || f == PersianMobile || f.Missing() != ""
}

// Persian is s with its Latin digits written in Persian.
func Persian(s string) string {
	out := []rune(s)
	for i, r := range out {
		if '0' <= r && r <= '9' {
			out[i] = '۰' + r - '0'
		}
	}
	return string(out)
}
