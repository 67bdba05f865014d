package tui

import (
	"image"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"candybar/phone"
)

// dialog is what a smartphone shows of a session, as Android does: a card over
// the screen with the text, which scrolls in it, one field, and CANCEL and SEND
// below; one OK under a last text; and while the phone waits nothing that could
// be pressed.
type dialog struct {
	focus dialogFocus
	// box is the card with its frame; the others are in it, and empty where the
	// card has none.
	box, text, field, left, right image.Rectangle
}

// dialogFocus is what Enter presses: SEND, too, while the field has the keys.
type dialogFocus uint8

const (
	onField dialogFocus = iota
	onCancel
	onSend
)

// dialogSides are the columns of a card besides its text, dialogEdges its rows
// besides that: the frame and the buttons. fieldRows are the field and its line.
const (
	dialogSides = 4
	dialogEdges = 3
	fieldRows   = 2
)

// dialogKeys are the keys of a smartphone's dialog. Cancel is a button alone.
type dialogKeys struct{ Next, Before, Send, Cancel, Back key.Binding }

func newDialogKeys(bind func(shown, does string, keys ...string) key.Binding) dialogKeys {
	return dialogKeys{
		Next:   bind("tab", "CANCEL", "tab"),
		Before: bind("←", "the button before", "left", "ctrl+b"),
		Send:   bind("enter", "SEND", "enter"),
		Cancel: bind("enter", "CANCEL"),
		Back:   bind("esc", "back, which does nothing in a dialog", "esc"),
	}
}

// asks reports whether the dialog has a field and two buttons.
func (h *handset) asks() bool {
	_, open := h.dialogue.(phone.Open)
	return open && h.dialogStands() && h.notice == ""
}

// mostToast is how many rows a toast has below a dialog.
const mostToast = 4

// toastLines are why a key did nothing, which stands below a dialog and covers
// nothing of it.
func (h *handset) toastLines(r ruler, l *phoneLayout) []string {
	if h.toast.text == "" {
		return nil
	}
	lines := r.wrap(plain(r.say(h.toast.text)), l.screen.Dx())
	return lines[:min(len(lines), mostToast)]
}

// fitDialog gives the dialog a place in the middle of the screen, as high as what
// it says as far as there is room.
func (h *handset) fitDialog(r ruler, l *phoneLayout) {
	if !h.dialogStands() {
		return
	}
	d, rows, edges := &h.dialog, max(1, len(h.lines)), dialogEdges
	_, waiting := h.dialogue.(phone.Waiting)
	switch {
	case h.asks():
		edges += fieldRows
	case waiting && h.notice == "":
		edges-- // no button
	}
	room := l.screen.Dy() - len(h.toastLines(r, l))
	height := min(rows+edges, room)
	*d = dialog{focus: d.focus, box: band(l.screen, l.screen.Min.Y+(room-height)/2, height)}
	inside := image.Rect(d.box.Min.X+2, d.box.Min.Y+1, d.box.Max.X-2, d.box.Max.Y-1)
	d.text = band(inside, inside.Min.Y, height-edges)
	if h.asks() {
		d.field = band(inside, d.text.Max.Y, 1)
	}
	if edges >= dialogEdges {
		buttons := band(inside, inside.Max.Y-1, 1)
		middle := buttons.Min.X + buttons.Dx()/2
		d.left, d.right = buttons, buttons
		d.left.Max.X, d.right.Min.X = middle, middle
	}
	h.textRows = d.text.Dy()
}

// dialogSoftKeys are the two buttons.
func (m *mirror) dialogSoftKeys() (left, right softKey) {
	keys := &m.keys.Dialog
	return softKey{doHangUp, keys.Cancel, true}, softKey{doSend, keys.Send, true}
}

// dialogKey is a key while a dialog stands. It reports false where the key means
// what it means elsewhere: it types, moves in the field or scrolls.
func (m *model) dialogKey(msg tea.KeyPressMsg) (command tea.Cmd, taken bool) {
	h, keys := &m.handset, &m.keys.Dialog
	if _, waiting := h.dialogue.(phone.Waiting); waiting && h.dialogStands() && h.notice == "" && key.Matches(msg, keys.Back) {
		return m.press(phone.End{}), true // the line says why not
	}
	if !h.asks() {
		return nil, false
	}
	d := &h.dialog
	left, right := m.softKeys()
	switch {
	case key.Matches(msg, keys.Next):
		d.focus = (d.focus + 1) % (onSend + 1)
	case key.Matches(msg, keys.Send) && d.focus == onCancel:
		return m.do(left), true
	case key.Matches(msg, keys.Send):
		return m.do(right), true
	case key.Matches(msg, keys.Back):
		h.toast = words{quietly, "back does nothing in this dialog: CANCEL ends it"}
	case d.focus == onField:
		return nil, false
	case key.Matches(msg, keys.Before):
		d.focus = onCancel
	case key.Matches(msg, m.keys.Phone.Right):
		d.focus = onSend
	case msg.Text != "", key.Matches(msg, m.keys.Phone.Erase):
		d.focus = onField
		return nil, false
	default:
		return nil, false
	}
	return nil, true
}

// dialogTakes reports whether a key that leads to the inspector elsewhere goes to
// the next button.
func (m *model) dialogTakes(msg tea.KeyPressMsg) bool {
	h := &m.handset
	return m.focus == phonePage && h.asks() && !h.sheet.stands() && key.Matches(msg, m.keys.Dialog.Next)
}

