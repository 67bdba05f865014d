package tui

import (
	"errors"
	"fmt"
	"image/color"
	"strings"
	"sync"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"candybar/gateway"
)

// tape is a Recorder that only counts. Its recordings are a.ussd, b.ussd and on.
type tape struct {
	mu     sync.Mutex
	calls  []string
	refuse error
}

// slowTape is a Recorder whose Stop waits for its release, and then writes.
type slowTape struct {
	tape
	entered, release, done chan struct{}
	// wrote is guarded by nothing but that nobody looks before Stop is done.
	wrote bool
}

func (r *slowTape) Stop() (string, error) {
	close(r.entered)
	<-r.release
	r.wrote = true
	close(r.done)
	return r.tape.Stop()
}

func (r *tape) Start() (string, error) { return r.call("start") }

func (r *tape) Stop() (string, error) { return r.call("stop") }

func (r *tape) call(name string) (string, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.calls = append(r.calls, name)
	file := fmt.Sprintf("%c.ussd", 'a'+(len(r.calls)-1)/2)
	return file, r.refuse
}

func (r *tape) called() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return strings.Join(r.calls, " ")
}

// records is the rig with a Recorder.
func (r *rig) records(recorder Recorder, file string) *rig {
	options := r.model.options
	options.Recorder, options.Recording = recorder, file
	r.model = newModel(options)
	r.send(tea.WindowSizeMsg{Width: 80, Height: 24})
	return r
}

// foot is the last row of the terminal.
func (r *rig) foot() string {
	rows := strings.Split(ansi.Strip(r.model.frame()), "\n")
	return rows[len(rows)-1]
}

func TestRecording(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name   string
		file   string
		refuse error
		keys   []string
		calls  string
		// says begins the foot; rec is whether the mark is in it.
		says string
		rec  bool
	}{
		{"none", "", nil, nil, "", " 0-9 dial, enter calls  tab inspector", false},
		{"f3 starts one", "", nil, []string{"f3"}, "start", " recording to a.ussd  ", true},
		{"f3 stops it", "", nil, []string{"f3", "f3"}, "start stop", " recorded a.ussd  ", false},
		{"the next is another", "", nil, []string{"f3", "f3", "f3"}, "start stop start", " recording to b.ussd  ", true},
		{"one that runs already", "x.ussd", nil, nil, "", " recording to x.ussd  ", true},
		{"and is stopped", "x.ussd", nil, []string{"f3"}, "stop", " recorded a.ussd  ", false},
		{"none can be started", "", errors.New("no room"), []string{"f3"}, "start", " ✗ no room  ", false},
		{"one more try", "", errors.New("no room"), []string{"f3", "f3"}, "start start", " ✗ no room  ", false},
		{"it cannot be written", "x.ussd", errors.New("no room"), []string{"f3"}, "stop", " ✗ no room  ", false},
		{"then another is started", "x.ussd", errors.New("no room"), []string{"f3", "f3"}, "stop start", " ✗ no room  ", false},
		{"in the inspector", "", nil, []string{"tab", "f3"}, "start", " recording to a.ussd  ", true},
		{"under the help", "", nil, []string{"f1", "f3"}, "start", " recording to a.ussd  ", true},
		{"on another SIM", "", nil, []string{"f3", "f2", "f3"}, "start stop", " recorded a.ussd  ", false},
		{"quitting stops none", "", nil, []string{"f3", "ctrl+c"}, "start", " recording to a.ussd  ", true},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			recorder := &tape{refuse: test.refuse}
			r := newRig(t).records(recorder, test.file).press(test.keys...)
			if got := recorder.called(); got != test.calls {
				t.Errorf("called was %q, want %q", got, test.calls)
			}
			if got := r.foot(); !strings.HasPrefix(got, test.says) || strings.Contains(got, "● REC  :6655 ") != test.rec {
				t.Errorf("the foot is %q, want %q, and the mark: %t", got, test.says, test.rec)
			}
			frame := r.model.frame()
			if failed := strings.Contains(frame, r.model.pen.fail.render("✗ no room")); failed != (test.refuse != nil) {
				t.Errorf("a failure is shown in its colour: %t", failed)
			}
		})
	}
}

// Nothing is done by a key while what came of the one before is not known.
func TestRecordingOneKeyAtATime(t *testing.T) {
	t.Parallel()
	recorder := &tape{}
	r := newRig(t).records(recorder, "")
	for _, want := range []string{"start", "start stop"} {
		before := r.foot()
		command := r.model.advance(keyPress("f3"))
		for range 3 {
			if r.model.advance(keyPress("f3")) != nil {
				t.Error("a second key does something")
			}
		}
		if got := r.foot(); got != before {
			t.Errorf("before anything was done the foot is %q, and was %q", got, before)
		}
		r.run(command)
		if got := recorder.called(); got != want {
			t.Errorf("called was %q, want %q", got, want)
		}
	}
}

