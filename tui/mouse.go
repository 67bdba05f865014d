package tui

import (
	"image"
	"strconv"
	"strings"

	"charm.land/lipgloss/v2"

	tea "charm.land/bubbletea/v2"
)

// The names of what can be clicked. Keys and turns have their number behind.
const (
	hitPhone = "phone"
	hitSIM   = "sim"
	hitLeft  = "left"
	hitRight = "right"
	hitField = "field"
	hitKey   = "key "
	hitMail  = "mail"
	hitPanel = "panel"
	hitTurn  = "turn "
	// The sheet over the screen, what stands on it, and the lists.
	hitSheet   = "sheet"
	hitNo      = "no"
	hitYes     = "yes"
	hitMessage = "message "
	hitOutcome = "outcome "
	hitWeather = "weather "
)

// targets are what can be clicked, one layer each, those further down in the
// list on top. They are made from the same rectangles that were drawn.
func (m *model) targets() *lipgloss.Compositor {
	l := &m.layout
	var layers []*lipgloss.Layer
	add := func(id string, r image.Rectangle) {
		if !r.Empty() {
			area := strings.TrimSuffix(strings.Repeat(blanks(r.Dx())+"\n", r.Dy()), "\n")
			layers = append(layers, lipgloss.NewLayer(area).ID(id).X(r.Min.X).Y(r.Min.Y).Z(len(layers)))
		}
	}
	add(hitPhone, l.phone)
	add(hitSIM, l.sim)
	add(hitMail, m.mailArea())
	add(hitLeft, l.left)
	add(hitRight, l.right)
	for i, at := range l.keys {
		add(hitKey+strconv.Itoa(i), at)
	}
	m.addLayers(add)
	add(hitPanel, l.panel)
	if m.panel == showOutcomes && !l.panel.Empty() {
		for i := range l.body.Dy() {
			if at := outcomeAt(i); at >= 0 {
				add(hitOutcome+strconv.Itoa(at), band(l.body, l.body.Min.Y+i, 1))
			}
		}
	}
	if m.panel == showWeathers && !l.panel.Empty() {
		for i := range l.body.Dy() {
			if at := m.weathers.under(i); at >= 0 {
				add(hitWeather+strconv.Itoa(at), band(l.body, l.body.Min.Y+i, 1))
			}
		}
	}
	if m.panel == showInspector && !l.panel.Empty() {
		y := l.body.Min.Y
		for _, shown := range m.inspector.visible(&m.pen, false) {
			if choosable(m.inspector.records[shown.record]) {
				add(hitTurn+strconv.Itoa(shown.record), band(l.body, y, len(shown.rows)))
			}
			y += len(shown.rows)
		}
	}
	return lipgloss.NewCompositor(layers...)
}

// addLayers adds what stands on the phone's screen and can be clicked.
func (m *model) addLayers(add func(string, image.Rectangle)) {
	l, h := &m.layout, &m.handset
	switch {
	case l.phone.Empty():
	case h.sheet.stands():
		add(hitSheet, l.screen)
		add(hitNo, h.sheet.no)
		add(hitYes, h.sheet.yes)
	case h.dialogStands():
		m.dialogLayers(add)
	case h.shownInbox():
		for i := range l.screen.Dy() {
			if number := h.inbox.under(i, l.screen); number >= 0 {
				add(hitMessage+strconv.Itoa(number), band(l.screen, l.screen.Min.Y+i, 1))
			}
		}
	}
}

// click presses what is under the pointer.
func (m *model) click(at tea.Mouse) tea.Cmd {
	if m.layout.small || m.picker.open || at.Button != tea.MouseLeft && at.Button != tea.MouseRight {
		return nil
	}
	if at.Y >= m.layout.foot.Min.Y {
		defer m.hush()
		return m.clickFoot(at.X)
	}
	m.hush()
	if m.palette.open {
		return m.clickPalette(image.Pt(at.X, at.Y))
	}
	hit := m.targets().Hit(at.X, at.Y).ID()
	if hit == "" {
		return nil
	}
	chosenBefore := m.focus == panelPage
	if hit == hitPanel || strings.HasPrefix(hit, hitTurn) || strings.HasPrefix(hit, hitOutcome) || strings.HasPrefix(hit, hitWeather) {
		m.focus, m.said = panelPage, words{}
	} else {
		m.focusPhone()
	}
	switch name, number := cutNumber(hit); name {
	case hitSIM:
		m.nextSIM()
	case hitLeft, hitRight:
		return m.clickSoft(name)
	case hitKey:
		key := keypadKeys()[number]
		return m.pressKey(key, at.Button == tea.MouseRight)
	case hitField:
		m.handset.dialog.focus = onField
	case hitNo, hitYes:
		return m.clickSheet(name)
	case hitMessage:
		m.handset.inbox.chosen = number
		m.handset.inbox.readChosen()
	case hitOutcome:
		m.outcomes.chosen = number
		return m.chooseOutcome()
	case hitWeather:
		m.weathers.chosen = number
		return m.chooseWeather()
	case hitMail:
		if m.messagesReady() {
			return m.pressBinding(m.keys.Messages.Open)
		}
	case hitTurn:
		if m.inspector.chosen == number && at.Button == tea.MouseLeft && chosenBefore {
			m.open()
			return nil
		}
		m.inspector.pick(number)
	}
	return nil
}

// focusPhone gives the phone the keys.
func (m *model) focusPhone() {
	if m.panel == showHelp {
		m.toggleHelp()
	}
	m.focus = phonePage
}

func (m *model) clickSoft(name string) tea.Cmd {
	if m.handset.swallows(m.options.Now()) {
		return nil
	}
	m.handset.toast = words{}
	left, right := m.softKeys()
	if name == hitLeft {
		return m.do(left)
	}
	return m.do(right)
}

// wheel scrolls what is under the pointer.
func (m *model) wheel(at tea.Mouse) {
	by := 0
	switch at.Button {
	case tea.MouseWheelUp:
		by = -3
	case tea.MouseWheelDown:
		by = +3
	default:
		return
	}
	p := image.Pt(at.X, at.Y)
	switch {
	case m.palette.open:
		m.palette.move(by / 3)
	case p.In(m.layout.phone):
		if m.handset.shownInbox() && m.handset.inbox.view == inboxList {
			by /= 3 // a message, not a row
		}
		m.handset.move(by)
	case p.In(m.layout.panel):
		m.scrollPanel(by)
	}
}

// cutNumber splits "key 7" into "key " and 7.
func cutNumber(hit string) (name string, number int) {
	if at := strings.IndexByte(hit, ' '); at >= 0 {
		number, _ = strconv.Atoi(hit[at+1:])
		return hit[:at+1], number
	}
	return hit, 0
}
