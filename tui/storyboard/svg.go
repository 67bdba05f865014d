package storyboard

import (
	_ "embed"
	"fmt"
	"io"
	"strings"

	"candybar/phone/face"
)

// Where things stand in a picture, in its own units.
const (
	margin     = 32
	titleRoom  = 62
	leadRoom   = 124 // before each phone, for the arrow to it
	phoneWidth = 250
	bezel      = 9
	inset      = 15 // between the edge of the glass and what it shows
	textRoom   = phoneWidth - 2*bezel - 2*inset
	leastGlass = 288
	rowGap     = 34
	mostInRow  = 4

	arrowAt = 132 // how far below the top of its phone an arrow ends
)

// The sizes of letters, and the height of their lines.
const (
	textSize, textLine   = 14, 21
	smallSize, smallLine = 12, 18
)

//go:embed storyboard.svg.css
var svgStyle string

// SVG writes the story as one picture: a row of phones, or several, with arrows
// between them that say what was typed or done. It follows the reader's light or
// dark colours, and its texts are texts, which can be selected and searched. The
// error is the writer's.
func SVG(w io.Writer, story Story) error {
	rows := story.rows()
	d := &drawing{}
	columns := 1
	for _, row := range rows {
		columns = max(columns, len(row))
	}
	width := 2*margin + columns*(leadRoom+phoneWidth)
	y := margin + titleRoom
	for _, row := range rows {
		y = d.row(y, row) + rowGap
	}
	height := y - rowGap + margin
	if story.Failure != "" {
		height = d.failure(y-rowGap, width, story.Failure) + margin
	}

	out := &drawing{}
	out.put(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d">`, width, height, width, height)
	out.put(`<title>%s</title>`, escape(story.Title))
	out.put("<style>\n%s</style>", svgStyle)
	out.put(`<rect class="paper" width="%d" height="%d" rx="18"/>`, width, height)
	out.line(margin, margin+22, "title", wrapped{story.Title, isRightToLeft(story.Title)}, width-2*margin)
	out.put(`<text class="small quiet" x="%d" y="%d">%s</text>`, margin, margin+42, escape(story.subtitle()))
	out.WriteString(d.String())
	out.put(`</svg>`)
	if _, err := io.WriteString(w, out.String()); err != nil {
		return fmt.Errorf("the picture cannot be written: %w", err)
	}
	return nil
}

// subtitle says whose phones they are.
func (s Story) subtitle() string {
	var all []string
	for _, p := range s.Phones {
		words := p.Number.Country().String() + " " + p.Number.National()
		if p.Name != "" {
			words = p.Name + " " + words
		}
		all = append(all, words)
	}
	return strings.Join(all, " · ")
}

// drawn is a frame with all its lines broken.
type drawn struct {
	look   look
	lead   Lead
	failed bool

	text, card, sheet []wrapped
	notes             []drawnNote
}

type drawnNote struct {
	tone  Tone
	lines []wrapped
}

// rows are the frames, as many in a row as make rows about alike.
func (s Story) rows() [][]drawn {
	n := len(s.Frames)
	if n == 0 {
		return nil
	}
	lines := (n + mostInRow - 1) / mostInRow
	inRow := (n + lines - 1) / lines
	var rows [][]drawn
	for i, frame := range s.Frames {
		if i%inRow == 0 {
			rows = append(rows, nil)
		}
		f := s.broken(frame)
		f.failed = s.Failure != "" && i == n-1
		rows[len(rows)-1] = append(rows[len(rows)-1], f)
	}
	return rows
}

// broken breaks the lines of a frame.
func (s Story) broken(frame Frame) drawn {
	f := drawn{look: s.look(frame), lead: frame.Lead}
	if f.look.Text != "" {
		f.text = wrap(f.look.Text, textRoom*100/textSize)
	}
	if f.look.Card.From != "" {
		f.card = wrap(f.look.Card.Text, (textRoom-2*cardPad)*100/smallSize)
	}
	if f.look.Sheet.Stands() {
		f.sheet = wrap(f.look.Sheet.Text, (textRoom-2*cardPad)*100/smallSize)
	}
	for _, note := range frame.Notes {
		f.notes = append(f.notes, drawnNote{note.Tone, wrap(oneLine(note.Text), (phoneWidth-noteIndent)*100/smallSize)})
	}
	return f
}

const (
	cardPad    = 11
	statusRoom = 34
	softRoom   = 22
	entryRoom  = 44
	gap        = 12
	noteIndent = 20
)

// cardHeight is that of an announced message, sheetHeight that of a question.
func (f drawn) cardHeight() int {
	if f.look.Card.From == "" {
		return 0
	}
	return 2*cardPad + smallLine*(1+len(f.card)) - 4
}

func (f drawn) sheetHeight() int {
	if !f.look.Sheet.Stands() {
		return 0
	}
	height := 2*cardPad + smallLine*(2+len(f.sheet)) + 4
	if f.look.Sheet.Field != "" {
		height += smallLine + 6
	}
	return height
}

// glass is how high the frame's screen has to be.
func (f drawn) glass() int {
	height := statusRoom + textLine*len(f.text) + inset
	for _, more := range []int{f.cardHeight(), f.sheetHeight()} {
		if more > 0 {
			height += more + gap
		}
	}
	if f.look.State == face.Open && !f.look.Sheet.Stands() {
		height += entryRoom
	}
	if f.look.Right != "" {
		height += softRoom + gap
	}
	return height
}

// drawing is a picture under construction.
type drawing struct{ strings.Builder }

func (d *drawing) put(format string, args ...any) { fmt.Fprintf(d, format+"\n", args...) }

// XML may hold no control character, of which no cleaned text has any, nor these
// two.
var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "\ufffe", "\ufffd", "\uffff", "\ufffd")

