package tui

import (
	"image"
	"slices"
	"strconv"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"candybar/phone"
)

// drawer is what an idle phone keeps besides its messages: the calls of its SIM and
// the saved codes. What is open of it is the whole screen.
type drawer struct {
	shows drawerPage
	calls shelf
	codes shelf
	// naming is the code that is being saved, name what was typed for its name.
	naming string
	name   entry
}

// drawerPage is what of the drawer is on the screen.
type drawerPage uint8

const (
	drawerClosed drawerPage = iota
	drawerCalls
	drawerCodes
	drawerName
)

// drawerKeys are the phone's keys for its calls and codes. Calls and Codes are those
// of an idle phone.
type drawerKeys struct {
	Calls, Codes, Call, Save, Keep, Remove, Other, Back key.Binding
}

func newDrawerKeys(bind func(shown, does string, keys ...string) key.Binding) drawerKeys {
	return drawerKeys{
		Calls:  bind("c", "recent", "c"),
		Codes:  bind("s", "codes", "s"),
		Call:   bind("enter", "call", "enter"),
		Save:   bind("s", "save", "s"),
		Keep:   bind("enter", "save", "enter"),
		Remove: bind("del", "remove", "delete"),
		Other:  bind("tab", "calls, codes", "tab"),
		Back:   bind("esc", "back", "esc"),
	}
}

// The words of the drawer.
const (
	titleCalls  = "Recent calls"
	titleCodes  = "Saved codes"
	titleNaming = "Save a code"
	wordsNaming = "Its name:"
	wordsNoCode = "None yet. Save a call by s in the recent calls."
	wordsNoCall = "Nothing was dialled yet."
	wordsFull   = "no more codes can be saved: remove one first"
	tabCalls    = "calls"
	tabCodes    = "codes"
)

func (d *drawer) isOpen() bool { return d.shows != drawerClosed }

// shownDrawer reports whether the drawer is what the screen shows, below a sheet.
func (h *handset) shownDrawer() bool { return h.notice == "" && h.drawer.isOpen() }

// isNaming reports whether the name of a code is what keys type.
func (h *handset) isNaming() bool { return h.shownDrawer() && h.drawer.shows == drawerName }

// isHome reports whether the phone is idle with nothing open and nothing typed.
func (h *handset) isHome() bool {
	_, idle := h.dialogue.(phone.Idle)
	return idle && h.notice == "" && !h.inbox.isOpen() && !h.drawer.isOpen() && h.dial.value == ""
}

// list is the list that is open, how many entries it has, and how one is drawn; nil
// where none is.
func (m *mirror) list() (list *shelf, count int, entry func(int) shelfEntry) {
	h := &m.handset
	switch h.drawer.shows {
	case drawerCalls:
		return &h.drawer.calls, len(h.calls.calls), func(i int) shelfEntry { return h.calls.newest(i).entry(m.now) }
	case drawerCodes:
		return &h.drawer.codes, m.book.count(), func(i int) shelfEntry { return m.book.at(i).entry() }
	case drawerClosed, drawerName:
		return nil, 0, nil
	default:
		return nil, 0, nil
	}
}

// openDrawer opens a list, with its first entry chosen.
func (m *model) openDrawer(shows drawerPage) { m.handset.drawer = drawer{shows: shows} }

// moveDrawer chooses another entry. It reports false where no list is what the
// screen shows.
func (m *mirror) moveDrawer(by int) bool {
	list, count, _ := m.list()
	if list == nil || !m.handset.shownDrawer() || m.handset.sheet.stands() {
		return false
	}
	list.move(by, count)
	return true
}

// fitDrawer takes its place.
func (m *mirror) fitDrawer() {
	if list, count, _ := m.list(); list != nil {
		list.fit(m.layout.screen, count)
	}
}

// chosenCode is the code that Enter calls; empty where the list is.
func (m *mirror) chosenCode() string {
	d := &m.handset.drawer
	switch {
	case d.shows == drawerCalls && len(m.handset.calls.calls) > 0:
		return m.handset.calls.newest(d.calls.chosen).code
	case d.shows == drawerCodes && m.book.count() > 0:
		return m.book.at(d.codes.chosen).Code
	default:
		return ""
	}
}

