package tui

import (
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"candybar/phone"
)

// The ticks. There is never more than one of a kind under way.
type (
	minuteTick struct{}
	secondTick struct{}
	spinTick   struct{}
)

const spinEvery = 120 * time.Millisecond

// minute comes at the next full minute.
func minute() tea.Cmd { return tea.Every(time.Minute, func(time.Time) tea.Msg { return minuteTick{} }) }

// spins reports whether a phone that waits can be seen, or is the chosen one.
func (m *model) spins() bool {
	return slices.ContainsFunc(m.sims, func(s *sim) bool {
		_, waiting := s.handset.dialogue.(phone.Waiting)
		return waiting && (s == m.sim || m.inSight(s))
	})
}

// ticks starts the ticks that are wanted and not under way.
func (m *model) ticks() tea.Cmd {
	var commands []tea.Cmd
	if m.spins() && !m.spinning {
		m.spinning = true
		commands = append(commands, tea.Tick(spinEvery, func(time.Time) tea.Msg { return spinTick{} }))
	}
	if m.sessionSeen() && !m.seconds {
		m.seconds = true
		commands = append(commands, tea.Tick(time.Second, func(time.Time) tea.Msg { return secondTick{} }))
	}
	return tea.Batch(append(commands, m.tapTicks(), m.fadeTicks(), m.typeTicks(), m.arrivalTicks())...)
}