// escape is a text as XML has it.
func escape(s string) string { return escaper.Replace(cleaned(s)) }

// line writes a line of text into room, from its own side.
func (d *drawing) line(x, y int, class string, l wrapped, room int) {
	if l.rightToLeft {
		d.put(`<text class="%s" x="%d" y="%d" direction="rtl">%s</text>`, class, x+room, y, escape(l.text))
		return
	}
	d.put(`<text class="%s" x="%d" y="%d">%s</text>`, class, x, y, escape(l.text))
}

// lines writes lines one under the other, the first one on y.
func (d *drawing) lines(x, y, height int, class string, lines []wrapped, room int) {
	for i, l := range lines {
		d.line(x, y+i*height, class, l, room)
	}
}

// row draws a row of phones, and says where it ends.
func (d *drawing) row(y int, row []drawn) (bottom int) {
	glass := leastGlass
	for _, f := range row {
		glass = max(glass, f.glass())
	}
	named := 0
	if row[0].look.Name != "" {
		named = 24
	}
	for i, f := range row {
		x := margin + i*(leadRoom+phoneWidth)
		d.arrow(x, y+named+arrowAt, f.lead)
		x += leadRoom
		if named > 0 {
			name := f.look.Name
			d.line(x+bezel, y+14, "strong", wrapped{name, isRightToLeft(name)}, phoneWidth-2*bezel)
		}
		d.phone(x, y+named, glass, f)
		bottom = max(bottom, d.notes(x, y+named+glass+2*bezel+14, f))
	}
	return bottom
}

// phone draws a phone with a screen of that height.
func (d *drawing) phone(x, y, glass int, f drawn) {
	class := "case"
	if f.failed {
		class = "case failed"
	}
	d.put(`<rect class="%s" x="%d" y="%d" width="%d" height="%d" rx="27"/>`, class, x, y, phoneWidth, glass+2*bezel)
	x, y = x+bezel, y+bezel
	width := phoneWidth - 2*bezel
	d.put(`<rect class="glass" x="%d" y="%d" width="%d" height="%d" rx="19"/>`, x, y, width, glass)
	d.status(x+inset, y+20, f.look)
	top, bottom := y+statusRoom+4, y+glass-inset
	if h := f.cardHeight(); h > 0 {
		d.card(x+inset, top, h, f)
		top += h + gap
	}
	class = "text"
	switch {
	case f.look.Own && f.look.State == face.Ended:
		class = "text fail"
	case f.look.Own, f.look.Sheet.Stands(), f.look.Card.From != "":
		class = "text quiet"
	}
	d.lines(x+inset, top+15, textLine, class, f.text, textRoom)
	if f.look.Right != "" {
		d.soft(x+inset, bottom-2, textRoom, f.look.Left, f.look.Right)
		bottom -= softRoom
	}
	switch {
	case f.look.Sheet.Stands():
		d.sheet(x+inset, bottom-f.sheetHeight()+4, f)
	case f.look.State == face.Open:
		d.put(`<rect class="entry" x="%d" y="%d" width="%d" height="30" rx="7"/>`, x+inset, bottom-38, textRoom)
		d.put(`<rect class="next" x="%d" y="%d" width="1.5" height="16"/>`, x+inset+10, bottom-31)
	}
}

// status draws signal and operator, the clock, messages and battery.
func (d *drawing) status(x, y int, l look) {
	for i := range 4 {
		height := 3 + 2*i
		d.put(`<rect class="ink" x="%d" y="%d" width="2.5" height="%d" rx=".5"/>`, x+4*i, y-height, height)
	}
	d.put(`<text class="status strong" x="%d" y="%d">%s</text>`, x+21, y, escape(l.Operator))
	right := x + textRoom
	d.put(`<rect class="cell" x="%d" y="%.1f" width="17" height="8.5" rx="2.2"/><rect class="ink" x="%d" y="%.1f" width="11" height="5.5" rx="1"/>`,
		right-18, float64(y)-9, right-16, float64(y)-7.5)
	d.put(`<text class="status" x="%d" y="%d" text-anchor="end">%s</text>`, right-25, y, l.Clock)
	if l.Messages > 0 {
		d.put(`<text class="status strong" x="%d" y="%d" text-anchor="end">%d</text>`, right-63, y, l.Messages)
		d.envelope(right-88, y-8)
	}
}

