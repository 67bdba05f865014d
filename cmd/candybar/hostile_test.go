package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"candybar/phone/text/hostile"
)

// TestHostile sends every attack of the corpus by every way into candybar, and
// finds nothing of it at any way out. Its last part counts.
func TestHostile(t *testing.T) {
	t.Parallel()
	w := newWatch()
	t.Run("ways", func(t *testing.T) {
		for name, test := range map[string]func(*testing.T, *watch){
			"dial":     hostileDial,
			"sessions": hostileSessions,
			"test":     hostileTest,
			"export":   hostileExport,
			"lint":     hostileLint,
			"words":    hostileWords,
			"config":   hostileConfig,
			"flows":    hostileFlows,
			"terminal": hostileTerminal,
		} {
			t.Run(name, func(t *testing.T) { t.Parallel(); test(t, w) })
		}
	})
	t.Logf("hostile texts: %d attacks × %d ways in × %d ways out", len(hostile.Attacks()), len(w.ins), len(w.outs))
}

// hostileDial has each attack as a screen of one long session.
func hostileDial(t *testing.T, w *watch) {
	e, url := startEvil(t)
	folder := t.TempDir()
	args := []string{"*" + wayScreen + "#"}
	for i, attack := range e.attacks {
		if attack.IsText() {
			args = append(args, strconv.Itoa(i))
		}
	}
	log, recording := filepath.Join(folder, "log"), filepath.Join(folder, "all.ussd")
	notation, code := w.command(t, "", append([]string{"dial", "--handler", url, "--log", log, "--record", recording}, args...)...)
	w.by(handlerWays[wayScreen])
	w.text(t, "dial", notation)
	w.json(t, "log", file(t, log))
	w.text(t, "recording", file(t, recording))
	for _, attack := range e.attacks {
		if attack.IsText() && !strings.Contains(notation, attack.Name) {
			t.Errorf("%s did not arrive", attack.Name)
		}
	}
	events, again := w.command(t, "", append([]string{"dial", "--json", "--handler", url}, args...)...)
	w.json(t, "dial --json", events)
	if code != 0 || again != 0 {
		t.Errorf("exit codes %d and %d", code, again)
	}

	// What was recorded of it passes as a test, and is drawn in every way.
	plain, code := w.command(t, "", "test", "--handler", url, recording)
	w.text(t, "test", plain)
	if code != 0 {
		t.Errorf("the recording does not pass: %d\n%.3000s", code, plain)
	}
	for _, as := range []string{"svg", "html", "md", "cast", "json"} {
		hostileDrawing(t, w, as, url, recording)
	}
}

func hostileDrawing(t *testing.T, w *watch, as, url, flow string) {
	t.Helper()
	drawing, _ := w.command(t, "", "export", "--as", as, "--handler", url, flow)
	if len(drawing) < 100 {
		t.Errorf("%s is %q", as, drawing)
	}
	switch as {
	case "svg":
		w.xml(t, "export svg", drawing)
	case "cast", "json":
		w.json(t, "export "+as, drawing)
	default:
		w.text(t, "export "+as, drawing)
	}
}

// hostileSessions has each attack in each way that ends a session.
func hostileSessions(t *testing.T, w *watch) {
	e, url := startEvil(t)
	for way, name := range handlerWays {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			folder := t.TempDir()
			for i, attack := range e.attacks {
				log, recording := filepath.Join(folder, "log"), filepath.Join(folder, attack.Name+".ussd")
				notation, _ := w.command(t, "", "dial", "--handler", url, "--log", log, "--record", recording, fmt.Sprintf("*%s*%d#", way, i))
				w.text(t, "dial", notation)
				w.json(t, "log", file(t, log))
				if kept, err := os.ReadFile(recording); err == nil {
					w.text(t, "recording", string(kept))
				}
				if t.Failed() {
					t.Fatalf("by %s", attack.Name)
				}
			}
			w.by(name)
		})
	}
}

