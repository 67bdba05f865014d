package tui

import (
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"
)

// Recorder keeps what happens as a flow, and can do so again and again. Its methods
// may take their time. They are called one at a time, and neither after [Run] has
// returned, which waits for a call that is under way.
type Recorder interface {
	// Start begins a recording and returns the name of the file it will be. Where
	// it fails none runs.
	Start() (file string, err error)
	// Stop ends it and writes the file, whose name it returns. Where it fails the
	// recording has ended all the same.
	Stop() (file string, err error)
}

// recordingMark is where one sees it while a recording runs.
const recordingMark = "● REC"

// recording is what the phone knows of its Recorder. It is no SIM's: a recording
// has what happens on all of them.
type recording struct {
	runs bool
	// onTheWay is true from the key until it is known what came of it.
	onTheWay bool
	// said is what came of it, and since when that stands.
	said  words
	since time.Time
	calls recorderCalls
}

// recorderCalls calls the Recorder. Commands may be run by any goroutine, at any
// time, even after the program; the Recorder is then its owner's alone.
type recorderCalls struct {
	recorder Recorder

	mu       sync.Mutex
	over     bool
	underWay sync.WaitGroup
}

// recorded is what came of a Start, or of a Stop where stopped is true.
type recorded struct {
	stopped bool
	file    string
	err     error
}

// open takes the Recorder, and the file of the recording that runs already, if any.
func (r *recording) open(recorder Recorder, file string) {
	r.calls.recorder = recorder
	if recorder != nil && file != "" {
		r.runs, r.said = true, recorded{file: file}.words()
	}
}

// toggle starts a recording, or stops the one that runs, unless either is on its
// way already.
func (r *recording) toggle() tea.Cmd {
	if r.onTheWay {
		return nil
	}
	r.onTheWay = true
	if r.runs {
		return r.calls.stop
	}
	return r.calls.start
}

func (c *recorderCalls) start() tea.Msg {
	return c.call(func() recorded {
		file, err := c.recorder.Start()
		return recorded{file: file, err: err}
	})
}

func (c *recorderCalls) stop() tea.Msg {
	return c.call(func() recorded {
		file, err := c.recorder.Stop()
		return recorded{stopped: true, file: file, err: err}
	})
}

func (c *recorderCalls) call(do func() recorded) tea.Msg {
	if !c.begin() {
		return nil
	}
	defer c.underWay.Done()
	return do()
}

// begin begins a call, unless it is too late for any.
func (c *recorderCalls) begin() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.over {
		c.underWay.Add(1)
	}
	return !c.over
}

// close lets no other call begin, and waits for one that is under way.
func (c *recorderCalls) close() {
	c.mu.Lock()
	c.over = true
	c.mu.Unlock()
	c.underWay.Wait()
}

// arrived takes what came of the key.
func (r *recording) arrived(came recorded, now time.Time) {
	r.onTheWay = false
	r.runs = !came.stopped && came.err == nil
	r.said, r.since = came.words(), now
}

// words say it in a line.
func (c recorded) words() words {
	switch {
	case c.err != nil:
		return words{failure, "✗ " + c.err.Error()}
	case c.stopped:
		return words{quietly, "recorded " + c.file}
	default:
		return words{quietly, "recording to " + c.file}
	}
}

// hush is the next key. One that was in flight does not take away what nobody can
// have read yet.
func (r *recording) hush(now time.Time) {
	if now.Sub(r.since) >= graceMost {
		r.said = words{}
	}
}
