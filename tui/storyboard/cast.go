package storyboard

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"candybar/gateway"
	"candybar/gateway/event"
	"candybar/gateway/ledger"
	"candybar/gateway/session"
	"candybar/phone"
	"candybar/phone/number"
	"candybar/tui"
)

// The terminal of a cast, in cells.
const (
	castWidth  = 80
	castHeight = 24
)

// The times of a cast are made up: how fast somebody types and reads who shows
// this to others.
const (
	keyPause    = 140 * time.Millisecond
	beforeSend  = 350 * time.Millisecond
	waitPause   = 450 * time.Millisecond
	readPause   = 1800 * time.Millisecond
	notePause   = 600 * time.Millisecond
	firstPause  = 900 * time.Millisecond
	fadePause   = 300 * time.Millisecond
	endPause    = 2500 * time.Millisecond
	castAddress = "http://127.0.0.1:6655"
)

// castHeader is the first line of an asciicast, version 2.
type castHeader struct {
	Version int               `json:"version"`
	Width   int               `json:"width"`
	Height  int               `json:"height"`
	Title   string            `json:"title,omitempty"`
	Env     map[string]string `json:"env"`
}

// Cast writes the story as an asciicast, version 2: the terminal phone of package
// tui, 80×24, with the inspector beside it, while the same keys are pressed and
// the same happens. Its times are made up, so that it is always the same; so are
// those that replies took. The error is the writer's.
func Cast(w io.Writer, story Story) error { return writeCast(w, story, false) }

// DemoCast writes the same in demo mode: the phone alone, larger, and the keys as
// they are pressed.
func DemoCast(w io.Writer, story Story) error { return writeCast(w, story, true) }

func writeCast(w io.Writer, story Story, demo bool) error {
	c := newCast(story, demo)
	c.wait(firstPause)
	for _, scene := range story.scenes {
		c.scene(scene)
	}
	c.read()
	c.wait(endPause)
	c.event("")

	out := event.NewEncoder(w)
	header := castHeader{2, castWidth, castHeight, story.Title, map[string]string{"TERM": "xterm-256color"}}
	if err := out.Encode(header); err != nil {
		return fmt.Errorf("the cast cannot be written: %w", err)
	}
	for _, e := range c.events {
		if err := out.Encode(e); err != nil {
			return fmt.Errorf("the cast cannot be written: %w", err)
		}
	}
	return nil
}

// cast is an asciicast under construction.
type cast struct {
	story Story
	demo  bool
	reel  *tui.Reel
	hands []*castHand
	// rows are what stands on the terminal, elapsed is the time of the cast.
	rows    []string
	elapsed time.Duration
	// unread is how long it takes to read what came last.
	unread time.Duration
	events [][3]any
	// latest is where the clock of the phones stands.
	latest time.Time
}

// castHand is a phone of the cast: the handset with what the network knows of it.
type castHand struct {
	handset
	view gateway.View
}

func newCast(story Story, demo bool) *cast {
	c := &cast{story: story, demo: demo}
	var views []gateway.View
	for _, p := range story.Phones {
		view := gateway.View{
			Number:     p.Number,
			Subscriber: gateway.Subscriber{Operator: p.Operator, Balance: p.Balance, Registered: true},
		}
		views = append(views, view)
		c.hands = append(c.hands, &castHand{view: view})
	}
	for _, scene := range story.scenes {
		if len(scene.Events) > 0 {
			c.latest = scene.Events[0].Time
			break
		}
	}
	c.reel = tui.NewReel(tui.ReelOptions{
		Width: castWidth, Height: castHeight, Demo: demo, SIMs: views, Limits: session.Default.Limits(),
		Address: castAddress, Hint: story.hint(), At: c.latest,
	})
	c.draw()
	return c
}

// hint is what the idle phone suggests: what will be dialled.
func (s Story) hint() string {
	for _, frame := range s.Frames {
		if frame.Lead.Kind == Dialled {
			return "dial " + frame.Lead.Words
		}
	}
	return ""
}

// wait leaves time, in which the keys of demo mode fade.
func (c *cast) wait(d time.Duration) {
	for ; c.demo && d > fadePause; d -= fadePause {
		c.elapsed += fadePause
		c.reel.Pass(c.clock())
		c.draw()
	}
	c.elapsed += d
}

// clock is the time on the phones: their own, and what the cast made up.
func (c *cast) clock() time.Time { return c.latest.Add(c.elapsed) }

// event writes bytes to the terminal.
func (c *cast) event(bytes string) {
	// Microseconds in a decimal number: nothing of a float is left to the machine.
	at := json.Number(fmt.Sprintf("%d.%06d", c.elapsed/time.Second, c.elapsed%time.Second/time.Microsecond))
	c.events = append(c.events, [3]any{at, "o", bytes})
}

// draw writes the rows that have changed.
func (c *cast) draw() {
	var out strings.Builder
	rows := strings.Split(c.reel.Frame(), "\n")
	if c.rows == nil {
		out.WriteString("\x1b[2J")
	}
	for y, row := range rows {
		if c.rows == nil || c.rows[y] != row {
			fmt.Fprintf(&out, "\x1b[%d;1H%s", y+1, row)
		}
	}
	if out.Len() == 0 {
		return
	}
	if x, y, shown := c.reel.Cursor(); shown {
		fmt.Fprintf(&out, "\x1b[%d;%dH\x1b[?25h", y+1, x+1)
	} else {
		out.WriteString("\x1b[?25l")
	}
	c.rows = rows
	c.event(out.String())
}

