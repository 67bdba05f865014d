package phone

import (
	"errors"
	"slices"
	"strings"

	"candybar/phone/dial"
	"candybar/phone/text"
)

// Why a phone refuses an event.
var (
	ErrSessionOpen = errors.New("a session is open on this phone: answer it or hang up first")
	ErrNothingOpen = errors.New("no screen on this phone wants an answer: dial first")
	ErrNoPrompt    = errors.New("there is no such prompt on this phone, or it was answered already")
	ErrNotTypable  = errors.New("a phone cannot type line breaks or control characters")
	ErrEmpty       = errors.New("there is nothing to send: the send key does nothing while the answer is empty")
	ErrTooLong     = errors.New("the answer is too long: USSD carries 160 octets, 182 letters of GSM-7 or 80 others")
	ErrRunning     = errors.New("the code is running, and a smartphone cannot cancel that: wait for the network")
)

// NotUSSD is why a dial string that is not USSD was refused: nothing was sent.
type NotUSSD struct{ Dialled dial.Dialled }

// Error says what the dial string is instead.
func (n NotUSSD) Error() string { return n.Dialled.Sentence() }

// Step is the phone after e, and what it wants done. An event that has no
// meaning in the phone's state changes nothing; a key that has none is Refused.
func Step(p Phone, e Event) (Phone, []Effect) {
	switch e := e.(type) {
	case Call:
		p.notice = notice{}
		return call(p, e)
	case Send:
		p.notice = notice{}
		return send(p, e)
	case End:
		p.notice = notice{}
		return end(p)
	case Dismiss:
		p.notice = notice{}
		return dismiss(p)
	case Decide:
		return decide(p, e)
	case Wear:
		p.notice = notice{}
		return wear(p, e)
	case Ask:
		return ask(p, e)
	case Tell:
		return tell(p, e), nil
	case Release:
		return broken(p, p.skin.Words().Expired), nil
	case Fail:
		return broken(p, p.skin.Words().Failed), nil
	case SMS:
		oldest := max(0, len(p.inbox)+1-MaxInbox)
		p.inbox = append(slices.Clip(p.inbox[oldest:]), e)
		p.gaveWay += oldest
		return p, nil
	case Prompt:
		p.prompts = append(without(p.prompts, e.ID), e)
		return p, nil
	case Withdraw:
		p.prompts = without(p.prompts, e.ID)
		return p, nil
	default:
		return p, nil
	}
}

func refuse(p Phone, err error) (Phone, []Effect) { return p, []Effect{Refused{err}} }

func call(p Phone, e Call) (Phone, []Effect) {
	switch p.Dialogue().(type) {
	case Waiting, Open:
		return refuse(p, ErrSessionOpen)
	case Idle, Ended:
	}
	if !typable(e.Text) {
		return refuse(p, ErrNotTypable)
	}
	dialled := dial.Classify(e.Text)
	if dialled.Class != dial.USSD {
		p.notice = noticeOf(dialled)
		return refuse(p, NotUSSD{dialled})
	}
	p.dialogue = Waiting{}
	return p, []Effect{Dial{Code: dialled.Code}}
}

// noticeOf is what the phone itself shows for a string that is not USSD.
func noticeOf(d dial.Dialled) notice {
	if d.Class == dial.Local && d.Code == "*#06#" {
		return notice{text: "IMEI\n" + IMEI}
	}
	return notice{d.Sentence(), d}
}

func send(p Phone, e Send) (Phone, []Effect) {
	if _, open := p.Dialogue().(Open); !open {
		return refuse(p, ErrNothingOpen)
	}
	if !typable(e.Text) {
		return refuse(p, ErrNotTypable)
	}
	if p.skin.ThrowsAway(e.Text) {
		p.dialogue, p.notice = Idle{}, notice{text: p.skin.Words().Length}
		return p, []Effect{HangUp{}}
	}
	if e.Text == "" {
		return refuse(p, ErrEmpty)
	}
	if !text.Measure(e.Text).Fits() {
		return refuse(p, ErrTooLong)
	}
	p.dialogue = Waiting{}
	return p, []Effect{Answer(e)}
}

// typable reports whether s can come from a phone's keys: one line, and
// nothing that phone/text would have to clean away.
func typable(s string) bool {
	clean, faults := text.Clean(s)
	return len(faults) == 0 && !strings.Contains(clean, "\n")
}

func end(p Phone) (Phone, []Effect) {
	switch p.Dialogue().(type) {
	case Waiting:
		if p.Skin() == Smartphone {
			return refuse(p, ErrRunning)
		}
		p.dialogue = Idle{}
		return p, []Effect{HangUp{}}
	case Open:
		p.dialogue = Idle{}
		return p, []Effect{HangUp{}}
	case Ended:
		p.dialogue = Idle{}
		return p, nil
	case Idle:
		return refuse(p, ErrNothingOpen)
	default:
		return p, nil
	}
}

func dismiss(p Phone) (Phone, []Effect) {
	if _, ended := p.Dialogue().(Ended); ended {
		p.dialogue = Idle{}
	}
	return p, nil
}

func wear(p Phone, e Wear) (Phone, []Effect) {
	switch p.Dialogue().(type) {
	case Waiting, Open:
		return refuse(p, ErrSessionOpen)
	case Idle, Ended:
		p.skin = e.Skin
	}
	return p, nil
}

func ask(p Phone, e Ask) (Phone, []Effect) {
	if _, open := p.Dialogue().(Open); open {
		return refuse(p, ErrSessionOpen)
	}
	p.dialogue = Open(e)
	return p, nil
}

func tell(p Phone, e Tell) Phone {
	if last, ended := p.Dialogue().(Ended); ended {
		p.dialogue = Ended{Text: e.Text + p.skin.Words().separator + last.Text}
		return p
	}
	p.dialogue = Ended{Text: e.Text}
	return p
}

// broken ends the dialogue with the phone's own words, or puts it away where the
// phone has none.
func broken(p Phone, words string) Phone {
	switch p.Dialogue().(type) {
	case Waiting, Open:
		if words == "" {
			p.dialogue = Idle{}
			return p
		}
		p.dialogue = Ended{Text: words, Own: true}
	case Idle, Ended:
	}
	return p
}

func decide(p Phone, e Decide) (Phone, []Effect) {
	if !slices.ContainsFunc(p.prompts, func(q Prompt) bool { return q.ID == e.ID }) {
		return refuse(p, ErrNoPrompt)
	}
	if _, again := e.Answer.(Resend); !again {
		p.prompts = without(p.prompts, e.ID)
	}
	return p, []Effect{Decided(e)}
}

func without(prompts []Prompt, id string) []Prompt {
	return slices.DeleteFunc(slices.Clone(prompts), func(q Prompt) bool { return q.ID == id })
}
