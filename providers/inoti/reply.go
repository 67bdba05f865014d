package inoti

import (
	"strconv"
	"strings"
)

// Reply is what a handler's text means: Screen, Closing or Payment.
type Reply interface{ reply() }

type (
	// Screen is a text to show; the session stays open for an answer.
	Screen struct{ Text string }
	// Closing is a last text; it may be empty.
	Closing struct{ Text string }
	// Payment asks for money.
	Payment struct {
		// YourFactorID is the handler's own invoice id.
		YourFactorID string
		// Price is in whole rial, at least 1.
		Price int64
	}
)

func (Screen) reply()  {}
func (Closing) reply() {}
func (Payment) reply() {}

// End is the mark that closes the session: the last thing in a reply.
const End = "[end]"

const (
	byteOrderMark = "\uFEFF"
	whiteSpace    = " \t\r\n\v\f"
)

// Edges is what was removed from around a reply.
type Edges struct {
	// ByteOrderMark is true where a U+FEFF stood before the text.
	ByteOrderMark bool
	// Before and After are the white space at the two ends.
	Before, After string
}

// Trim takes byte order marks and white space off the beginning of a body, in
// whatever order they stand, and white space off its end.
func Trim(body string) (string, Edges) {
	rest := strings.TrimLeft(body, byteOrderMark+whiteSpace)
	before := body[:len(body)-len(rest)]
	inner := strings.TrimRight(rest, whiteSpace)
	return inner, Edges{
		ByteOrderMark: strings.Contains(before, byteOrderMark),
		Before:        strings.ReplaceAll(before, byteOrderMark, ""),
		After:         rest[len(inner):],
	}
}

// ReadReply says what a body means. A byte order mark and white space around
// it do not count; [end] is a suffix in exactly that case; a payment is the
// whole body. What is only nearly a payment is the text that it is. An empty
// body is a Screen with no text: the gateway's to judge.
func ReadReply(body string) Reply {
	inner, _ := Trim(body)
	if words, closing := strings.CutSuffix(inner, End); closing {
		words, _ = Trim(words)
		return Closing{words}
	}
	if payment, ok := readPayment(inner); ok {
		return payment
	}
	return Screen{inner}
}

// readPayment reads 9900|YourFactorId|Price: three fields, an id that is not
// blank and in which neither a star, which parts call, nor a line break stands,
// and a price of digits above zero.
func readPayment(inner string) (Payment, bool) {
	if !strings.HasPrefix(inner, "9900|") {
		return Payment{}, false
	}
	fields := strings.Split(inner, "|")
	if len(fields) != 3 {
		return Payment{}, false
	}
	id, digits := fields[1], fields[2]
	if strings.TrimSpace(id) == "" || strings.ContainsAny(id, "*\r\n") || strings.Trim(digits, "0123456789") != "" {
		return Payment{}, false
	}
	price, err := strconv.ParseInt(digits, 10, 64)
	if err != nil || price < 1 {
		return Payment{}, false
	}
	return Payment{YourFactorID: id, Price: price}, true
}

// Carried is what of a body the network has to carry: all of it, stray white
// space included, but the [end] mark. This is what is counted.
func Carried(body string) string {
	inner, edges := Trim(body)
	words, closing := strings.CutSuffix(inner, End)
	if !closing {
		return body
	}
	return body[:len(body)-len(edges.After)-len(inner)] + words + edges.After
}
