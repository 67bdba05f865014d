// Command bareterminal is a Bubble Tea program that does nothing but show a text:
// what the phone's first frame is measured beside.
package main

import (
	"os"

	tea "charm.land/bubbletea/v2"
)

type model struct{}

func (model) Init() tea.Cmd { return nil }

func (m model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if key, pressed := msg.(tea.KeyPressMsg); pressed && key.String() == "ctrl+c" {
		return m, tea.Quit
	}
	return m, nil
}

func (model) View() tea.View {
	view := tea.NewView("╭────────╮\n│ MCI    │\n│ 9 wxyz │\n╰────────╯")
	view.AltScreen = true
	return view
}

func main() {
	if _, err := tea.NewProgram(model{}).Run(); err != nil {
		os.Exit(1)
	}
}