// drawerSoftKeys are the soft keys while the drawer is open.
func (m *mirror) drawerSoftKeys() (left, right softKey) {
	keys := &m.keys.Drawer
	left = softKey{doCloseDrawer, keys.Back, true}
	if m.handset.isNaming() {
		return left, softKey{doKeepCode, keys.Keep, true}
	}
	return left, softKey{doCallChosen, keys.Call, m.chosenCode() != ""}
}

// recentKey is the right soft key of an idle phone: its calls, or the saved codes
// where nothing was dialled yet.
func (m *mirror) recentKey() softKey {
	switch {
	case len(m.handset.calls.calls) > 0:
		return softKey{doCalls, m.keys.Drawer.Calls, true}
	case m.book.count() > 0:
		return softKey{doCodes, m.keys.Drawer.Codes, true}
	default:
		return softKey{}
	}
}

// homeKey is a key of an idle phone that is not one of its soft keys.
func (m *model) homeKey(msg tea.KeyPressMsg) (command tea.Cmd, taken bool) {
	bring := m.mirror().putAwayKey()
	switch {
	case !m.handset.isHome():
		return nil, false
	case key.Matches(msg, m.keys.Phone.Redial):
		return m.do(m.mirror().redialKey()), true
	case pressedBy(msg, bring):
		return m.do(bring), true
	case key.Matches(msg, m.keys.Drawer.Codes):
		m.openDrawer(drawerCodes)
		return nil, true
	default:
		return nil, false
	}
}

// drawerKey is a key while a list is open. It reports false where the key means
// what it means elsewhere.
func (m *model) drawerKey(msg tea.KeyPressMsg) (command tea.Cmd, taken bool) {
	d, keys := &m.handset.drawer, &m.keys.Drawer
	if !m.handset.shownDrawer() || d.shows == drawerName {
		return nil, false
	}
	switch {
	case key.Matches(msg, keys.Other):
		m.otherList()
	case key.Matches(msg, keys.Save) && d.shows == drawerCalls:
		m.nameCode()
	case key.Matches(msg, keys.Remove) && d.shows == drawerCodes:
		return m.removeCode(), true
	default:
		return nil, false
	}
	return nil, true
}

// otherList goes from the calls to the codes, and back.
func (m *model) otherList() {
	if m.handset.drawer.shows == drawerCalls {
		m.openDrawer(drawerCodes)
		return
	}
	m.openDrawer(drawerCalls)
}

// nameCode asks for the name by which the chosen call is to be saved.
func (m *model) nameCode() {
	d := &m.handset.drawer
	code := m.mirror().chosenCode()
	if code == "" {
		return
	}
	if m.book.isFull(code) {
		m.handset.toast = words{warning, wordsFull}
		return
	}
	d.naming, d.shows, d.name = code, drawerName, entry{}
}

// keepCode saves the code by the name that was typed, and shows it among the others.
func (m *model) keepCode() tea.Cmd {
	d := m.handset.drawer
	command := m.book.save(Code{Name: d.name.value, Code: d.naming})
	m.openDrawer(drawerCodes)
	m.handset.drawer.codes.chosen = m.book.count() - 1
	return command
}

// removeCode forgets the chosen code, where it is one that was saved here.
func (m *model) removeCode() tea.Cmd {
	chosen := m.handset.drawer.codes.chosen
	if !m.book.isOwn(chosen) {
		return nil
	}
	return m.book.remove(chosen)
}

// closeDrawer leaves a list for the idle phone, and the naming for the calls.
func (m *model) closeDrawer() {
	d := &m.handset.drawer
	if d.shows == drawerName {
		d.shows, d.naming, d.name = drawerCalls, "", entry{}
		return
	}
	d.shows = drawerClosed
}

// typedName types into the name of a code.
func (d *drawer) typedName(s string) {
	d.name.put(typable(s), func(grown string) bool { return len(grown) <= mostName })
}

