package tui

import (
	"fmt"
	"image"
	"slices"

	tea "charm.land/bubbletea/v2"

	"candybar/gateway/ledger"
)

// outcomeMenu chooses what the callback of an invoice does.
type outcomeMenu struct {
	of     *invoice
	chosen int
	area   image.Rectangle
}

// outcomeWords say what an outcome does, in a line.
func outcomeWords(o ledger.Outcome) string {
	switch o {
	case ledger.OnTime:
		return "the callback follows the payment at once"
	case ledger.Late:
		return fmt.Sprintf("the callback comes %s after the payment", ledger.LateBy)
	case ledger.Twice:
		return "two callbacks, alike to the letter: book it once"
	case ledger.OutOfOrder:
		return "the callback waits for that of a later invoice"
	case ledger.Lost:
		return "no callback comes: GetPayments is the only way to know"
	case ledger.WrongAmount:
		return "the callback comes, and GetPayments tells another price"
	case ledger.NoRecord:
		return "the callback comes, and GetPayments does not know of it"
	case ledger.Forged:
		return "a callback comes although nobody paid"
	default:
		return ""
	}
}

// openOutcomes opens the menu for the invoice that is chosen.
func (m *model) openOutcomes() {
	of := m.inspector.chosenInvoice()
	if of == nil {
		return
	}
	m.outcomes = outcomeMenu{of: of, chosen: max(0, slices.Index(ledger.Outcomes(), m.outcomeOf(of)))}
	m.panel = showOutcomes
}

// outcomeOf is what an invoice's callback does, as far as it is known here.
func (m *model) outcomeOf(of *invoice) ledger.Outcome {
	switch {
	case of.outcome != "":
		return of.outcome
	case m.options.Outcome != "":
		return m.options.Outcome
	default:
		return ledger.OnTime
	}
}

func (o *outcomeMenu) move(by int) {
	o.chosen = max(0, min(o.chosen+by, len(ledger.Outcomes())-1))
}

// title names the invoice.
func (o *outcomeMenu) title() string { return "callback of " + plain(exact(o.of.now.Yours)) }

// draw are the outcomes, and what the chosen one does.
func (o *outcomeMenu) draw(p *pen, current ledger.Outcome) []string {
	width := o.area.Dx()
	rows := []string{p.line(width).add(p.quiet, "What the network will do:").done(), blanks(width)}
	all := ledger.Outcomes()
	for i, outcome := range all {
		style := p.plain
		if i == o.chosen {
			style = p.strong
		}
		out := p.marked(width, i == o.chosen)
		if outcome == current {
			out.add(p.next, "● ")
		} else {
			out.blank(2)
		}
		rows = append(rows, out.add(style, spaced(string(outcome))).done())
	}
	rows = append(rows, blanks(width))
	rows = o.explain(p, rows, plainly, outcomeWords(all[o.chosen]))
	if o.of.replayable() {
		rows = append(rows, blanks(width))
		rows = o.explain(p, rows, quietly, "It is paid: what was sent stays sent.")
	}
	return rows
}

func (o *outcomeMenu) explain(p *pen, rows []string, t tone, s string) []string {
	width := o.area.Dx()
	for _, part := range p.wrap(s, width-3) {
		rows = append(rows, p.line(width).blank(3).add(p.tone(t), part).done())
	}
	return rows
}

// outcomeAt is the outcome in row i of the menu, or -1.
func outcomeAt(i int) int {
	if i -= 2; i >= 0 && i < len(ledger.Outcomes()) {
		return i
	}
	return -1
}

// outcomeChosen and replayed are what came of it.
type (
	outcomeChosen struct {
		sim     *sim
		of      *invoice
		outcome ledger.Outcome
		err     error
	}
	replayed struct {
		sim *sim
		err error
	}
)

// chooseOutcome takes what is chosen in the menu.
func (m *model) chooseOutcome() tea.Cmd {
	of, outcome := m.outcomes.of, ledger.Outcomes()[m.outcomes.chosen]
	m.panel = showInspector
	at, set, number := m.sim, m.options.SetOutcome, of.number()
	return func() tea.Msg { return outcomeChosen{at, of, outcome, set(number, outcome)} }
}

// tookOutcome shows what came of a choice.
func (s *sim) tookOutcome(came outcomeChosen) {
	if came.err != nil {
		s.said = words{failure, "✗ " + came.err.Error()}
		return
	}
	came.of.outcome = came.outcome
	s.said = words{quietly, "callback of " + came.of.now.Yours + ": " + spaced(string(came.outcome))}
}

// replay calls the handler of the chosen invoice back once more.
func (m *model) replay() tea.Cmd {
	of := m.inspector.chosenInvoice()
	if of == nil {
		return nil
	}
	if !of.replayable() {
		m.said = words{warning, "⚠ " + of.now.Yours + " was not paid: there is no callback to replay"}
		return nil
	}
	at, call, number := m.sim, m.options.Replay, of.number()
	return func() tea.Msg { return replayed{at, call(number)} }
}

func (i *invoice) replayable() bool { return ledger.State(i.now.State).Settled() }