// hostileTest has each attack where a flow expects something else.
func hostileTest(t *testing.T, w *watch) {
	e, url := startEvil(t)
	folder := t.TempDir()
	args := []string{"test", "--handler", url}
	for _, way := range []string{wayScreen, wayLocation, wayInvoice} {
		for i, attack := range e.attacks {
			name := filepath.Join(folder, way+attack.Name+".ussd")
			flow := fmt.Sprintf("name  %s\n\n> *%s*%d#\nCON\n| Something else\n", attack.Name, way, i)
			if err := os.WriteFile(name, []byte("flow 1\n"+flow), 0o600); err != nil {
				t.Fatal(err)
			}
			args = append(args, name)
		}
	}
	junit, page := filepath.Join(folder, "junit.xml"), filepath.Join(folder, "page.html")
	plain, code := w.command(t, "", append(args, "--junit", junit, "--html", page)...)
	if code != 1 {
		t.Errorf("exit code %d:\n%.2000s", code, plain)
	}
	w.by("a screen that differs")
	w.text(t, "test", plain)
	w.xml(t, "test --junit", file(t, junit))
	w.text(t, "test --html", file(t, page))
	lines, _ := w.command(t, "", append(args, "--json")...)
	w.json(t, "test --json", lines)
	for _, attack := range e.attacks {
		if !strings.Contains(plain, attack.Name+".ussd") {
			t.Errorf("%s was not played", attack.Name)
		}
	}
}

// hostileExport draws flows that fail.
func hostileExport(t *testing.T, w *watch) {
	e, url := startEvil(t)
	folder := t.TempDir()
	for i, attack := range e.attacks {
		name := filepath.Join(folder, attack.Name+".ussd")
		if err := os.WriteFile(name, fmt.Appendf(nil, "flow 1\n\n> *%s*%d#\nEND\n| We sent you a payment link.\n\nsms from iNoti\n| Something else\n", wayInvoice, i), 0o600); err != nil {
			t.Fatal(err)
		}
		for _, as := range []string{"svg", "html", "md", "cast"} {
			hostileDrawing(t, w, as, url, name)
		}
		if t.Failed() {
			t.Fatalf("by %s", attack.Name)
		}
	}
}

// hostileLint has each attack as a reply to judge.
func hostileLint(t *testing.T, w *watch) {
	for _, attack := range append(hostile.Attacks(), hostile.Huge()...) {
		words, _ := w.command(t, attack.Line(), "lint")
		w.text(t, "lint", words)
		object, _ := w.command(t, attack.Line(), "lint", "--json")
		w.json(t, "lint --json", object)
		if t.Failed() {
			t.Fatalf("by %s", attack.Name)
		}
	}
	w.by("a reply to lint")
}

// hostileWords has each attack on the command line: typed, dialled, as the value
// of a flag, and as the name of a file.
func hostileWords(t *testing.T, w *watch) {
	_, url := startEvil(t)
	folder := t.TempDir()
	for _, attack := range hostile.Attacks() {
		if !attack.IsText() || len(attack.Text) > 10_000 {
			continue // no system takes it for an argument
		}
		for _, args := range [][]string{
			{"dial", "--handler", url, "--", attack.Text}, {"dial", "--handler", url, "*1" + attack.Text + "#", attack.Text},
			{"dial", "--handler", url, "*1#", attack.Text, attack.Text}, {"dial", "--handler", url, "--operator", attack.Text, "*1#"},
			{"dial", "--handler", "http://127.0.0.1:1/" + attack.Text, "*1#"}, {"dial", "--handler", "http://" + attack.Text + ".invalid/", "*1#"},
			{"dial", "--mobile", attack.Text, "*1#"}, {"dial", "--weather", attack.Text, "*1#"}, {"dial", "--seed", attack.Text, "*1#"},
			{"dial", "--" + attack.Text, "*1#"}, {"dial", "--config", attack.Text, "*1#"}, {"dial", "--country", attack.Text, "*1#"},
			{"dial", "--listen", attack.Text, "*1#"}, {"dial", "--log", filepath.Join(attack.Text, "x"), "*1#"},
			{"dial", "--data", "/proc/" + attack.Text, "*1#"}, {"dial", "--record", "/proc/" + attack.Text, "--handler", url, "*1#"},
			{"test", attack.Text + ".ussd"}, {"test", "--tag", attack.Text, folder}, {"test", "--var", attack.Text, folder}, {"fmt", attack.Text},
			{"export", "--as", attack.Text, "x"}, {"export", "--as", "json", attack.Text}, {"lint", attack.Text}, {"help", attack.Text},
			{"completion", attack.Text}, {"init", "/proc/" + attack.Text}, {"doctor", "--handler", "http://a/" + attack.Text}, {"doctor", attack.Text},
			{"doctor", "--listen", attack.Text}, {"doctor", "--data", "/proc/" + attack.Text},
		} {
			out, _ := w.command(t, "", args...)
			w.text(t, args[0], out)
			if t.Failed() {
				t.Fatalf("by %q", args)
			}
		}
	}
	w.by("dial string", "typed answer", "flag", "handler's URL", "file name")
}

