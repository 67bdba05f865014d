package tui

import (
	"errors"

	tea "charm.land/bubbletea/v2"
)

// recordingScenes are the states of a phone that can record.
var recordingScenes = []play{
	{"recording-none", func(s *scene) { s.recorder("") }},
	{"recording", func(s *scene) {
		s.recorder("").press("f3").came(began).wait()
		s.dial().ask("*6655*123", menu).press("2")
	}},
	{"recording-idle", func(s *scene) { s.recorder("airtime.ussd").press("esc") }},
	{"recording-opened", func(s *scene) { s.recorder("flows/airtime.ussd") }},
	{"recording-moved", func(s *scene) {
		s.model.options.Moved = true
		s.recorder("airtime.ussd")
	}},
	{"recording-began", func(s *scene) { s.recorder("").press("f3").came(began) }},
	{"recording-ended", func(s *scene) {
		s.recorder("airtime.ussd").dial().ask("*6655*123", menu).press("2", "f3").came(stopped)
	}},
	{"recording-refused", func(s *scene) { s.recorder("").press("f3").came(recorded{err: errRefused}) }},
	{"recording-unwritten", func(s *scene) {
		s.recorder("airtime.ussd").dial().ask("*6655*123", menu).asks(confirmFirst).press("4", "f3")
		s.came(recorded{stopped: true, file: "airtime.ussd", err: errUnwritten})
	}},
	{"recording-panel", func(s *scene) { s.recorder("").press("f3").came(began).wait().twoSessions().press("tab") }},
	{"recording-exchange", func(s *scene) {
		s.recorder("airtime.ussd").twoSessions().press("tab", "enter", "f3").came(stopped)
	}},
	{"recording-help", func(s *scene) { s.recorder("airtime.ussd").press("f1") }},
	{"recording-hostile", func(s *scene) { s.recorder("").press("f3").came(recorded{file: hostile}) }},
	{"recording-hostile-refused", func(s *scene) {
		s.recorder("").press("f3").came(recorded{err: errors.New(longScreen() + hostile)})
	}},
}

// What comes of the key.
var (
	began        = recorded{file: "recording.ussd"}
	stopped      = recorded{stopped: true, file: "airtime.ussd"}
	errRefused   = errors.New("there are a thousand recordings in this folder: put them away first")
	errUnwritten = errors.New("write the recording: open airtime.ussd: permission denied; start candybar in a folder where it may write")
)

// recorder is the scene with a phone that can record; where there is a file it
// does so from the beginning.
func (s *scene) recorder(file string) *scene {
	options, l, p := s.model.options, s.model.layout, s.model.pen
	options.Recorder, options.Recording = &tape{}, file
	s.model = newModel(options)
	s.model.pen = p
	s.of = s.model.sim
	s.send(tea.WindowSizeMsg{Width: l.width, Height: l.height})
	return s
}

// came is what came of the key.
func (s *scene) came(what recorded) *scene {
	s.send(what)
	return s
}
