package tui

import (
	"fmt"
	"strings"

	"candybar/phone"
	"candybar/phone/text"
)

// The meter says how much of what one USSD string carries a text takes: 23/182
// septets, or 23/80 units where a single character is outside of GSM-7. Both rooms
// are the same 160 octets. There is one at the lower edge of the screen, for what
// the network sent, and one below the field, for what is being typed.

// screenMeter is that of the text on the screen; empty where that is the phone's
// own.
func (h *handset) screenMeter() words {
	if h.notice != "" {
		return words{}
	}
	switch d := h.dialogue.(type) {
	case phone.Open:
		return meterOf(d.Text)
	case phone.Ended:
		if !d.Own {
			return meterOf(d.Text)
		}
	case phone.Idle, phone.Waiting:
	}
	return words{}
}

// meterOf is the meter of a text. From the last octet on it is a warning.
func meterOf(s string) words {
	size := text.Measure(s)
	shown := fmt.Sprintf("%d/%d", size.Units, size.Coding.Room())
	switch {
	case !size.Fits():
		return words{warning, "over " + shown}
	case size.Octets == text.Limit:
		return words{warning, "full " + shown}
	default:
		return words{quietly, shown}
	}
}

// answerMeter is that of the answer that is being typed; empty where none is. A
// smartphone counts characters where those are fewer.
func (h *handset) answerMeter() words {
	e := &h.reply
	if e.value == "" {
		return words{}
	}
	size := text.Measure(e.value)
	if n := phone.Characters(e.value); h.skin() == phone.Smartphone && size.Fits() && size.Coding.Room() > phone.LongestAnswer {
		shown := fmt.Sprintf("%d/%d", n, phone.LongestAnswer)
		if h.skin().ThrowsAway(e.value) {
			return words{warning, "over " + shown}
		}
		return words{quietly, shown}
	}
	meter := meterOf(e.value)
	if e.full && meter.tone == quietly {
		return words{warning, "full " + meter.text}
	}
	return meter
}

// dialMeter is that of a dial string, which is long enough for one only by
// mistake.
func (h *handset) dialMeter() words {
	size := text.Measure(h.dial.value)
	if 2*size.Units < size.Coding.Room() {
		return words{}
	}
	meter := meterOf(h.dial.value)
	if h.dial.full && meter.tone == quietly {
		return words{warning, "full " + meter.text}
	}
	return meter
}

// metered is an edge of a frame with a meter near its right end.
func (p *pen) metered(frame ink, from, to string, meter words, width int) string {
	out := p.line(width-1).add(frame, from)
	if meter.text == "" {
		return out.add(frame, strings.Repeat("─", width-2)).done() + frame.render(to)
	}
	shown := " " + meter.text + " "
	out.add(frame, strings.Repeat("─", max(0, width-3-p.width(shown))))
	return out.add(p.tone(meter.tone), shown).add(frame, "─").done() + frame.render(to)
}

// meterRow is a row of the screen with a meter at its end.
func (p *pen) meterRow(meter words, width int) string {
	return p.line(width).until(p.width(meter.text)).add(p.tone(meter.tone), meter.text).done()
}
