package text_test

import (
	"testing"

	"candybar/phone/text/hostile"
)

// What candybar draws is let through; of the attacks only what is no control at
// all, or one by which a terminal is drawn on anyway.
func TestFoundOnTerminal(t *testing.T) {
	t.Parallel()
	for _, own := range []string{"\x1b[?2026$p\x1b[?1049h\x1b[2J\x1b[1;31mred\x1b[m\x1b]2;candybar\x07", "a\r\n\x1b[Z\x1b[10Xb", "\x1b]11;?\x07\x1b[>0q\x1b[8l\x1b[1 k"} {
		if found := hostile.FoundOnTerminal(own, false); found != "" {
			t.Error(found)
		}
	}
	if found := hostile.FoundOnTerminal("\u202dab\u202c", true); found != "" {
		t.Error(found)
	}
	for _, name := range []string{
		"csi-report", "csi-window", "csi-broken", "esc-reset", "esc-charset", "esc-alone", "osc-title", "osc-icon", "osc-link", "osc-clipboard",
		"osc-clipboard-read", "osc-palette", "osc-notify", "osc-file", "osc-open", "dcs-sixel", "dcs-request", "dcs-tmux", "apc-kitty", "pm", "sos",
		"c1-csi", "c1-osc", "c1-strings", "c1-raw-csi", "c1-raw-osc", "bel", "vt-ff", "so-si", "enq", "del", "nul", "bidi-override", "bidi-isolates",
		"combining-flood", "zero-width-flood", "tag-flood", "overlong-escape", "surrogates",
	} {
		for _, attack := range hostile.Attacks() {
			if attack.Name == name && hostile.FoundOnTerminal(attack.Text, true) == "" {
				t.Errorf("%s is not found", name)
			}
		}
	}
}
