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
	hitTab   = "tab "
	hitLeft  = "left"
	hitRight = "right"
	hitField = "field"
	hitKey   = "key "
	hitMail  = "mail"
	hitPanel = "panel"
	hitTurn  = "turn "
	// What is typed into a question, and what is looked for.
	hitDigits = "digits"
	hitSearch = "search"
	// The sheet over the screen, what stands on it, and the lists.
	hitSheet   = "sheet"
	hitNo      = "no"
	hitYes     = "yes"
	hitMessage = "message "
	hitOutcome = "outcome "
	hitWeather = "weather "
	// What an idle phone has: a question that was put away, the entries of a list
	// and the row that leads to the other one.
	hitBring     = "bring"
	hitEntry     = "entry "
	hitOtherList = "lists"
	hitBanner    = "banner"
	// The status bar, which opens the sheet of the subscriber, and its traits.
	hitStatus = "status"
	hitTrait  = "trait "
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
	if tabs := m.mirror().tabs; tabs != nil {
		for _, t := range tabs {
			add(hitTab+strconv.Itoa(t.sim), t.at)
		}
	} else {
		add(hitSIM, l.sim)
	}
	add(hitStatus, l.status)
	add(hitMail, m.mailArea())
	add(hitLeft, l.left)
	add(hitRight, l.right)
	for i, at := range l.keys {
		add(hitKey+strconv.Itoa(i), at)
	}
	if !m.handset.asks() {
		add(hitField, m.mirror().fieldCells())
	}
	m.mirror().addLayers(add)
	if !l.phone.Empty() {
		add(hitBanner, m.mirror().bannerArea())
	}
	if !l.panel.Empty() {
		m.panelLayers(add)
	}
	return lipgloss.NewCompositor(layers...)
}

// addLayers adds what stands on the phone's screen and can be clicked.
func (m *mirror) addLayers(add func(string, image.Rectangle)) {
	l, h := &m.layout, &m.handset
	switch {
	case l.phone.Empty():
	case h.sheet.stands():
		add(hitSheet, l.screen)
		add(hitDigits, h.sheet.fieldCells())
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
	case h.shownDrawer():
		m.drawerLayers(add)
	case m.putAwayKey().act != doNothing:
		add(hitBring, band(l.screen, l.screen.Max.Y-1, 1))
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
	if m.palette.open {
		m.hush()
		return m.clickPalette(image.Pt(at.X, at.Y), at.Button == tea.MouseRight)
	}
	moved := m.point(image.Pt(at.X, at.Y))
	if m.typist.busy() {
		m.hush()
		return m.finishTyping()
	}
	name, number := cutNumber(m.targets().Hit(at.X, at.Y).ID())
	m.hush()
	long := at.Button == tea.MouseRight
	switch name {
	case "", hitPhone, hitPanel, hitSheet:
		if long {
			m.openPalette()
			return nil
		}
	}
	switch name {
	case "":
		return nil
	case hitPanel, hitTurn, hitOutcome, hitWeather, hitTrait, hitSearch:
		return m.clickPanel(name, number, long)
	default:
		m.focusPhone()
		m.castHit(name, number, long)
		return m.clickPhone(name, number, at.X, long, moved)
	}
}

// clickPhone is a click on what of the phone has a name; moved is whether it has chosen
// the phone.
func (m *model) clickPhone(name string, number, x int, long, moved bool) tea.Cmd {
	switch name {
	case hitSIM:
		if !moved {
			m.nextSIM()
		}
	case hitTab:
		m.choose(number)
	case hitLeft, hitRight:
		return m.clickSoft(name)
	case hitKey:
		return m.pressKey(keypadKeys()[number], long)
	case hitField:
		return m.clickField(x, long)
	case hitDigits:
		return m.eraseBy(long)
	case hitNo, hitYes:
		return m.clickSheet(name)
	case hitMessage:
		m.handset.inbox.chosen = number
		return m.readMessage()
	case hitStatus:
		m.toggleSubscriber()
	case hitBanner:
		return m.clickBanner()
	case hitBring:
		return m.do(m.mirror().putAwayKey())
	case hitOtherList:
		m.otherList()
	case hitEntry:
		return m.clickEntry(number, long)
	case hitMail:
		if m.messagesReady() {
			return m.pressBinding(m.keys.Messages.Open)
		}
	}
	return nil
}

// point chooses the phone under the pointer, and reports whether that is another
// one.
func (m *model) point(at image.Point) bool {
	for i := range m.layout.phones {
		l, place := &m.layout.phones[i], m.layout.first+i
		if at.In(l.phone) && place != m.place() {
			m.choose(place)
			m.layout.phoneLayout = l
			return true
		}
	}
	return false
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
	if m.palette.open {
		m.palette.move(by / 3)
		return
	}
	for _, phone := range m.mirrors() {
		if p.In(phone.layout.phone) {
			h := &phone.handset
			if h.shownInbox() && h.inbox.view == inboxList || h.shownDrawer() {
				by /= 3 // an entry, not a row
			}
			phone.movePhone(by)
		}
	}
	if p.In(m.layout.panel) {
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
