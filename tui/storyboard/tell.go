package storyboard

import (
	"slices"
	"strings"
	"time"

	"candybar/gateway/event"
	"candybar/gateway/ledger"
	"candybar/gateway/session"
	"candybar/phone"
	"candybar/phone/number"
	"candybar/phone/text"
	"candybar/providers/inoti"
	"candybar/tui"
)

// Tell makes the story of a tale.
func Tell(tale Tale) Story {
	mask := tale.Mask
	if mask == nil {
		mask = func(s string) string { return s }
	}
	t := &teller{story: Story{Title: oneLine(mask(tale.Title)), Failure: oneLine(mask(tale.Failure))}}
	for i, p := range tale.Phones {
		p.Name, p.Operator = oneLine(p.Name), oneLine(p.Operator)
		t.story.Phones = append(t.story.Phones, p)
		t.hands = append(t.hands, &hand{teller: t, place: i, last: -1})
	}
	for _, scene := range tale.Scenes {
		scene.Did = oneLine(mask(scene.Did))
		events := make([]event.Event, len(scene.Events))
		for i, e := range scene.Events {
			events[i] = masked(e, mask)
		}
		scene.Events = events
		t.scene(scene)
		t.story.scenes = append(t.story.scenes, scene)
	}
	for _, h := range t.hands {
		h.flush()
	}
	return t.story
}

// oneLine is a text of anybody's as one line.
func oneLine(s string) string {
	clean, _ := text.Clean(s)
	return strings.ReplaceAll(clean, "\n", " ")
}

func withoutSecret(sms event.SMS) string {
	if sms.Secret == "" {
		return sms.Text
	}
	return strings.ReplaceAll(sms.Text, sms.Secret, event.Mask)
}

// teller is a story while it is told.
type teller struct {
	story Story
	hands []*hand
}

// hand is one phone while its story is told.
type hand struct {
	teller *teller
	// place is the phone's in the story, last that of its last frame, or -1.
	place, last int
	handset     handset
	at          time.Time
	announced   phone.SMS

	// lead is what the user did that has led to no frame yet, notes what happened
	// since the last one; gone is true where a question has left the screen.
	lead  *Lead
	notes []Note
	gone  bool
}

func (t *teller) scene(scene Scene) {
	own := t.hand(scene.Phone)
	if own == nil {
		return
	}
	if scene.Did != "" {
		own.do(Lead{Did, scene.Did})
	}
	for _, e := range scene.Events {
		h := t.hand(e.Phone)
		if h == nil {
			continue
		}
		if _, charged := e.Body.(event.Charge); charged && h == own {
			// The money of a question that was answered elsewhere.
			h.gone = h.handset.withdraw(scene.After) || h.gone
		}
		h.hear(e)
	}
	own.gone = own.handset.withdraw(scene.After) || own.gone
}

func (t *teller) hand(of number.Number) *hand {
	for i, p := range t.story.Phones {
		if p.Number == of {
			return t.hands[i]
		}
	}
	return nil
}

// do is something that the user does.
func (h *hand) do(lead Lead) {
	h.flush()
	h.lead, h.announced = &lead, phone.SMS{}
}

// hear takes an event. What it brings to the screen is a frame.
func (h *hand) hear(e event.Event) {
	switch b := e.Body.(type) {
	case event.Typed:
		kind := Dialled
		if h.handset.State() == phone.StateOpen {
			kind = Typed
		}
		h.do(Lead{kind, b.Text})
	case event.Answered:
		h.do(Lead{Did, h.handset.answer(b)})
	case event.Charge:
		h.notes = append(h.notes, charged(b))
	case event.Callback:
		h.notes = append(h.notes, calledBack(b))
	case event.Verified:
		h.notes = append(h.notes, Note{Good, "verified with GetPayments"})
	case event.Unverified:
		h.notes = append(h.notes, Note{Bad, "confirmed without GetPayments"})
	case event.Dialled, event.Screen, event.Ended, event.SMS, event.Prompt,
		event.Request, event.Reply, event.Invoice, event.Provider, event.Subscriber, event.Warning:
	}
	h.at = e.Time
	before := h.handset.shown()
	h.handset.hear(e)
	switch b := e.Body.(type) {
	case event.SMS:
		h.announced = phone.SMS{From: b.From, Text: b.Text}
		h.show(Lead{Came, "SMS"})
	case event.Prompt:
		h.announced = phone.SMS{}
		h.show(Lead{Came, "prompt"})
	case event.Screen:
		h.show(Lead{Came, "later"})
	case event.Dialled, event.Ended:
		if after := h.handset.shown(); after != before && after.settled() {
			h.show(Lead{Came, "later"})
		}
	default:
		// The rest changes nothing that is seen.
	}
}