// A key is only a key: what is typed, asked and shown on the phone stays so.
func TestRecordingLeavesThePhoneAlone(t *testing.T) {
	t.Parallel()
	for _, sc := range plays() {
		t.Run(sc.name, func(t *testing.T) {
			t.Parallel()
			s := newScene(t, 80, 24).recorder("")
			sc.play(s)
			s.wait().press("f3").came(began).wait()
			if !s.model.recording.runs {
				t.Fatal("nothing is recorded")
			}
			before, toast, shown, focus := s.of.apart(), s.model.handset.toast, s.model.panel, s.model.focus
			s.press("f3").came(stopped)
			if after := s.of.apart(); after != before || s.model.handset.toast != toast || s.model.panel != shown || s.model.focus != focus {
				t.Errorf("it was\n%s\nand is\n%s", before, after)
			}
		})
	}
}

// What is said is said until the next key or click, but not only until one that
// was in flight.
func TestRecordingIsToldUntilTheNextKey(t *testing.T) {
	t.Parallel()
	next := map[string]tea.Msg{
		"key":   keyPress("up"),
		"click": tea.MouseClickMsg{X: 5, Y: 5, Button: tea.MouseLeft},
	}
	for name, msg := range next {
		r := newRig(t).records(&tape{}, "").press("f3")
		r.now = r.now.Add(graceMost - 1)
		r.send(msg)
		if got := r.foot(); !strings.Contains(got, "recording to a.ussd") {
			t.Errorf("after a %s in flight the foot is %q", name, got)
		}
		r.now = r.now.Add(1)
		r.send(msg)
		if got := r.foot(); strings.Contains(got, "a.ussd") || !strings.Contains(got, "f3 stop") || !strings.Contains(got, "● REC") {
			t.Errorf("after the next %s the foot is %q", name, got)
		}
	}
}

// A phone without a Recorder has no key, no mark and no word of it, whatever else
// it was given.
func TestNoRecorder(t *testing.T) {
	t.Parallel()
	s := newScene(t, 160, 50)
	without := s.frame() + s.press("f1").frame()
	options := s.model.options
	options.Recording = "airtime.ussd"
	s.model = newModel(options)
	s.of = s.model.sim
	s.send(tea.WindowSizeMsg{Width: 160, Height: 50})
	if command := s.model.advance(keyPress("f3")); command != nil {
		t.Error("f3 does something")
	}
	if with := s.frame() + s.press("f1").frame(); with != without || strings.Contains(with, "f3") || strings.Contains(with, "REC") {
		t.Errorf("shown is\n%s", with)
	}
}

// The mark stands at the foot wherever the user is, at every size.
func TestRecordingMarkStands(t *testing.T) {
	t.Parallel()
	sizes := [][2]int{{7, 1}, {9, 2}, {39, 20}, {40, 19}, {40, 20}, {60, 24}, {71, 24}, {72, 24}, {80, 24}, {99, 30}, {100, 33}, {160, 50}}
	for _, sc := range plays() {
		s := newScene(t, 80, 24).recorder("airtime.ussd")
		sc.play(s)
		s.model.recording.runs = true
		for _, size := range sizes {
			s.send(tea.WindowSizeMsg{Width: size[0], Height: size[1]})
			for range 2 { // the other page too
				frame := s.model.frame()
				foot := frame[strings.LastIndexByte(frame, '\n')+1:]
				if mark := s.model.pen.fail.render("● REC"); !strings.Contains(foot, mark) {
					t.Errorf("%v, %s: the foot is %q", size, sc.name, foot)
				}
				s.press("tab")
			}
		}
	}
}

// What is said takes no row of the phone's screen, and is cut where it would; all
// of it is there where there is room.
func TestRecordingSaysAll(t *testing.T) {
	t.Parallel()
	long := strings.TrimSpace(strings.Repeat("not written ", 12))
	for _, size := range [][2]int{{40, 20}, {41, 23}, {80, 24}, {100, 33}, {160, 50}} {
		s := newScene(t, size[0], size[1]).recorder("").press("f3").came(recorded{err: errors.New(long)})
		screen := s.model.layout.screen.Max.Y
		rows := strings.Split(s.frame(), "\n")[screen:]
		if words := strings.Join(strings.Fields(strings.Join(rows, " ")), " "); size[0] > 41 && !strings.Contains(strings.ReplaceAll(words, " :6655", ""), long) {
			t.Errorf("%v: said is %q", size, words)
		}
		s.came(recorded{err: errors.New(strings.Repeat(longScreen(), 20))})
		if got, want := len(s.model.footRows()), size[1]-screen; got != want {
			t.Errorf("%v: %d rows, want %d", size, got, want)
		}
		if foot := strings.Join(s.model.footRows(), ""); !strings.Contains(foot, "…") || !strings.Contains(foot, ":6655") {
			t.Errorf("%v: the foot is %q", size, foot)
		}
	}
}

