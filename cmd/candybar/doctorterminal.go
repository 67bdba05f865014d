package main

import (
	"fmt"
	"os"
	"strconv"
	"strings"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/term"

	"candybar/tui"
)

// The smallest and the best terminal, in cells.
const (
	leastWidth, leastHeight = 40, 20
	bestWidth, bestHeight   = 80, 24
)

// lookAtTerminal looks at the terminal behind a file, and at the environment.
func lookAtTerminal(file *os.File) []finding {
	if !term.IsTerminal(file.Fd()) {
		return []finding{{doubtful, "terminal", "there is none here", "the phone needs one; candybar dial and candybar test do not"}}
	}
	findings := append([]finding{checkSize(file.Fd())}, checkEnvironment(os.Getenv)...)
	return append(findings,
		checkColour(colorprofile.Detect(file, os.Environ()), os.Getenv("NO_COLOR")),
		checkBidi(os.Getenv), checkMouse(os.Getenv))
}

func checkSize(file uintptr) finding {
	width, height, err := term.GetSize(file)
	says := fmt.Sprintf("%d×%d cells", width, height)
	switch {
	case err != nil:
		return finding{doubtful, "terminal", "its size is not known", "the phone wants 40×20 at least"}
	case width < leastWidth || height < leastHeight:
		return finding{broken, "terminal", says, "too small: the phone wants 40×20 at least"}
	case width < bestWidth || height < bestHeight:
		return finding{well, "terminal", says + ", enough; best from 80×24 up", ""}
	default:
		return finding{well, "terminal", says, ""}
	}
}

func checkEnvironment(getenv func(string) string) []finding {
	findings := []finding{{well, "TERM", getenv("TERM"), ""}}
	if name := getenv("TERM"); name == "" || strings.EqualFold(name, "dumb") {
		findings[0] = finding{broken, "TERM", fmt.Sprintf("%q", name), "no phone can be drawn on it: set TERM to what the terminal is, as xterm-256color"}
	}
	locale := firstOf(getenv, "LC_ALL", "LC_CTYPE", "LANG")
	if !strings.Contains(strings.ToLower(strings.ReplaceAll(locale, "-", "")), "utf8") {
		return append(findings, finding{doubtful, "locale", fmt.Sprintf("%q", locale), "it does not say UTF-8: frames and Persian may come out as other signs; try LANG=C.UTF-8"})
	}
	return append(findings, finding{well, "locale", locale, ""})
}

// checkColour says how many colours the phone is drawn in, where the terminal was
// found to have those of a profile, and NO_COLOR is asked.
func checkColour(profile colorprofile.Profile, asked string) finding {
	switch profile {
	case colorprofile.TrueColor:
		return minded(finding{well, "colour", "16 million colours", ""}, asked)
	case colorprofile.ANSI256:
		return minded(finding{well, "colour", "256 colours, enough", ""}, asked)
	case colorprofile.ANSI:
		return minded(finding{doubtful, "colour", "16 colours",
			"where the terminal has more, set TERM=xterm-256color or COLORTERM=truecolor; where not, --theme contrast reads best"}, asked)
	case colorprofile.ASCII:
		return finding{well, "colour", fmt.Sprintf("none: NO_COLOR is %q; bold and reverse remain", asked), ""}
	case colorprofile.NoTTY, colorprofile.Unknown:
		return finding{broken, "colour", "none, nor bold or reverse", "set TERM to what the terminal is, as xterm-256color"}
	default:
		return finding{broken, "colour", profile.String(), "set TERM to what the terminal is, as xterm-256color"}
	}
}

// minded is what was found of colours, or that NO_COLOR is set to what is not
// understood: https://no-color.org has any value mean it, the library only a true one.
func minded(found finding, asked string) finding {
	if asked == "" || isFalse(asked) {
		return found
	}
	return finding{doubtful, "colour", fmt.Sprintf("%s: NO_COLOR is %q, which is not understood", found.says, asked), "set NO_COLOR=1 for no colours, or unset it"}
}

func isFalse(value string) bool {
	is, err := strconv.ParseBool(value)
	return err == nil && !is
}

// checkBidi says how Persian would be put on this terminal. The phone asks the
// terminal besides, which the doctor does not.
func checkBidi(getenv func(string) string) finding {
	says := "by the environment auto is --bidi " + string(tui.BidiFor(getenv))
	if getenv("TMUX") != "" {
		return finding{doubtful, "bidi", says, "tmux hides the terminal around it: if Persian reads backwards, choose by eye with candybar --bidi ask"}
	}
	return finding{well, "bidi", says + "; if Persian reads backwards, choose by eye with candybar --bidi ask", ""}
}

// checkMouse says whether the phone can be clicked on. No terminal tells without
// being asked; what stands between is known.
func checkMouse(getenv func(string) string) finding {
	if getenv("TMUX") != "" {
		return finding{well, "mouse", "tmux passes clicks on", "if they do not reach the phone: tmux set -g mouse on"}
	}
	return finding{well, "mouse", "keys can be clicked; shift selects text as usual in most terminals", ""}
}

// firstOf is the first variable that is set.
func firstOf(getenv func(string) string, names ...string) string {
	for _, name := range names {
		if value := getenv(name); value != "" {
			return value
		}
	}
	return ""
}
