package rtl_test

import (
	"strings"
	"testing"

	"candybar/phone/rtl"
)

// BenchmarkLong breaks and lays what a hostile handler may send as one line.
func BenchmarkLong(b *testing.B) {
	const size = 64 << 10
	for name, unit := range map[string]string{
		"words": "سلام ", "marks": "\u0301", "joiners": "\u200c", "brackets": "([{", "directions": "\u200f", "numbers": "٤5",
	} {
		long := "ا" + strings.Repeat(unit, size/len(unit))
		b.Run(name, func(b *testing.B) {
			b.SetBytes(size)
			for b.Loop() {
				for _, line := range rtl.Wrap(rtl.Join(long), 40, measure) {
					rtl.Lay(line, measure)
				}
			}
		})
	}
}
