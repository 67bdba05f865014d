package lint

import (
	"fmt"

	"candybar/phone/text"
)

// The rules about what text.Clean takes out, a kind each.

func invalidUTF8(w words) (finding, bool) {
	return w.fault(text.InvalidUTF8, func(f text.Fault) string {
		return "octets that are no UTF-8 stand in the text" + times(f)
	})
}

func tab(w words) (finding, bool) {
	return w.fault(text.Tab, func(f text.Fault) string {
		return "a tab (U+0009) stands in the text" + times(f) + ": it forces UCS-2"
	})
}

func control(w words) (finding, bool) {
	return w.fault(text.Control, func(f text.Fault) string {
		return fmt.Sprintf("a control character (U+%04X) stands in the text%s", f.Rune, times(f))
	})
}

func loneReturn(w words) (finding, bool) {
	return w.fault(text.LoneReturn, func(f text.Fault) string {
		return "a carriage return (U+000D) without a line feed stands in the text" + times(f) + ": it starts no line"
	})
}

func returnBeforeFeed(w words) (finding, bool) {
	return w.fault(text.CarriageReturn, func(f text.Fault) string {
		return "a carriage return stands before a line feed" + times(f) + ": it costs a septet, and phones show it differently"
	})
}

func bidiControl(w words) (finding, bool) {
	return w.fault(text.BidiControl, func(f text.Fault) string {
		return fmt.Sprintf("a bidirectional control (U+%04X) stands in the text%s; phones do not obey it alike", f.Rune, times(f))
	})
}

func markFlood(w words) (finding, bool) {
	return w.fault(text.MarkFlood, func(f text.Fault) string {
		return fmt.Sprintf("more than %d marks stand over one another%s: those after them are dropped", text.MostMarks, times(f))
	})
}

// fault is the text's faults of one kind, in words.
func (w words) fault(kind text.FaultKind, said func(text.Fault) string) (finding, bool) {
	for _, f := range w.faults {
		if f.Kind == kind {
			return finding{f.Line, f.Column, said(f)}, true
		}
	}
	return nothing()
}

func times(f text.Fault) string {
	if f.Count == 1 {
		return ""
	}
	return fmt.Sprintf(" (%d times)", f.Count)
}
