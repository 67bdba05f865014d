package text_test

import (
	"strings"
	"testing"

	"candybar/phone/text"
	"candybar/phone/text/hostile"
)

// Nothing of any attack is left, alone or between texts that it could join.
func TestCleanLeavesNothingOfAnAttack(t *testing.T) {
	t.Parallel()
	for _, attack := range append(hostile.Attacks(), hostile.Huge()...) {
		t.Run(attack.Name, func(t *testing.T) {
			t.Parallel()
			for _, s := range []string{attack.Text, attack.Line(), "e\u0301" + attack.Text + "\u0301\n"} {
				clean, _ := text.Clean(s)
				if found := hostile.Found(clean); found != "" {
					t.Error(found)
				}
			}
		})
	}
}

// The corpus is worth something: most of it is caught raw.
func TestFoundFindsAttacks(t *testing.T) {
	t.Parallel()
	caught := 0
	names := make(map[string]bool)
	for _, attack := range hostile.Attacks() {
		if hostile.Found(attack.Text) != "" {
			caught++
		}
		if names[attack.Name] || strings.Trim(attack.Name, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" {
			t.Errorf("the name %q is taken, or none", attack.Name)
		}
		names[attack.Name] = true
	}
	if caught < 70 {
		t.Errorf("%d of %d attacks are found", caught, len(names))
	}
	for _, good := range []string{"", "Welcome\n1. کد \u200e*123#\u200f", "e\u0301"} {
		if found := hostile.Found(good); found != "" {
			t.Errorf("%q: %s", good, found)
		}
	}
}
