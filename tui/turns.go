package tui

import (
	"fmt"
	"net/http"
	"strings"
	"time"

	"candybar/gateway/event"
	"candybar/gateway/session"
	"candybar/phone/text"
)

// A record is drawn behind a mark and its time; what follows is indented as far
// where there is room for that.
const (
	stampWidth = 10
	shallow    = 4
	// mostShown is how many octets of a body may come to stand in a row.
	mostShown = 512
	sizeWidth = len("182/182 septets, 160/160 octets")
	// wideRoom is the room for a reply's size from which all of it is told, and the
	// tracks begin at the trackColumn.
	wideRoom    = 48
	statusWidth = len("  200 ")
	trackColumn = stampWidth + statusWidth + sizeWidth + 1
)

// wideTurn reports whether a turn has its track at the trackColumn.
func wideTurn(width, tookWidth int) bool {
	return width-stampWidth-statusWidth-tookWidth-1 >= wideRoom
}

// stamped begins a row with the mark and the time of its record.
func (p *pen) stamped(at time.Time, width int, chosen bool) *line {
	return p.marked(width, chosen).add(p.quiet, at.Format("15:04:05")).blank(1)
}

// marked begins a row with the mark of the chosen record.
func (p *pen) marked(width int, chosen bool) *line {
	out := p.line(width)
	if chosen {
		return out.add(p.next, "▌")
	}
	return out.blank(1)
}

// indent is how far the text under a record stands in.
func indent(width int) int {
	if width < 56 {
		return shallow
	}
	return stampWidth
}

func (d *dialled) rows(p *pen, _ *inspector, width int, chosen bool) []string {
	out := p.stamped(d.at, width, chosen).add(p.strong, d.code).blank(2)
	switch {
	case d.class != "ussd":
		out.add(p.quiet, d.class)
	case d.handler == "":
		out.add(p.warn, "no handler has it")
	default:
		out.add(p.quiet, d.handler)
	}
	if d.parted == "" {
		return []string{out.done()}
	}
	return []string{p.parting(width, "session "+d.parted), out.done()}
}

// parting is a rule between two sessions, with words at its end.
func (p *pen) parting(width int, said string) string {
	rule := strings.Repeat("╌", max(0, width-p.width(said)-2))
	return p.line(width).blank(1).add(p.frame, rule).blank(1).add(p.quiet, said).done()
}

// longPause is from when on it is told how long the user took.
const longPause = 5 * time.Second

func (t *turn) rows(p *pen, in *inspector, width int, chosen bool) []string {
	var rows []string
	if t.pause >= longPause {
		said := "the user took " + lasted(t.pause)
		rows = append(rows, p.line(width).blank(stampWidth).add(p.quiet, "⋮ "+said).done())
	}
	first := p.stamped(t.at, width, chosen).add(p.next, "→ ")
	rows = append(rows, first.text(p.cutLeft(t.call, first.room)).done(), t.answer(p, in, width, chosen))
	for _, w := range t.warnings {
		rows = p.warned(rows, width, chosen, w)
	}
	for _, w := range t.weather {
		rows = p.weathered(rows, width, chosen, w)
	}
	return rows
}

// warned adds a warning with its cure.
func (p *pen) warned(rows []string, width int, chosen bool, w event.Warning) []string {
	sign, tone := warningSign(w.Severity)
	rows = p.paragraph(rows, width, chosen, words{tone, sign + " "}, words{tone, w.Rule + ": "}, plainly, w.Text)
	return p.paragraph(rows, width, chosen, words{quietly, "  "}, words{quietly, "cure: "}, quietly, w.Cure)
}

// answer is the second row of a turn: status, size and time of the reply.
func (t *turn) answer(p *pen, in *inspector, width int, chosen bool) string {
	out := p.marked(width, chosen).blank(stampWidth - 1)
	if t.reply == nil {
		if t.over {
			return out.add(p.fail, "✗ ").add(p.quiet, "no reply").done()
		}
		return out.add(p.quiet, "· waiting for the handler").done()
	}
	status := p.strong
	if t.reply.Status != http.StatusOK {
		status = p.fail
	}
	out.add(p.next, "← ").add(status, fmt.Sprint(t.reply.Status)).blank(1)
	if t.reply.Late {
		out.add(p.warn, "late").blank(1)
	}
	took := duration(t.reply.Milliseconds)
	t.size(p, out, p.width(took)+1)
	in.latency(p, out, time.Duration(t.reply.Milliseconds)*time.Millisecond, took)
	return out.done()
}

// lasted is a time in seconds, or in minutes and seconds.
func lasted(d time.Duration) string {
	if d < time.Minute {
		return fmt.Sprintf("%d s", d/time.Second)
	}
	return minutes(d) + " min"
}

// duration is a time as short as it can be told.
func duration(milliseconds int64) string {
	switch {
	case milliseconds < 1:
		return "<1 ms"
	case milliseconds < 10_000:
		return fmt.Sprintf("%d ms", milliseconds)
	default:
		return fmt.Sprintf("%.1f s", float64(milliseconds)/1000)
	}
}