// sendReply is the send key: what it does is the phone's to say, and shown before the
// line has answered.
func (m *model) sendReply() tea.Cmd {
	h := &m.handset
	answer := phone.Send{Text: h.reply.value}
	next, effects := phone.Step(h.view.Phone, answer)
	for _, effect := range effects {
		if refused, ok := effect.(phone.Refused); ok {
			h.toast = words{warning, refused.Err.Error()}
			return nil
		}
	}
	h.code = ""
	h.become(next.Dialogue())
	return m.press(answer)
}

// dialogHints are what Enter does and where Tab leads.
func (m *model) dialogHints() []key.Binding {
	keys := &m.keys.Dialog
	press, next := keys.Send, keys.Next
	switch m.handset.dialog.focus {
	case onField:
	case onCancel:
		press, next = renamed("enter", "CANCEL", press), renamed("tab", "SEND", next)
	case onSend:
		next = renamed("tab", "field", next)
	}
	return []key.Binding{press, next}
}

// dialogLayers are what can be clicked while a dialog stands.
func (m *mirror) dialogLayers(add func(string, image.Rectangle)) {
	l, d := &m.layout, &m.handset.dialog
	add(hitPhone, l.left.Union(l.right)) // no soft keys are there
	add(hitField, d.field)
	add(hitLeft, d.left)
	add(hitRight, d.right)
}

// dialogRows are the screen with the dialog on it.
func (m *mirror) dialogRows() []string {
	l, h, p := &m.layout, &m.handset, &m.pen
	d, width := &h.dialog, l.screen.Dx()
	rows := make([]string, 0, l.screen.Dy())
	for range d.box.Min.Y - l.screen.Min.Y {
		rows = append(rows, blanks(width))
	}
	frame := p.frame
	rows = append(rows, p.boxTop(frame, m.dialogTitle(), "", width))
	side := frame.render("│")
	for i, row := range m.dialogText() {
		rows = append(rows, side+" "+row+" "+m.dialogMark(i, side))
	}
	if !d.field.Empty() {
		for _, row := range m.dialogField() {
			rows = append(rows, side+" "+row+" "+side)
		}
	}
	if !d.right.Empty() {
		rows = append(rows, side+" "+m.dialogButtons()+" "+side)
	}
	rows = append(rows, p.metered(frame, "╰", "╯", h.screenMeter(), width))
	for len(rows) < l.screen.Dy() {
		rows = append(rows, blanks(width))
	}
	return m.overlayToast(rows)
}

// dialogTitle names the network over a last text, as Android does.
func (m *mirror) dialogTitle() string {
	h := &m.handset
	if _, ended := h.dialogue.(phone.Ended); !ended || h.notice != "" {
		return ""
	}
	if operator := h.view.Subscriber.Operator; operator != "" {
		return m.pen.messageOf(operator)
	}
	return m.pen.say("Carrier message")
}

// dialogText are the lines that the card is scrolled to.
func (m *mirror) dialogText() []string {
	h, p := &m.handset, &m.pen
	width := h.dialog.text.Dx()
	if _, waiting := h.dialogue.(phone.Waiting); waiting && h.notice == "" {
		return []string{p.line(width).add(p.next, spinner[m.spun%len(spinner)]).blank(1).text(h.skin().Words().Running).done()}
	}
	style := p.plain
	if d, ended := h.dialogue.(phone.Ended); ended && d.Own && h.notice == "" {
		style = p.fail
	}
	rows := m.textRows(style)
	for len(rows) < h.textRows {
		rows = append(rows, blanks(width))
	}
	return rows
}

// dialogMark is the frame beside row i of the text: whether there is more.
func (m *mirror) dialogMark(i int, side string) string {
	switch above, below := m.handset.more(i); {
	case above:
		return m.pen.next.render("▴")
	case below:
		return m.pen.next.render("▾")
	default:
		return side
	}
}

// dialogField is the field on its line, with the answer's meter.
func (m *mirror) dialogField() []string {
	h, p := &m.handset, &m.pen
	width := h.dialog.field.Dx()
	style := p.frame
	if h.dialog.focus == onField {
		style = p.next
	}
	shown, _ := h.reply.window(p.ruler, width)
	meter := h.answerMeter()
	line := p.line(width)
	if meter.text == "" {
		line.add(style, strings.Repeat("─", width))
	} else {
		line.add(style, strings.Repeat("─", max(0, width-p.width(meter.text)-1))).blank(1).add(p.tone(meter.tone), meter.text)
	}
	return []string{p.line(width).text(shown).done(), line.done()}
}

// dialogButtons are the buttons, with a mark on the one that was chosen.
func (m *mirror) dialogButtons() string {
	p, d := &m.pen, &m.handset.dialog
	left, right := m.softKeys()
	out := p.line(d.right.Max.X - d.left.Min.X)
	if left.act != doNothing {
		out.add(p.next, chosenMark(d.focus == onCancel)).add(p.cap, p.sayKey(left.key))
	}
	word := p.sayKey(right.key)
	out.until(p.width(word) + 2)
	return out.add(p.next, chosenMark(d.focus == onSend)).add(p.cap, word).done()
}

func chosenMark(chosen bool) string {
	if chosen {
		return "▸ "
	}
	return "  "
}