// show draws the phone as it now is. Came is what led here where the user did
// nothing.
func (h *hand) show(came Lead) {
	lead := came
	if h.lead != nil {
		lead = *h.lead
	}
	h.last = len(h.teller.story.Frames)
	h.teller.story.Frames = append(h.teller.story.Frames, Frame{
		Phone: h.place, At: h.at, Lead: lead, Handset: h.handset.Phone, Announced: h.announced, Notes: h.notes,
	})
	h.lead, h.notes, h.gone = nil, nil, false
}

// flush draws what the user did and has not led to a frame, before the next
// thing is done. What only happened behind the phone goes to the last frame.
func (h *hand) flush() {
	switch {
	case h.lead != nil, h.gone && h.last >= 0:
		h.show(Lead{Came, "later"})
	case h.last >= 0:
		frame := &h.teller.story.Frames[h.last]
		frame.Notes = append(slices.Clip(frame.Notes), h.notes...)
		h.notes = nil
	}
}

func charged(charge event.Charge) Note {
	if charge.State == string(ledger.Succeeded) {
		return Note{Good, "paid " + tui.Money(charge.Amount, charge.Currency)}
	}
	return Note{Bad, "not paid: " + oneLine(charge.Reason)}
}

func calledBack(callback event.Callback) Note {
	if callback.Outcome != "answered" {
		return Note{Bad, "callback: " + oneLine(callback.Outcome)}
	}
	said := strings.TrimSpace(strings.TrimSuffix(oneLine(callback.Body), inoti.End))
	return Note{Plain, "callback: " + said}
}

// handset is a phone that events are told to, instead of the keys and messages
// that made them.
type handset struct {
	phone.Phone
	// kinds are those of all questions that there were, by their id.
	kinds map[string]phone.PromptKind
}

func (h *handset) step(e phone.Event) { h.Phone, _ = phone.Step(h.Phone, e) }

// someCode makes a phone wait for a network, and someAnswer too: what exactly was
// sent is masked, and no matter to what the phone shows.
var (
	someCode   = phone.Call{Text: "*1#"}
	someAnswer = phone.Send{Text: "1"}
)

func (h *handset) hear(e event.Event) {
	switch b := e.Body.(type) {
	case event.Typed:
		if h.State() == phone.StateOpen {
			h.step(someAnswer)
		}
	case event.Dialled:
		if b.Class == ussd {
			h.step(someCode)
			return
		}
		h.step(phone.Call{Text: b.Code})
	case event.Screen:
		if b.Open {
			h.step(phone.Ask{Text: b.Text})
			return
		}
		h.step(phone.Tell{Text: b.Text})
	case event.Ended:
		h.ended(b.How)
	case event.SMS:
		h.step(phone.SMS{From: b.From, Text: b.Text, At: e.Time})
	case event.Prompt:
		if h.kinds == nil {
			h.kinds = make(map[string]phone.PromptKind)
		}
		h.kinds[b.ID] = phone.PromptKind(b.Wants)
		h.step(phone.Prompt{ID: b.ID, From: b.From, Kind: phone.PromptKind(b.Wants), Text: b.Text})
	case event.Answered:
		if b.Answer != resend {
			h.step(phone.Withdraw{ID: b.ID})
		}
	case event.Request, event.Reply, event.Invoice, event.Charge, event.Provider, event.Callback,
		event.Verified, event.Unverified, event.Subscriber, event.Warning:
		// No phone shows them.
	}
}

// ussd is the class of a dial string that opens a session, resend an answer that
// leaves the question where it is.
const (
	ussd   = "ussd"
	resend = "resend"
)

func (h *handset) ended(how session.End) {
	switch how {
	case session.Final:
		// Its screen was an event of its own.
	case session.Cancelled:
		h.step(phone.End{})
	case session.Released, session.UserTimeout, session.SessionLimit:
		h.step(phone.Release{})
	case session.HandlerTimeout, session.NetworkError, session.NotSupported:
		h.step(phone.Fail{})
	}
}

// withdraw takes the questions away that are no longer there in the end. It
// reports whether there were any.
func (h *handset) withdraw(after phone.Phone) bool {
	gone := false
	for _, asked := range h.Prompts() {
		if !slices.ContainsFunc(after.Prompts(), func(p phone.Prompt) bool { return p.ID == asked.ID }) {
			h.step(phone.Withdraw{ID: asked.ID})
			gone = true
		}
	}
	return gone
}

// answer is what the user did about a question, as an arrow says it.
func (h *handset) answer(answered event.Answered) string {
	switch answered.Answer {
	case "otp":
		return "OTP " + event.Mask
	case "approve":
		if h.kinds[answered.ID] == phone.PromptConfirm {
			return "PIN " + event.Mask + ", approve"
		}
		return "approve"
	case "ignore":
		return "later"
	default:
		return answered.Answer
	}
}

// shown is what tells one dialogue from another.
type shown struct {
	dialogue phone.Dialogue
	notice   string
}

func (h *handset) shown() shown { return shown{h.Dialogue(), h.Notice()} }

// settled reports whether the phone waits for nothing: how it waits is no frame.
func (s shown) settled() bool {
	_, waits := s.dialogue.(phone.Waiting)
	return !waits || s.notice != ""
}
