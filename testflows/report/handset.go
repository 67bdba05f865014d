package report

import (
	"candybar/phone"
	"candybar/phone/face"
	"candybar/testflows/flow"
	"candybar/testflows/replay"
)

// handset is a phone as the page draws it. Handsets that look the same are
// equal.
type handset struct {
	// Name is empty where the flow has one phone.
	Name, Number string
	face.Face
}

// handsetOf is the phone after a step.
func handsetOf(moment replay.Moment, announced phone.SMS, mask func(string) string) handset {
	return handset{moment.Name, moment.Number.National(), face.Of(moment.Handset, announced, mask)}
}

// announcing follows which message each phone announces while a flow is played.
type announcing struct {
	// taken is how many messages steps took, by the phone's name.
	taken map[string]int
	cards map[string]phone.SMS
}

func newAnnouncing() announcing { return announcing{make(map[string]int), make(map[string]phone.SMS)} }

// after is what a step leaves announced.
func (a announcing) after(moment replay.Moment) {
	switch moment.Step.(type) {
	case *flow.SMS:
		a.message(moment)
	case *flow.Typed, *flow.Hangup:
		a.typed(moment)
	default:
		// The rest leaves the message where it is.
	}
}

// message takes the message that a step of the flow took: the oldest that none
// took before.
func (a announcing) message(moment replay.Moment) {
	inbox := moment.Handset.Inbox()
	if at := a.taken[moment.Name]; at < len(inbox) {
		a.taken[moment.Name]++
		a.cards[moment.Name] = inbox[at]
	}
}

// typed puts the message away: the user does something else.
func (a announcing) typed(moment replay.Moment) { delete(a.cards, moment.Name) }

func (a announcing) card(moment replay.Moment) phone.SMS { return a.cards[moment.Name] }
