// Package tui is the handset in the terminal, with the inspector beside it.
//
// # One model
//
// There is one Bubble Tea model. Its parts (handset with its sheet and inbox,
// inspector, exchange, menus of outcomes and of weathers) are plain structs with imperative
// methods; they know nothing of messages and return rows of text. Update decides
// what a message means and tells the parts, and View asks each part for the rows
// of its rectangle. Nothing in Update or View touches the gateway: that happens in
// commands and in a goroutine a SIM.
//
// # SIMs
//
// The phone can have several SIMs, each a line of the gateway. All that is one
// SIM's own, its handset, its inspector, what is open in that and the keys on
// their way to its line, is one struct, a sim; the model draws the chosen one and
// has nothing to put away or to bring back when another is chosen. News go to the
// SIM that they are of, whichever is chosen. What arrives on those that cannot be
// seen is counted in the status bar until they are chosen.
//
// # Several phones
//
// Each SIM is a phone that can stand beside the others, as many as the terminal has
// room for: F8. A phone is drawn by a mirror, which has one SIM and one phone's
// rectangles and nothing of the model to change; so all of them are drawn alike, and
// those that do not have the keys with quieter styles. Phones come first: the panel
// has what they leave, and where that is too little it takes the place of the others
// while it has the keys. Where one phone alone is shown the SIMs are tabs in its
// status bar. Ctrl+T adds one.
//
// # Demo mode
//
// F10 is for who shows the phone to others: the phones are as large as there is room
// for and the panel is away until it is asked for; the keycast shows the keys as they
// are pressed, those of a PIN or a code as dots; and the typist types what comes at
// once at a pace that can be followed.
//
// # Skins
//
// What a phone does by its skin is package phone's; what is here is how it looks.
// On a feature phone text is 24 columns wide and 8 lines high at most, wherever
// that fits, and is scrolled: the phone around it grows with the terminal, so that
// its keys can be hit and messages and questions be read. A smartphone's dialog is
// a card over the same screen. The keypad of a feature phone types letters into an
// answer by the clock that Options have; a terminal knows no long press, so the
// mode key is F5, or the right mouse button.
//
// # The inspector
//
// What happened is a list of records, of which the filter shows some: keep.go
// bounds it, filter.go chooses, scroll.go says which rows are seen, and only those
// are drawn. A record with an exchange behind it is opened, and can be copied as a
// curl command, saved, and, where it is a request to a handler, sent again beside
// its session. What leaves the process so is masked as an event is. An exchange is
// shown as it was on the wire: text with its warnings under the characters that
// they mean, or octets (octets.go). A search looks at both.
//
// # What comes in
//
// [Run] starts for each SIM a goroutine that reads the event log with a cursor of
// its own and sends every batch to the model, with a snapshot of the line taken
// after it.
// Keys that press the phone run in a command, one at a time and in the order in
// which they were pressed. Until the line has answered, the model already shows
// what the key certainly does (a sent answer waits, a hung up phone is idle), so
// that a key typed ahead of a screen can never be taken by that screen.
//
// What opens by itself, a last text or the question of the payment network, takes
// no key that was in flight: keys are swallowed until there was a short pause. That
// holds for one that is asked again after a wrong PIN, too.
//
// A PIN is never drawn, only how long it is, and what was typed into a question is
// forgotten as soon as the question is answered, withdrawn or asked anew.
//
// A question that is put away is not answered: it is open in the network still, and
// only this terminal hides it, until its user wants it back (putaway.go). What else
// an idle phone keeps, its calls and the saved codes, is its drawer (drawer.go).
//
// # What goes out
//
// Where everything stands is decided first, by newLayout, a pure function from the
// size of the terminal and what is to be shown to named rectangles; drawing and
// mouse both use it.
// Every row is written by a line, which cleans what it is given, counts cells the
// way the terminal does, and cannot become wider than its room: whatever a
// handler answers, the frame stays straight and no control character gets out.
//
// The foot is the last row, and the mark of a recording always stands in it. What
// came of the key that starts and stops one is said there, too, and over the rows
// above where it is long, but never over the phone's screen.
//
// Nothing moves while nothing happens. What arrives is a banner, or has a heavy
// frame, for seconds (banner.go). The clock ticks once a minute, the
// spinner while the phone waits, and the session's clock while a session is open
// and can be seen.
//
// # Right to left
//
// Text is logical everywhere. The last step of a line, and nothing else, puts what
// goes from right to left in the order of cells (package rtl) and in an override,
// as far as the terminal wants it so; a row that goes from right to left stands at
// the right. What the terminal wants it says itself, or the user does. On the way
// in it is told that the program orders the text, on every way out that all is as
// before.
//
// # Actions
//
// What can be done stands in one table, [model.sections]: the help and the palette
// are made from it. The palette and a click on a hint press the action's key, so
// there is one way in. The mouse has a way to each of them: where the right button
// means nothing else it opens the palette. The palette has every key while it is open; what comes by
// itself stands below it and gets none.
//
// # Colour
//
// A theme is two palettes, that of the terminal and that of the phone's screen,
// which may have a ground of its own. One accent marks what the user may do next, one colour warnings, one failures;
// the rest is quiet. Every meaning has a sign besides its colour. The mark of a
// recording has that of failures, since a red light is what recorders have.
//
// # Without a terminal
//
// A [Reel] is the same model for what happened earlier: package tui/storyboard
// tells it events that were kept, and writes its frames as an asciicast.
package tui

