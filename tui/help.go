package tui

import "image"

// help is every key, drawn from the actions.
type help struct {
	pager
	// from and focus are what was shown before.
	from  panel
	focus page
}

func (h *help) fit(p *pen, sections []section, area image.Rectangle) {
	h.lines, h.rows = nil, area.Dy()
	widest := 0
	for _, part := range sections {
		for _, a := range part.actions {
			widest = max(widest, p.width(a.written()))
		}
	}
	for i, part := range sections {
		if i > 0 {
			h.lines = append(h.lines, nil)
		}
		h.lines = append(h.lines, []words{{quietly, part.title}})
		for _, a := range part.actions {
			if !a.enabled() {
				continue
			}
			shown := a.written()
			lead := words{strongly, shown + blanks(widest-p.width(shown)+2)}
			h.put(p, area.Dx(), lead, plainly, a.does)
		}
	}
	h.scroll(0)
}
