package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"candybar/gateway/event"
	"candybar/testflows/flow"
	"candybar/testflows/record"
)

// recorder keeps what happens as a flow, from its start to its stop. It is safe
// for use by several goroutines.
type recorder struct {
	log   *event.Log
	about record.About
	// first is the file of the first recording; empty for any new one.
	first string

	mu sync.Mutex
	// file is that of the recording that runs; empty where none does.
	file  string
	event *event.Cursor
}

// newRecorder makes the recorder of a gateway's log.
func newRecorder(s settings, log *event.Log) *recorder {
	about := record.About{
		PayBy: flow.Provider(s.server.Gateway.PayBy), CallForm: flow.CallForm(s.server.Gateway.CallForm),
		Timers: flow.Timers(s.timers), Outcome: flow.Outcome(s.server.Gateway.Outcome), Balance: s.balance,
		Skin: flow.Skin(s.server.Gateway.Skin),
	}
	if s.handler != nil {
		about.Handler = s.handler.String()
	}
	return &recorder{log: log, about: about, first: s.record}
}

// errRecording is a start while a recording runs, or a stop while none does.
var errRecording = errors.New("a recording runs already, or none does")

// errNothing is a recording with nothing in it: no file is written.
var errNothing = errors.New("nothing was dialled, so nothing was recorded")

// Start begins a recording and returns the name of the file it will be.
func (r *recorder) Start() (file string, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.file != "" {
		return "", errRecording
	}
	file, r.first = r.first, ""
	if file == "" {
		if file, err = newFile(); err != nil {
			return "", err
		}
	}
	r.file, r.event = file, r.log.FromNow()
	return file, nil
}

// newFile is the name of a recording that is not there yet.
func newFile() (string, error) {
	for n := 1; n < 1000; n++ {
		name := "recording.ussd"
		if n > 1 {
			name = fmt.Sprintf("recording-%d.ussd", n)
		}
		if _, err := os.Stat(name); errors.Is(err, fs.ErrNotExist) {
			return name, nil
		}
	}
	return "", errors.New("there are a thousand recordings in this folder: put them away first")
}

// Stop ends the recording and writes the file, whose name it returns.
func (r *recorder) Stop() (file string, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.file == "" {
		return "", errRecording
	}
	file, r.file = r.file, ""
	about := r.about
	about.Name = strings.TrimSuffix(filepath.Base(file), filepath.Ext(file))
	recording := record.Flow(r.event.Pending(), about)
	if recording == nil {
		return "", errNothing
	}
	return file, rewrite(file, recording)
}

// running reports whether a recording runs.
func (r *recorder) running() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.file != ""
}

// recorded does what a command is there for while --record keeps it, where it
// is asked for.
func recorded(std streams, s settings, log *event.Log, do func(*recorder) error) error {
	r := newRecorder(s, log)
	if s.record != "" {
		if _, err := r.Start(); err != nil {
			return failed(exitCannotRun, err)
		}
	}
	err := do(r)
	if !r.running() {
		return err
	}
	file, stopped := r.Stop()
	switch {
	case errors.Is(stopped, errNothing):
		say(std.err, "warning", stopped.Error())
		return err
	case stopped == nil:
		fmt.Fprintf(std.err, "candybar: recorded %s\n", printable(file))
	}
	return errors.Join(err, stopped)
}
