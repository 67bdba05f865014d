package flow

// The closed sets of the language. What stands here is all that a flow may say;
// a set grows here and nowhere else.
type (
	// Provider is who takes the money of a 9900: one of Providers.
	Provider string
	// Dialect is how a handler is spoken to: one of Dialects.
	Dialect string
	// CallForm is how the parameter call begins: one of CallForms.
	CallForm string
	// Timers is a profile of timers: one of TimerProfiles.
	Timers string
	// Weather is what the network does on purpose: one of Weathers.
	Weather string
	// Outcome is what a callback does on purpose: one of Outcomes.
	Outcome string
	// Skin is whose habits the phones have: one of Skins.
	Skin string
)

// Providers are those of the header pay-by.
func Providers() []Provider { return []Provider{"inoti", "ipayy", "intouchpay"} }

// Dialects are those of the header dialect.
func Dialects() []Dialect { return []Dialect{"inoti"} }

// CallForms are those of the header call-form.
func CallForms() []CallForm { return []CallForm{"star", "bare", "mixed"} }

// TimerProfiles are those of the header timers.
func TimerProfiles() []Timers { return []Timers{"default", "strict", "africastalking"} }

// Weathers are those of the header and the step weather: profiles, and then single
// faults.
func Weathers() []Weather {
	return []Weather{
		"clear", "slow", "2g", "flaky", "storm",
		"delay", "drop-before", "drop-after", "reset", "hang-up", "idle", "duplicate",
		"digits-id", "long-id", "persian-call", "persian-mobile", "missing-mobile", "missing-sessionid", "missing-call",
	}
}

// Outcomes are those of the header and the step outcome.
func Outcomes() []Outcome {
	return []Outcome{"on-time", "late", "twice", "out-of-order", "lost", "wrong-amount", "no-record", "forged"}
}

// Skins are those of the header skin.
func Skins() []Skin { return []Skin{"feature", "smartphone"} }

// End is how a session ended; Open is that it did not.
type End string

// Open and the eight ends. Only Open and Final come with a text of the handler.
const (
	Open           End = ""
	Final          End = "final"
	Released       End = "released"
	Cancelled      End = "cancelled"
	UserTimeout    End = "user-timeout"
	HandlerTimeout End = "handler-timeout"
	SessionLimit   End = "session-limit"
	NetworkError   End = "network-error"
	NotSupported   End = "not-supported"
)

// namedEnds are the ends that END is followed by.
func namedEnds() []End {
	return []End{Released, Cancelled, UserTimeout, HandlerTimeout, SessionLimit, NetworkError, NotSupported}
}

// written is the line that says the end: CON, END, or END and its name.
func (e End) written() string {
	switch e {
	case Open:
		return "CON"
	case Final:
		return "END"
	default:
		return "END " + string(e)
	}
}

// ChargeState is how a charge ended.
type ChargeState string

// The states of a charge.
const (
	Succeeded ChargeState = "succeeded"
	Refused   ChargeState = "refused"
)

func chargeStates() []ChargeState { return []ChargeState{Succeeded, Refused} }

// Verb is what a user does about a prompt.
type Verb string

// The verbs, which are the words of their steps.
const (
	Approve Verb = "approve"
	Decline Verb = "decline"
	Ignore  Verb = "ignore"
	Resend  Verb = "resend"
	OTP     Verb = "otp"
)

// EventKind is a kind of event that must be accounted for.
type EventKind string

// The kinds that a step allow can name.
const (
	SMSEvent      EventKind = "sms"
	PromptEvent   EventKind = "prompt"
	ChargeEvent   EventKind = "charge"
	CallbackEvent EventKind = "callback"
)

func eventKinds() []EventKind {
	return []EventKind{SMSEvent, PromptEvent, ChargeEvent, CallbackEvent}
}