// drawerRows are what of the drawer is on the screen.
func (m *mirror) drawerRows() []string {
	p, area := &m.pen, m.layout.screen
	d := &m.handset.drawer
	title, other, empty := titleCalls, tabCodes, wordsNoCall
	switch d.shows {
	case drawerName:
		return m.namingRows()
	case drawerCodes:
		title, other, empty = titleCodes, tabCalls, wordsNoCode
	case drawerCalls, drawerClosed:
	}
	head := p.line(area.Dx()).add(p.strong, p.say(title))
	other = p.say(other)
	head.until(p.width(other)).add(p.next, other)
	rows := []string{head.done(), blanks(area.Dx())}
	list, count, entry := m.list()
	if count == 0 {
		for _, s := range p.wrap(p.say(empty), area.Dx()) {
			rows = append(rows, p.line(area.Dx()).flow(p.quiet, s).done())
		}
		return rows
	}
	return append(rows, list.rows(p, area, count, entry)...)
}

func (m *mirror) namingRows() []string {
	p, width := &m.pen, m.layout.screen.Dx()
	return []string{
		p.line(width).flow(p.strong, p.say(titleNaming)).done(),
		blanks(width),
		p.line(width).add(p.next, m.handset.drawer.naming).done(),
		blanks(width),
		p.line(width).flow(p.quiet, p.say(wordsNaming)).done(),
	}
}

// drawerHints are what can be done with the list that is open.
func (m *model) drawerHints(hints []key.Binding) []key.Binding {
	d, keys := &m.handset.drawer, &m.keys.Drawer
	other, before := tabCodes, len(hints)-1 // the way back comes last
	switch d.shows {
	case drawerClosed, drawerName:
		return hints
	case drawerCalls:
		if m.mirror().chosenCode() != "" {
			hints = slices.Insert(hints, before, keys.Save)
		}
	case drawerCodes:
		other = tabCalls
		if m.book.isOwn(d.codes.chosen) {
			hints = slices.Insert(hints, before, keys.Remove)
		}
	}
	hints = slices.Insert(hints, len(hints)-1, renamed(keys.Other.Help().Key, other, keys.Other))
	return append(hints, renamed(bothWays, "choose", m.keys.Phone.ScrollUp))
}

// drawerLayers are what can be clicked while a list is open.
func (m *mirror) drawerLayers(add func(string, image.Rectangle)) {
	list, count, _ := m.list()
	if list == nil {
		return
	}
	screen := m.layout.screen
	add(hitOtherList, band(screen, screen.Min.Y, 1))
	for i := range screen.Dy() {
		if at := list.under(i, screen, count); at >= 0 {
			add(hitEntry+strconv.Itoa(at), band(screen, screen.Min.Y+i, 1))
		}
	}
}

// clickEntry chooses an entry, and calls one that was chosen already. A long press
// saves a call, and removes a code.
func (m *model) clickEntry(number int, long bool) tea.Cmd {
	list, count, _ := m.mirror().list()
	if list == nil || m.handset.swallows(m.options.Now()) {
		return nil
	}
	m.handset.toast = words{}
	again := list.chosen == number
	list.move(number-list.chosen, count)
	switch {
	case long && m.handset.drawer.shows == drawerCalls:
		m.nameCode()
	case long:
		return m.removeCode()
	case again:
		return m.callChosen()
	}
	return nil
}

// callChosen calls the chosen code.
func (m *model) callChosen() tea.Cmd {
	code := m.mirror().chosenCode()
	m.handset.drawer = drawer{}
	return m.call(code)
}

// homeHints are what an idle phone can do besides its soft keys: first what waits.
func (m *model) homeHints(hints []key.Binding) []key.Binding {
	if bring := m.mirror().putAwayKey(); bring.act != doNothing {
		hints = append([]key.Binding{bring.key}, hints...)
	}
	if redial := m.mirror().redialKey(); redial.act != doNothing {
		hints = append(hints, redial.key)
	}
	if m.book.count() > 0 && m.mirror().recentKey().act != doCodes {
		hints = append(hints, m.keys.Drawer.Codes)
	}
	return hints
}