import (
	"context"
	"errors"
	"io"
	"os"
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"candybar/gateway"
	"candybar/gateway/event"
	"candybar/gateway/ledger"
	"candybar/gateway/session"
	"candybar/phone/number"
)

// Options are what a terminal phone is made of.
type Options struct {
	// SIMs are the phone's SIMs, at least one and each once, all of one gateway. The
	// first is chosen at first.
	SIMs []*gateway.Line
	// Line makes the line of one more SIM, of the same gateway. Where it is nil there
	// is no key for it.
	Line func(number.Number) *gateway.Line
	// Log is where their gateway writes what happens.
	Log *event.Log
	// Limits are the gateway's timers.
	Limits session.Limits
	// Address is where the gateway listens, as in "http://127.0.0.1:6655".
	Address string
	// Moved is true where the usual port was taken. It is said once.
	Moved bool
	// Hint is what an idle phone suggests: "dial *6655*123# for the demo shop".
	Hint string
	// Dial is dialled at once from the first SIM, where it is not empty.
	Dial string
	// Demo begins in demo mode.
	Demo bool
	// SetOutcome chooses what the callback of an invoice does, Replay makes the one
	// of a paid invoice once more. Where one is nil there is no key for it.
	SetOutcome func(invoice int64, outcome ledger.Outcome) error
	Replay     func(invoice int64) error
	// Resend sends the request with an ID once more, beside its session. Save keeps an
	// exchange in a file, whose name it returns; of is the session or the provider,
	// in letters, digits and dashes. Where one is nil there is no key for it.
	Resend func(request int64) error
	Save   func(of string, exchange []byte) (file string, err error)
	// Outcome is what callbacks do unless told otherwise; empty is ledger.OnTime.
	Outcome ledger.Outcome
	// Recorder keeps what happens as a flow, when the user wants that. Where it is
	// nil there is no key for it, and no mark.
	Recorder Recorder
	// Recording is the file of a recording that the Recorder has under way already
	// when the phone opens; empty is none.
	Recording string
	// PromptOf is the prompt that asks the same as a payment link; ok is false for a
	// link that is none of the gateway's. Where it is nil links are copied alone.
	PromptOf func(link string) (prompt string, ok bool)
	// Codes are saved codes that the user cannot remove, OwnCodes those that were
	// saved on the phone earlier. KeepCodes writes the latter when they change; where
	// it is nil they live as long as the phone. It is called in a goroutine of its
	// own, one call at a time.
	Codes, OwnCodes []Code
	KeepCodes       func([]Code) error
	// Bell rings the terminal's bell when a message or a question arrives while the
	// terminal is not looked at.
	Bell bool
	// Bidi is how right-to-left text is written; empty is BidiAuto.
	Bidi Bidi
	// Theme is how it is coloured; empty is ThemeModern.
	Theme Theme
	// Language is what the handset itself speaks; empty is LanguageEnglish.
	Language Language
	// Now is the status bar's clock; nil is time.Now.
	Now func() time.Time
	// Output is the terminal; nil is os.Stdout.
	Output io.Writer
}

// framesPerSecond is twice the library's own: a frame, the first one too, and what
// a key does, waits for the next tick. Where nothing changed a tick writes nothing.
const framesPerSecond = 120

// WarmUp does what the first frame would else wait for longest, for a program that
// has other things to do before [Run]: the first character that is not Latin makes
// the library fill a table of widths of 2 MiB.
func WarmUp() { ansi.WcWidth.StringWidth("…") }

// Run shows the phone until the user quits or ctx ends; neither is an error.
// Signals are for who made ctx.
// programOptions come after Run's own. A recording that runs then runs on: it is
// for whoever gave the Recorder to stop it. The terminal is left as it was found,
// however it ends.
func Run(ctx context.Context, options Options, programOptions ...tea.ProgramOption) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()

	m := newModel(options)
	if options.Output == nil {
		options.Output = os.Stdout
	}
	// Signals end ctx, and the end of ctx makes the program quit as Ctrl+C does. With
	// a context or a signal handler of its own the library closes the terminal while
	// it still reads from it.
	own := []tea.ProgramOption{tea.WithOutput(options.Output), tea.WithoutSignalHandler(), tea.WithFPS(framesPerSecond)}
	program := tea.NewProgram(m, append(own, programOptions...)...)
	defer m.bidi.begin(options.Output)()

	var readers sync.WaitGroup
	m.follow = func(s *sim) { readers.Go(func() { s.follow(ctx, options.Log, program.Send) }) }
	for _, s := range m.sims {
		m.follow(s)
	}
	stopQuitting := context.AfterFunc(ctx, program.Quit)
	_, err := program.Run()
	stopQuitting()
	cancel()
	readers.Wait()
	m.recording.calls.close()
	if errors.Is(err, tea.ErrInterrupted) || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return nil
	}
	return err
}
