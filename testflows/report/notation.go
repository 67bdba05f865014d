package report

import (
	"strings"

	"candybar/phone/text/pattern"
	"candybar/testflows/flow"
)

// notationLine is one line of a flow's file as the page shows it.
type notationLine struct {
	Number int
	// Kind is the line's style: typed, end, text, option or step.
	Kind string
	// Mark is what stands in column 1 of what is typed and of a text. What
	// follows has a direction of its own, so that a line of Persian does not pull
	// its mark to the other side.
	Mark  string
	Parts []notationPart
	// Differs is true for the line that a failure is about.
	Differs bool
}

// notationPart is a piece of a line: plain text, or a variable or matcher with
// its braces.
type notationPart struct {
	Text   string
	Braced bool
}

// stepLines are the lines of a step of the flow, and only those: comments and
// blank lines behind it belong to what follows.
func stepLines(f *flow.Flow, index int) []notationLine {
	first := f.Steps[index].About().At.Line
	next := f.Lines() + 1
	if index+1 < len(f.Steps) {
		next = f.Steps[index+1].About().At.Line
	}
	lines := []notationLine{notationOf(first, f.Line(first))}
	for number := first + 1; number < next; number++ {
		if line := f.Line(number); !isQuiet(line) {
			lines = append(lines, notationOf(number, line))
		}
	}
	return lines
}

// isQuiet reports whether a line says nothing to the machine.
func isQuiet(line string) bool { return strings.TrimSpace(line) == "" || line[0] == '#' }

func notationOf(number int, line string) notationLine {
	out := notationLine{Number: number, Kind: "step"}
	word, _, _ := strings.Cut(line, " ")
	switch {
	case word == "|":
		out.Kind, out.Mark, line = "text", "|", strings.TrimPrefix(line[1:], " ")
	case strings.HasSuffix(word, ">"):
		out.Kind, out.Mark, line = "typed", word, strings.TrimPrefix(line[len(word):], " ")
	case word == "CON", word == "END":
		out.Kind = "end"
	case word == "":
		out.Kind = "option"
	}
	out.Parts = notationParts(strings.TrimRight(line, " "))
	return out
}

// braced is a variable or a matcher, or two literal braces.
var braced = pattern.New(`\\\{\{|\{\{.*?\}\}`)

func notationParts(line string) []notationPart {
	var parts []notationPart
	plain := 0
	for _, at := range braced().FindAllStringIndex(line, -1) {
		if line[at[0]] == '\\' {
			continue
		}
		if at[0] > plain {
			parts = append(parts, notationPart{Text: line[plain:at[0]]})
		}
		parts = append(parts, notationPart{line[at[0]:at[1]], true})
		plain = at[1]
	}
	if plain < len(line) {
		parts = append(parts, notationPart{Text: line[plain:]})
	}
	return parts
}