// size writes how much of a screen's room the reply took, or what else it is,
// and leaves the room that is kept.
func (t *turn) size(p *pen, out *line, kept int) {
	room := out.room - kept
	var forms []string
	style := p.quiet
	switch {
	case t.screen != nil && !t.pays:
		coding := text.GSM7
		unit := "septets"
		if t.screen.Coding == text.UCS2.String() {
			coding, unit = text.UCS2, "units"
		}
		if t.screen.Octets > text.Limit {
			style = p.fail
		}
		units := fmt.Sprintf("%d/%d", t.screen.Units, coding.Room())
		forms = []string{
			fmt.Sprintf("%s %s, %d/%d octets", units, unit, t.screen.Octets, text.Limit),
			units + " " + unit, units,
		}
		if room < wideRoom {
			forms = forms[1:]
		}
	case t.good():
		begin := t.reply.Bytes[:min(len(t.reply.Bytes), mostShown)]
		forms = []string{plain(exact(string(begin)))}
		switch {
		case t.pays: // what it says is worth more than a long track
			forms[0] = p.cut(forms[0], room-1)
		case room >= 12:
			forms[0] = p.cut(forms[0], room-8)
		}
	default:
		forms = []string{fmt.Sprintf("%d octets", len(t.reply.Bytes))}
	}
	for _, form := range forms {
		if p.width(form)+7 <= room || form == forms[len(forms)-1] {
			out.add(style, form).blank(1)
			// The tracks of a wide panel begin under one another.
			if room >= wideRoom {
				out.blank(sizeWidth - p.width(form))
			}
			return
		}
	}
}

// latency draws the time that a reply took on a track as long as the answer
// limit.
func (in *inspector) latency(p *pen, out *line, took time.Duration, words string) {
	style := p.plain
	switch limits := &in.limits; {
	case limits.Answer > 0 && took > limits.Answer:
		style = p.fail
	case limits.Slow > 0 && took > limits.Slow:
		style = p.warn
	}
	limit := ""
	if out.room >= 40 && in.limits.Answer > 0 {
		limit = " of " + in.limits.Answer.String()
	}
	if cells := min(out.room-p.width(words)-len(limit)-1, 16); cells >= 3 && in.limits.Answer > 0 {
		in.track(p, out, took, cells, style)
		out.blank(1)
	}
	out.add(style, words).add(p.quiet, limit)
}

var eighths = [...]string{"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"}

// track draws how much of the limit is gone, in eighths of a cell.
func (in *inspector) track(p *pen, out *line, took time.Duration, cells int, style ink) {
	took = min(took, in.limits.Answer)
	gone := int(took * time.Duration(cells*8) / in.limits.Answer)
	gone = max(1, min(gone, cells*8))
	bar := strings.Repeat("█", gone/8) + eighths[gone%8]
	out.add(style, bar).add(p.frame, strings.Repeat("╌", cells-p.width(bar)))
}

func (e *ended) rows(p *pen, _ *inspector, width int, chosen bool) []string {
	sign, t := "■ ", quietly
	if e.how.Failure() {
		sign, t = "✗ ", failure
	}
	said := string(e.how)
	if e.cause.Kind != session.NoCause {
		said += " (" + string(e.cause.Kind) + ")"
	}
	first := p.stamped(e.at, width, chosen).add(p.tone(t), sign)
	rows := []string{first.add(p.tone(t), said).done()}
	if e.cause.Detail != "" {
		rows = p.paragraph(rows, width, false, words{plainly, "  "}, words{}, plainly, e.cause.Detail)
	}
	return rows
}

func (n *note) rows(p *pen, _ *inspector, width int, chosen bool) []string {
	var rows []string
	for i, part := range p.wrap(n.words, width-stampWidth-2) {
		out := p.line(width).blank(stampWidth + 2)
		if i == 0 {
			out = p.stamped(n.at, width, chosen).add(p.tone(n.tone), n.sign+" ")
		}
		rows = append(rows, out.flow(p.tone(n.tone), part).done())
	}
	return rows
}

// paragraph adds text in as many rows as it takes, indented under its record. The
// lead stands before the first row, and the head begins the text.
func (p *pen) paragraph(rows []string, width int, chosen bool, lead, head words, t tone, s string) []string {
	in := indent(width)
	for i, part := range p.wrap(head.text+s, width-in-p.width(lead.text)) {
		if i > 0 {
			lead.text = blanks(p.width(lead.text))
		}
		row := p.marked(width, chosen).blank(in-1).add(p.tone(lead.tone), lead.text)
		if rest, begins := strings.CutPrefix(part, head.text); begins && i == 0 {
			row.add(p.tone(head.tone), head.text)
			part = rest
		}
		rows = append(rows, row.flow(p.tone(t), part).done())
	}
	return rows
}
