// Package event is the spine of candybar: everything that happens becomes one
// [Event] on one ordered [Log], and whatever wants to know something reads it
// there. The inspector, the log file, the control API, the flow notation and the
// rules about replies are all readers of this stream; none has a hook into the
// gateway.
//
// An event is a fact: what was on the wire stands in it as it was. Its [Body]
// is one of a closed set, a type a [Kind].
//
// # Secrets
//
// In the process an event holds what was typed and sent. As JSON, which is how
// events leave it (log file, control API, dial --json), what was typed after a
// screen that asked for a PIN or a password is [Mask], in the event itself and in
// every later URL of that session.
//
// # Reading
//
// A [Cursor] is one reader's place in the log. A slow reader loses nothing and
// holds nobody up.
//
// What every open cursor has read is let go, so a process that runs for months does
// not grow. For those that come later the log keeps the last events, [DefaultKeep] of
// them and 64 MiB at the most; who begins behind that sees it by the numbers, which
// have no gaps otherwise.
package event

import (
	"bytes"
	"io"
	"time"

	"candybar/phone/number"
)

// Event is one thing that happened.
type Event struct {
	// Seq counts from 1, without gaps, in the order of the log.
	Seq int64
	// Time is of the phone's own clock.
	Time time.Time
	// Phone is the handset that it happened to.
	Phone number.Number
	// Session is the id of the session that it belongs to, or empty.
	Session string
	// Body is what happened.
	Body Body
}

// timeFormat is RFC 3339 with milliseconds.
const timeFormat = "2006-01-02T15:04:05.000Z07:00"

// MarshalJSON writes the event as the outside sees it, secrets masked:
// {"seq","time","kind","phone","session","body"}.
func (e Event) MarshalJSON() ([]byte, error) {
	return marshal(struct {
		Seq     int64  `json:"seq"`
		Time    string `json:"time"`
		Kind    Kind   `json:"kind"`
		Phone   string `json:"phone"`
		Session string `json:"session"`
		Body    Body   `json:"body"`
	}{e.Seq, e.Time.Format(timeFormat), e.Body.Kind(), e.Phone.E164(), e.Session, e.Body.masked()})
}

// marshal is json.Marshal by NewEncoder.
func marshal(v any) ([]byte, error) {
	var out bytes.Buffer
	err := NewEncoder(&out).Encode(v)
	return bytes.TrimSuffix(out.Bytes(), []byte("\n")), err
}

// WriteJSON writes the event to w as one line of JSON, ended by a newline.
func WriteJSON(w io.Writer, e Event) error { return NewEncoder(w).Encode(e) }
