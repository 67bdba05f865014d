package tui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"candybar/phone/dial"
	"candybar/phone/text"
)

// Code is a USSD code that was saved, by a name where it has one.
type Code struct{ Name, Code string }

// IsUSSD reports whether a phone can dial the code, and a session begins then.
func (c Code) IsUSSD() bool {
	return dialable(c.Code) == c.Code && dial.Classify(c.Code).Class == dial.USSD
}

// The bounds of the codes that a user saves here: how many, and how long a name is
// in octets.
const (
	mostCodes = 100
	mostName  = 120
)

// codeBook is the saved codes: those that are given, and the user's own behind
// them. It is the phone's, whichever SIM is chosen.
type codeBook struct {
	given, own []Code
	// keep writes the user's own somewhere; nil where they live as long as the
	// process.
	keep func([]Code) error
	// keeping is true while they are written, behind where they changed meanwhile.
	keeping, behind bool
}

func (b *codeBook) count() int { return len(b.given) + len(b.own) }

func (b *codeBook) at(i int) Code {
	if i < len(b.given) {
		return b.given[i]
	}
	return b.own[i-len(b.given)]
}

// isOwn reports whether code i is one that the user saved, and can remove.
func (b *codeBook) isOwn(i int) bool { return i >= len(b.given) && i < b.count() }

// save adds a code, or gives one that was saved another name.
func (b *codeBook) save(code Code) tea.Cmd {
	code.Name, _ = text.Clean(code.Name)
	b.own = slices.DeleteFunc(slices.Clone(b.own), func(known Code) bool { return known.Code == code.Code })
	b.own = append(b.own, code)
	return b.write()
}

// isFull reports whether no other code can be saved.
func (b *codeBook) isFull(code string) bool {
	return len(b.own) >= mostCodes && !slices.ContainsFunc(b.own, func(known Code) bool { return known.Code == code })
}

func (b *codeBook) remove(i int) tea.Cmd {
	at := i - len(b.given)
	b.own = slices.Delete(slices.Clone(b.own), at, at+1)
	return b.write()
}

// codesKept is what came of writing the codes.
type codesKept struct{ err error }

// write has the codes kept, one writing after the other, so that the last one has
// them as they are.
func (b *codeBook) write() tea.Cmd {
	if b.keep == nil {
		return nil
	}
	if b.keeping {
		b.behind = true
		return nil
	}
	b.keeping = true
	keep, own := b.keep, slices.Clone(b.own)
	return func() tea.Msg { return codesKept{keep(own)} }
}

// kept takes what came of a writing, and begins the next one where there is more.
func (b *codeBook) kept() tea.Cmd {
	b.keeping = false
	if !b.behind {
		return nil
	}
	b.behind = false
	return b.write()
}

// entry is a code in the list; one without a name goes by itself.
func (c Code) entry() shelfEntry {
	if c.Name == "" {
		return shelfEntry{title: c.Code}
	}
	return shelfEntry{title: c.Name, under: c.Code}
}
