// Package phone is what a handset knows, as a pure state machine.
//
// [Step] takes the phone as it is and one thing that happened to it: a key of
// its user ([Call], [Send], [End], [Dismiss], [Decide], [Wear]) or a message of the
// network ([Ask], [Tell], [Release], [Fail], [SMS], [Prompt], [Withdraw]). It
// gives the phone as it is afterwards and what the phone wants done ([Dial],
// [Answer], [HangUp], [Decided], [Refused]). There is no I/O, goroutine or clock
// in it, so every state can be tried in a table.
//
// # Dialogue
//
// A phone holds one USSD dialogue at a time (3GPP TS 23.090, 6.2.1). It is
//
//   - [Idle]: nothing on the screen;
//   - [Waiting]: something went out and the network has not answered yet;
//   - [Open]: the network asked, and the user may answer;
//   - [Ended]: the last text, or the phone's own words for a failure, until
//     the user puts them away.
//
// An SMS or a prompt during a dialogue neither ends nor hides it. Only USSD is
// ever dialled (package phone/dial); anything else is [Refused] with a
// [NotUSSD], and the phone says what it is in its Notice.
//
// A phone shows no HTTP status and no cause: where a session failed it says
// "Connection problem or invalid MMI code.", as Android does. The true cause is
// the gateway's to tell.
//
// # Skins
//
// What a handset does where handsets differ is its [Skin]: [New] makes a phone
// with one, and [Wear] changes it between two sessions. Step follows it, so that
// every driver does, whatever it draws.
package phone

import (
	"cmp"
	"time"

	"candybar/phone/dial"
)

// The phone's own words, as Android has them, but the one for a session that
// the network ended without a text, which only feature phones show. Words has
// those of a skin.
const (
	TextRunning = "USSD code running…"
	TextFailed  = "Connection problem or invalid MMI code."
	TextExpired = "Session expired."
)

// IMEI is what the phone answers to *#06#: a number of the range that is kept
// for tests (TAC 00100000), so that it is nobody's.
const IMEI = "001000001234566"

// Phone is one handset. The zero Phone is an idle feature phone, with an empty
// inbox.
type Phone struct {
	skin     Skin
	dialogue Dialogue
	notice   notice
	inbox    []SMS
	gaveWay  int
	prompts  []Prompt
}

// New is an idle phone with an empty inbox.
func New(skin Skin) Phone { return Phone{skin: skin} }

// Skin is whose habits the phone has.
func (p Phone) Skin() Skin { return cmp.Or(p.skin, Feature) }

// Dialogue is the state of the phone's one USSD dialogue; nil never leaves the
// package.
func (p Phone) Dialogue() Dialogue {
	if p.dialogue == nil {
		return Idle{}
	}
	return p.dialogue
}

// Notice is what the phone has to say by itself (an IMEI, what a refused dial
// string is), until the next key. It is empty most of the time.
func (p Phone) Notice() string { return p.notice.text }

// NoticeAbout is the dial string that Notice says in words what it is; the zero
// Dialled where it says something else.
func (p Phone) NoticeAbout() dial.Dialled { return p.notice.about }

// notice is what the phone has to say by itself, and about which dial string.
type notice struct {
	text  string
	about dial.Dialled
}

// MaxInbox is how many SMS a phone keeps; the oldest gives way to a new one. Phones
// have a memory for a few hundred; that they make room by themselves, and tell nobody
// that they are full, is our assumption.
const MaxInbox = 250

// Inbox is the SMS received, oldest first: the last MaxInbox.
func (p Phone) Inbox() []SMS { return p.inbox }

// GaveWay is how many SMS were received that the inbox has no more.
func (p Phone) GaveWay() int { return p.gaveWay }

// Prompts are the open questions of the payment network, oldest first.
func (p Phone) Prompts() []Prompt { return p.prompts }

// Screen is the text that the dialogue shows, empty when idle.
func (p Phone) Screen() string { return p.Dialogue().screen() }

// State names the dialogue's state for a script.
func (p Phone) State() State { return p.Dialogue().state() }

// State is the name of a dialogue's state.
type State string

// The states of a dialogue.
const (
	StateIdle    State = "idle"
	StateWaiting State = "waiting"
	StateOpen    State = "open"
	StateEnded   State = "ended"
)

// Dialogue is one of Idle, Waiting, Open and Ended.
type Dialogue interface {
	state() State
	screen() string
}

// Idle is a phone without a dialogue.
type Idle struct{}

// Waiting is a phone that sent something and has no answer yet.
type Waiting struct{}

// Open is a phone with a question on its screen.
type Open struct{ Text string }

// Ended is a dialogue that is over and whose last text has not been put away.
type Ended struct {
	Text string
	// Own is true where Text is the phone's own words, not the network's.
	Own bool
}

func (Idle) state() State    { return StateIdle }
func (Waiting) state() State { return StateWaiting }
func (Open) state() State    { return StateOpen }
func (Ended) state() State   { return StateEnded }

func (Idle) screen() string    { return "" }
func (Waiting) screen() string { return TextRunning }
func (o Open) screen() string  { return o.Text }
func (e Ended) screen() string { return e.Text }

// SMS is a short message. As an event, it arrives.
type SMS struct {
	From string
	Text string
	At   time.Time
}

// Prompt is a question that the payment network puts on the phone. As an
// event, it arrives; one with a known ID takes the place of the older one.
type Prompt struct {
	ID   string
	From string
	Kind PromptKind
	Text string
}

// PromptKind says what a prompt wants.
type PromptKind string

// The kinds of prompt: a one-time password, a yes with a PIN, a payment link's
// decision.
const (
	PromptOTP     PromptKind = "otp"
	PromptConfirm PromptKind = "confirm"
	PromptPay     PromptKind = "pay"
)
