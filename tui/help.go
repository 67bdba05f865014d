package tui

import "image"

// help is every key, drawn from the key map.
type help struct {
	pager
	// from and focus are what was shown before.
	from  panel
	focus page
}

func (h *help) fit(p *pen, keys *keyMap, area image.Rectangle) {
	h.lines, h.rows = nil, area.Dy()
	sections := keys.sections()
	widest := 0
	for _, part := range sections {
		for _, b := range part.keys {
			widest = max(widest, p.width(b.Help().Key))
		}
	}
	for i, part := range sections {
		if i > 0 {
			h.lines = append(h.lines, nil)
		}
		h.lines = append(h.lines, []words{{quietly, part.title}})
		for _, b := range part.keys {
			if !b.Enabled() {
				continue
			}
			shown := b.Help().Key
			lead := words{strongly, shown + blanks(widest-p.width(shown)+2)}
			h.put(p, area.Dx(), lead, plainly, b.Help().Desc)
		}
	}
	h.scroll(0)
}