// envelope draws the sign of a message.
func (d *drawing) envelope(x, y int) {
	d.put(`<path class="line" d="M%d %dh12v8h-12zl6 4.5l6-4.5"/>`, x, y)
}

func (d *drawing) card(x, y, height int, f drawn) {
	d.put(`<rect class="card" x="%d" y="%d" width="%d" height="%d" rx="10"/>`, x, y, textRoom, height)
	y += cardPad + 10
	d.envelope(x+cardPad, y-8)
	d.put(`<text class="small strong" x="%d" y="%d">%s</text>`, x+cardPad+19, y, escape(oneLine(f.look.Card.From)))
	d.lines(x+cardPad, y+smallLine+1, smallLine, "small", f.card, textRoom-2*cardPad)
}

func (d *drawing) sheet(x, y int, f drawn) {
	s, height := f.look.Sheet, f.sheetHeight()
	d.put(`<rect class="sheet" x="%d" y="%d" width="%d" height="%d" rx="10"/>`, x, y, textRoom, height)
	inner := textRoom - 2*cardPad
	end := y + height - cardPad
	x, y = x+cardPad, y+cardPad+10
	d.put(`<text class="small strong" x="%d" y="%d">%s</text>`, x, y, escape(oneLine(s.From)))
	if s.Of > 1 {
		d.put(`<text class="small quiet" x="%d" y="%d" text-anchor="end">1 of %d</text>`, x+inner, y, s.Of)
	}
	d.lines(x, y+smallLine+1, smallLine, "small", f.sheet, inner)
	if s.Field != "" {
		at := end - smallLine - 12
		d.put(`<text class="small quiet" x="%d" y="%d">%s</text>`, x, at, s.Field)
		d.put(`<path class="rule" d="M%d %dH%d"/>`, x+36, at+3, x+inner)
	}
	d.soft(x, end-2, inner, s.Left, s.Right)
}

// soft draws two keys at the ends of a line.
func (d *drawing) soft(x, y, room int, left, right string) {
	if left != "" {
		d.put(`<text class="key" x="%d" y="%d">%s</text>`, x, y, left)
	}
	d.put(`<text class="key" x="%d" y="%d" text-anchor="end">%s</text>`, x+room, y, right)
}

// arrow draws what led to a phone, from x to the phone's edge.
func (d *drawing) arrow(x, y int, lead Lead) {
	from, to := x+8, x+leadRoom-12
	middle := (from + to) / 2
	class := lead.Kind.class()
	d.put(`<path class="arrow %s" d="M%d %dH%d"/><path class="head %s" d="M%d %dl-9-5v10z"/>`, class, from, y, to-6, class, to, y)
	label := atMost(4, wrap(lead.words(), (leadRoom-24)*100/13))
	for i, l := range label {
		// In the middle it is of no matter from where a line begins.
		direction := ""
		if l.rightToLeft {
			direction = ` direction="rtl"`
		}
		d.put(`<text class="label %s" x="%d" y="%d"%s>%s</text>`, class, middle, y-12-17*(len(label)-1-i), direction, escape(l.text))
	}
}

// notes draws what no phone shows, and says where that ends.
func (d *drawing) notes(x, y int, f drawn) (bottom int) {
	for _, note := range f.notes {
		class := "small " + note.tone.class()
		d.put(`<path class="sign %s" d="M%d %d%s"/>`, class, x+2, y+8, note.tone.sign())
		d.lines(x+noteIndent, y+12, smallLine-1, class, note.lines, phoneWidth-noteIndent)
		y += (smallLine-1)*len(note.lines) + 5
	}
	return y
}

// sign is a tone's mark, from the middle of its left edge on.
func (t Tone) sign() string {
	switch t {
	case Good:
		return "l3 3l6-7"
	case Bad:
		return "m1-4l7 7m0-7l-7 7"
	case Plain:
		return "h9m-3-3l3 3l-3 3"
	default:
		return ""
	}
}

// failure says why the story breaks off, and where that ends.
func (d *drawing) failure(y, width int, words string) (bottom int) {
	lines := wrap("✗ "+words, (width-2*margin)*100/textSize)
	d.lines(margin, y+textLine+8, textLine, "text fail", lines, width-2*margin)
	return y + 8 + textLine*len(lines) + 8
}
