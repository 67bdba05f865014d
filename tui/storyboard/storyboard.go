// Package storyboard draws what happened to phones for those who were not there:
// one phone for each thing that it came to show, and between them what its user
// did.
//
// [Tell] reads events, as every reader of the gateway's stream does, and makes a
// [Story] of them. A story is written in four ways:
//
//   - [SVG], one picture;
//   - [HTML], one page;
//   - [Markdown], for documents;
//   - [Cast], an asciicast of the same in the terminal phone, drawn by package
//     tui itself.
//
// A picture or a page needs nothing else: no script, no font, no other file. What
// is written is the same whenever what happened is the same: nothing here has a
// clock, and the time that a cast takes is made up.
//
// # Text
//
// Texts stand in the logical order in which they were written, each line with the
// direction of its paragraph: who draws them orders and joins their letters. Only
// a cast has the bytes of the terminal's view.
//
// # Secrets
//
// Every text goes through the mask of its [Tale] first, whatever it is written as
// later. What the events themselves know to be secret is masked besides.
package storyboard

import (
	"time"

	"candybar/gateway/event"
	"candybar/phone"
	"candybar/phone/number"
)

// Tale is what happened, and to whom.
type Tale struct {
	// Title names the story in one line.
	Title string
	// Phones are all that take part, the first one first; there is at least one.
	Phones []Phone
	// Scenes are in the order in which they were played.
	Scenes []Scene
	// Failure is why the story breaks off, in one line; empty where it does not.
	Failure string
	// Mask masks the secrets in a text. Nil masks none.
	Mask func(string) string
}

// Phone is one that takes part.
type Phone struct {
	// Name is what the story calls it; empty where there is only one.
	Name     string
	Number   number.Number
	Operator string
	// Balance is what its wallet holds at first, in the smallest unit.
	Balance int64
}

// Scene is a step of a tale: what a user did, and what came of it.
type Scene struct {
	// Phone is whose step it is.
	Phone number.Number
	// Did is what the user did that is no event of the phone: "pay by the link",
	// "35 s later". It may be empty.
	Did string
	// Events are what happened, to any of the phones, oldest first.
	Events []event.Event
	// After is the phone in the end. A question that went away without an event,
	// since it expired or was answered elsewhere, is known by that alone.
	After phone.Phone
}

// Story is a tale as it is drawn, secrets masked.
type Story struct {
	Title  string
	Phones []Phone
	// Frames are never empty where anything happened.
	Frames []Frame
	// Failure is why the story breaks off; empty where it does not.
	Failure string

	scenes []Scene
}

// Frame is one phone as it is drawn.
type Frame struct {
	// Phone is its place in the story's phones.
	Phone int
	// At is the phone's clock.
	At time.Time
	// Lead is what led here.
	Lead Lead
	// Handset is what the phone shows. An SMS that has just come is in its inbox
	// and also announced.
	Handset   phone.Phone
	Announced phone.SMS
	// Notes are what happened meanwhile that no phone shows.
	Notes []Note
}

// Lead is what led to a frame.
type Lead struct {
	Kind LeadKind
	// Words are what was typed or pressed, or what came.
	Words string
}

// LeadKind is how something led to a frame.
type LeadKind uint8

// The kinds of lead.
const (
	// Came by itself: an SMS, a prompt.
	Came LeadKind = iota
	// Dialled is a dial string, Typed an answer.
	Dialled
	Typed
	// Did is anything else that the user did: "approve", "hang up", "35 s later".
	Did
)

// Note is what no phone shows, such as a callback.
type Note struct {
	Tone Tone
	Text string
}

// Tone is how a note is to be taken.
type Tone uint8

// The tones.
const (
	Plain Tone = iota
	Good
	Bad
)