// hostileConfig has each attack in a config.
func hostileConfig(t *testing.T, w *watch) {
	_, url := startEvil(t)
	path := filepath.Join(t.TempDir(), "evil.toml")
	keys := []string{
		"%s = 1", "operator = %s", "handler = %s", "weather = %s", "timers = %s", "listen = %s", "seed = %s", "country = %s", "log = %s", "dialect = %s",
		"[[phones]]\nmobile = %s", "[[phones]]\nmobile = \"09121234567\"\noperator = %s", "[[phones]]\nmobile = \"09121234567\"\npin = %s",
		"[[phones]]\nmobile = \"09121234567\"\nipayy_error = %s", "[[codes]]\ncode = %s\nhandler = \"http://127.0.0.1:1/\"", "[[codes]]\ncode = \"*1#\"\nhandler = %s",
		"[[codes]]\ncode = \"*1#\"\nhandler = \"http://127.0.0.1:1/\"\npay_by = %s", "[lint]\n%s = \"off\"", "[lint]\nucs2 = %s", "[callbacks]\noutcome = %s",
		"[callbacks]\nbackoff = %s", "[inoti]\ncall_form = %s", "[inoti]\nsession_id = %s", "[inoti]\njson_style = %s", "[ipayy]\notp_life = %s", "[ipayy]\nbase_url = %s",
		"[intouchpay]\nprofile = %s", "[intouchpay]\ncallback_url = %s", "[%s]\na = 1",
	}
	for i, attack := range hostile.Attacks() {
		if len(attack.Text) > 10_000 {
			continue
		}
		for j, key := range keys {
			// As TOML writes it, and, in one key after the other, as it is.
			values := []string{strconv.QuoteToASCII(attack.Text)}
			if i%len(keys) == j {
				values = append(values, `"`+attack.Text+`"`)
			}
			for _, value := range values {
				if err := os.WriteFile(path, fmt.Appendf(nil, key, value), 0o600); err != nil {
					t.Fatal(err)
				}
				out, _ := w.command(t, "", "doctor", "--config", path, "--handler", url)
				w.text(t, "doctor", out)
				if t.Failed() {
					t.Fatalf("by %s in %s", attack.Name, key)
				}
			}
		}
	}
	w.by("config")
}

// hostileFlows has each attack in a flow: its name, its texts, its faults.
func hostileFlows(t *testing.T, w *watch) {
	_, url := startEvil(t)
	folder := t.TempDir()
	for _, attack := range hostile.Attacks() {
		for i, flow := range []string{
			"name    @\n\n> *1#\nCON\n| Which attack?\n", "\n> *1#\nCON\n| @\n", "\n> *1#@\nCON\n| Which attack?\n", "@", "\n> *1#\n@\n",
			"tag     @\n\n> *1#\nCON\n| Which attack?\n", "\n> *1#\nCON\n| {{@}}\n", "\n> *1#\nCON\n| {{a: /@/}}\n", "# @\n\n> *1#\nCON\n| Which attack?\n",
			"var     a @\n\n> *1#\nCON\n| {{a}}\n", "phone   09121234567@\n\n> *1#\nCON\n| x\n", "handler http://127.0.0.1:1/@\n\n> *1#\nEND network-error\n",
			"\n> *1#\nCON\n| Which attack?\n\ncallback\n  within 20ms\n  @  x\n  body @\n", "\nwait @\nweather @\n",
		} {
			path := filepath.Join(folder, fmt.Sprintf("%s-%d.ussd", attack.Name, i))
			if err := os.WriteFile(path, []byte("flow 1\n"+strings.ReplaceAll(flow, "@", attack.Text)), 0o600); err != nil {
				t.Fatal(err)
			}
			for _, args := range [][]string{
				{"test", "--handler", url, path}, {"test", "--json", "--handler", url, path}, {"fmt", "--check", path}, {"export", "--as", "md", "--handler", url, path},
			} {
				out, _ := w.command(t, "", args...)
				w.text(t, args[0], out)
				if t.Failed() {
					t.Fatalf("by %q in %q", flow, args)
				}
			}
		}
	}
	w.by("flow")
}