func (c *cast) hand(of number.Number) *castHand {
	at := slices.IndexFunc(c.story.Phones, func(p Phone) bool { return p.Number == of })
	if at < 0 {
		return nil
	}
	return c.hands[at]
}

func (c *cast) scene(scene Scene) {
	own := c.hand(scene.Phone)
	if own == nil {
		return
	}
	if scene.Did != "" {
		c.read()
		c.choose(scene.Phone)
		c.hangUp(own, scene)
	}
	for _, e := range scene.Events {
		if h := c.hand(e.Phone); h != nil {
			if _, charged := e.Body.(event.Charge); charged && h == own {
				h.withdraw(scene.After)
			}
			c.happens(h, e)
		}
	}
	if own.withdraw(scene.After) {
		own.view.Phone = own.Phone
		c.reel.Happened(c.clock(), own.view)
		c.draw()
	}
}

// hangUp presses the end key, where a scene begins with that.
func (c *cast) hangUp(h *castHand, scene Scene) {
	cancelled := slices.ContainsFunc(scene.Events, func(e event.Event) bool {
		ended, ok := e.Body.(event.Ended)
		return ok && ended.How == session.Cancelled && e.Phone == scene.Phone
	})
	if cancelled && !c.reel.IsAsked() && h.State() != phone.StateIdle {
		c.press(tea.KeyEscape)
	}
}

func (c *cast) choose(of number.Number) {
	c.reel.Choose(of)
	c.draw()
}

// happens presses the keys that an event is of, tells the terminal phone of it and
// leaves time to read what it brought.
func (c *cast) happens(h *castHand, e event.Event) {
	if e.Time.After(c.latest) {
		c.latest = e.Time
	}
	switch e.Body.(type) {
	case event.Ended, event.Invoice:
		// They belong to what came just before.
	default:
		c.read()
	}
	switch b := e.Body.(type) {
	case event.Typed:
		c.choose(e.Phone)
		c.types(h, b.Text)
	case event.Answered:
		c.choose(e.Phone)
		c.answers(h, b)
	case event.Charge:
		if b.State == string(ledger.Succeeded) {
			h.view.Subscriber.Balance -= b.Amount
		}
	case event.Reply:
		c.wait(waitPause)
	default:
		// The rest is nothing that is waited for.
	}
	h.handset.hear(e)
	h.view.Phone, h.view.Session = h.Phone, e.Session
	if _, typed := e.Body.(event.Typed); typed {
		return // the keys have drawn it, and what comes of it is not known yet
	}
	e = unhurried(e)
	e.Time = c.clock()
	c.reel.Happened(c.clock(), h.view, e)
	c.draw()
	c.unread = max(c.unread, pauseAfter(e))
}

// read leaves time to read what came.
func (c *cast) read() {
	c.wait(c.unread)
	c.unread = 0
}

// pauseAfter is how long it takes to read what an event brought.
func pauseAfter(e event.Event) time.Duration {
	switch e.Body.(type) {
	case event.Screen, event.SMS, event.Prompt:
		return readPause
	case event.Charge, event.Callback, event.Verified, event.Unverified, event.Ended:
		return notePause
	default:
		return 0
	}
}

// types types a text key by key and sends it.
func (c *cast) types(h *castHand, text string) {
	if c.reel.IsAsked() {
		return // the question has the keys: the story goes on behind it
	}
	if h.State() == phone.StateEnded {
		c.press(tea.KeyEnter)
	}
	for _, r := range text {
		c.wait(keyPause)
		c.reel.Press(c.clock(), tea.KeyPressMsg{Code: r, Text: string(r)})
		c.draw()
	}
	if text != "" {
		c.wait(beforeSend)
		c.press(tea.KeyEnter)
	}
}

// someDigits stand for a PIN or a code, which is drawn as dots.
const someDigits = "0000"

// answers presses the keys of an answer to a question.
func (c *cast) answers(h *castHand, answered event.Answered) {
	if !c.reel.IsAsked() {
		return
	}
	wants := h.kinds[answered.ID]
	switch answered.Answer {
	case "ignore":
		c.press(tea.KeyEscape)
	case "decline", resend:
		c.press(tea.KeyLeft)
		c.wait(beforeSend)
		c.press(tea.KeyEnter)
	default:
		if wants != phone.PromptPay {
			for _, r := range someDigits {
				c.wait(keyPause)
				c.reel.Press(c.clock(), tea.KeyPressMsg{Code: r, Text: string(r)})
				c.draw()
			}
		}
		c.wait(beforeSend)
		c.press(tea.KeyEnter)
	}
}

func (c *cast) press(key rune) {
	c.reel.Press(c.clock(), tea.KeyPressMsg{Code: key})
	c.draw()
}

// unhurried is an event without how long it took, which is never the same twice.
func unhurried(e event.Event) event.Event {
	switch b := e.Body.(type) {
	case event.Reply:
		b.Milliseconds = 0
		e.Body = b
	case event.Provider:
		b.Milliseconds = 0
		e.Body = b
	case event.Callback:
		b.Milliseconds = 0
		e.Body = b
	default:
		// Nothing else took any time.
	}
	return e
}