// The mark is in the colour of failures, on either background.
func TestRecordingMarkColours(t *testing.T) {
	t.Parallel()
	s := newScene(t, 80, 24).recorder("airtime.ussd")
	seen := func() (mark, words string) {
		mark = s.model.pen.fail.render("● REC")
		frame := s.model.frame()
		if !strings.Contains(frame, mark) {
			t.Errorf("no %q in\n%s", mark, frame)
		}
		return mark, ansi.Strip(frame)
	}
	dark, words := seen()
	s.send(tea.BackgroundColorMsg{Color: color.White})
	light, same := seen()
	if light == dark || same != words {
		t.Error("a light background changes colours, and nothing else")
	}
}

// keyed are the sequences with which terminals say F3: most of them, tmux and SSH
// among them, an old console, and one that disambiguates.
func keyed() []string { return []string{"\x1bOR", "\x1b[13~"} }

// A recording on a terminal, with the Recorder of whoever opened the phone.
func TestRunRecords(t *testing.T) {
	t.Parallel()
	for _, f3 := range keyed() {
		for _, width := range []int{40, 80} {
			t.Run(fmt.Sprintf("%q %d", f3, width), func(t *testing.T) {
				t.Parallel()
				g := gateway.New(gateway.Options{})
				defer g.Close()
				recorder := &tape{}
				term, press, done := start(t, width, 24, Options{
					SIMs: sims(g), Log: g.Log(), Limits: g.Limits(), Address: "http://127.0.0.1:6655", Recorder: recorder,
				})
				term.shows(t, "tab inspector", ":6655")
				press(f3)
				term.shows(t, "recording to a.ussd", "● REC")
				press("*#06#")
				term.shows(t, "IMEI", "● REC")
				press(f3)
				term.shows(t, "recorded a.ussd", ":6655")
				press(f3)
				term.shows(t, "recording to b.ussd", "● REC")
				press("\x03")
				if err := <-done; err != nil {
					t.Error(err)
				}
				if got := recorder.called(); got != "start stop start" {
					t.Errorf("called was %q", got)
				}
			})
		}
	}
}

func TestRunCannotRecord(t *testing.T) {
	t.Parallel()
	g := gateway.New(gateway.Options{})
	defer g.Close()
	recorder := &tape{refuse: errors.New("there is no room for a recording")}
	term, press, done := start(t, 40, 20, Options{
		SIMs: sims(g), Log: g.Log(), Limits: g.Limits(), Address: "http://127.0.0.1:6655", Recorder: recorder,
	})
	term.shows(t, "tab inspector")
	press("\x1bOR")
	term.shows(t, "✗ there is no room for a", "recording", ":6655")
	if shown := term.text(); strings.Contains(shown, "REC") {
		t.Errorf("the screen is\n%s", shown)
	}
	press("\x03")
	if err := <-done; err != nil {
		t.Error(err)
	}
	if got := recorder.called(); got != "start" {
		t.Errorf("called was %q", got)
	}
}

// A Stop that is under way when the user quits is done when Run returns. The race
// detector sees one that is not, whichever comes first.
func TestRunWaitsForTheRecorder(t *testing.T) {
	t.Parallel()
	g := gateway.New(gateway.Options{})
	defer g.Close()
	recorder := &slowTape{entered: make(chan struct{}), release: make(chan struct{}), done: make(chan struct{})}
	term, press, done := start(t, 80, 24, Options{
		SIMs: sims(g), Log: g.Log(), Limits: g.Limits(), Recorder: recorder, Recording: "x.ussd",
	})
	term.shows(t, "recording to x.ussd", "● REC")
	press("\x1bOR")
	<-recorder.entered
	press("\x03")
	term.left(t)
	close(recorder.release)
	if err := <-done; err != nil {
		t.Error(err)
	}
	if !recorder.wrote {
		t.Error("Run did not wait")
	}
	<-recorder.done
}

// What was still to be called when the program ended is left to the Recorder's owner.
func TestRecorderIsLeftAloneAfterwards(t *testing.T) {
	t.Parallel()
	recorder := &tape{}
	var r recording
	r.open(recorder, "x.ussd")
	late := r.toggle()
	r.calls.close()
	if msg := late(); msg != nil || recorder.called() != "" {
		t.Errorf("%v came of %q", msg, recorder.called())
	}
}
