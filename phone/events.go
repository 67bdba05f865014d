package phone

// Event is one thing that happened to the phone.
type Event interface{ event() }

// Key is an event that the user makes.
type Key interface {
	Event
	key()
}

// The keys of the user.
type (
	// Call is the call key, with what was typed before it: a dial string.
	Call struct{ Text string }
	// Send answers the open screen. On a smartphone it hangs up where Text is no
	// answer; see Skin.
	Send struct{ Text string }
	// End is the end key, or CANCEL: it hangs up, and puts an ended dialogue away.
	End struct{}
	// Dismiss is the OK key under a last text.
	Dismiss struct{}
	// Decide answers the prompt ID.
	Decide struct {
		ID     string
		Answer PromptAnswer
	}
	// Wear puts the SIM into a phone of another skin, with its messages. It is
	// refused while a session is open.
	Wear struct{ Skin Skin }
)

// The messages of the network. SMS and Prompt are the others.
type (
	// Ask shows a text and wants an answer (UnstructuredSS-Request).
	Ask struct{ Text string }
	// Tell shows a text that ends the dialogue, or that is a notification.
	Tell struct{ Text string }
	// Release ends the dialogue without a text.
	Release struct{}
	// Fail ends the dialogue with the phone's own error text.
	Fail struct{}
	// Withdraw takes the prompt ID back: answered, expired, locked.
	Withdraw struct{ ID string }
)

func (Call) key()    {}
func (Send) key()    {}
func (End) key()     {}
func (Dismiss) key() {}
func (Decide) key()  {}
func (Wear) key()    {}

func (Call) event()     {}
func (Send) event()     {}
func (End) event()      {}
func (Dismiss) event()  {}
func (Decide) event()   {}
func (Wear) event()     {}
func (Ask) event()      {}
func (Tell) event()     {}
func (Release) event()  {}
func (Fail) event()     {}
func (Withdraw) event() {}
func (SMS) event()      {}
func (Prompt) event()   {}

// PromptAnswer is one of Approve, Decline, Ignore, Resend and OTP.
type PromptAnswer interface{ promptAnswer() }

// The answers to a prompt.
type (
	// Approve says yes, with a PIN where one is asked for.
	Approve struct{ PIN string }
	// Decline says no.
	Decline struct{}
	// Ignore puts the prompt away unanswered.
	Ignore struct{}
	// Resend asks for a new one-time password; the prompt stays.
	Resend struct{}
	// OTP is the one-time password that was typed.
	OTP struct{ Code string }
)

func (Approve) promptAnswer() {}
func (Decline) promptAnswer() {}
func (Ignore) promptAnswer()  {}
func (Resend) promptAnswer()  {}
func (OTP) promptAnswer()     {}

// Effect is something that the phone wants done.
type Effect interface{ effect() }

// The effects of a step.
type (
	// Dial opens a session for a USSD code, normalised by package phone/dial.
	Dial struct{ Code string }
	// Answer sends what the user typed into the open session.
	Answer struct{ Text string }
	// HangUp clears the session; the phone has already forgotten it.
	HangUp struct{}
	// Decided carries the user's answer to a prompt.
	Decided struct {
		ID     string
		Answer PromptAnswer
	}
	// Refused says that the phone did nothing, and why: ErrSessionOpen,
	// ErrNothingOpen, ErrNoPrompt, ErrNotTypable, ErrEmpty, ErrTooLong,
	// ErrRunning or a NotUSSD.
	Refused struct{ Err error }
)

func (Dial) effect()    {}
func (Answer) effect()  {}
func (HangUp) effect()  {}
func (Decided) effect() {}
func (Refused) effect() {}
