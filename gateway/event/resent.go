package event

// KindResent is the kind of a Resent.
const KindResent Kind = "resent"

// Resent is a request that somebody had sent once more, to see what the handler
// says now, as it ended. It is no turn of its session: nobody pressed a key, no
// phone shows the reply, and what that asks to be paid is no invoice. So it is an
// event of its own, which no reader of requests and replies takes for one.
type Resent struct {
	// Of is the ID of the request that it repeats.
	Of int64 `json:"of"`
	// Request is as it went out, with an ID of its own.
	Request Request `json:"request"`
	// Reply is nil where none came.
	Reply *Reply `json:"reply"`
	// Outcome is answered, or the cause of a failure in session's words.
	Outcome      string `json:"outcome"`
	Milliseconds int64  `json:"ms"`
}

// Kind names the body's type.
func (Resent) Kind() Kind { return KindResent }

func (b Resent) masked() Body {
	if b.Request.Masked != "" {
		b.Request.URL = b.Request.Masked
	}
	return b
}
