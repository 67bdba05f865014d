package tui

import (
	tea "charm.land/bubbletea/v2"

	"candybar/phone"
)

// The screen of a feature phone: its text has that many columns and lines where
// there is room for them, however large the phone is drawn, and is scrolled where
// it has more.
const (
	featureColumns = 24
	featureLines   = 8
)

// skin is that of the phone as it is drawn.
func (h *handset) skin() phone.Skin { return h.view.Phone.Skin() }

// dialogStands reports whether the screen is a smartphone's dialog. Its home
// screen, its messages and what is dialled are drawn as any phone's.
func (h *handset) dialogStands() bool {
	if h.skin() != phone.Smartphone {
		return false
	}
	_, idle := h.dialogue.(phone.Idle)
	return !idle || h.notice != ""
}

// fitText gives the text its columns and lines.
func (h *handset) fitText(l *phoneLayout) {
	h.columns, h.textRows = min(l.screen.Dx(), featureColumns), min(h.rows, featureLines)
	if h.dialogStands() {
		h.columns = l.screen.Dx() - dialogSides
	}
}

// wear puts the chosen SIM into the other phone, unless a session is open on it:
// then the line says so.
func (m *model) wear() tea.Cmd {
	m.handset.toast = words{}
	return m.press(phone.Wear{Skin: m.handset.skin().Next()})
}
