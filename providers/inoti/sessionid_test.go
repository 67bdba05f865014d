package inoti_test

import (
	"math/rand/v2"
	"regexp"
	"testing"

	"candybar/providers/inoti"
)

func random(seed uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, 0)) }

// extreme gives nothing but its own value, so that no bit of an id is left to
// chance.
type extreme uint64

func (e extreme) Uint64() uint64 { return uint64(e) }

func TestSessionIDShape(t *testing.T) {
	t.Parallel()
	tests := []struct {
		form  inoti.IDForm
		shape *regexp.Regexp
	}{
		// RFC 9562: version 4 in the third group, variant 10 in the fourth.
		{inoti.UUID, regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`)},
		{inoti.Digits, regexp.MustCompile(`^[1-9][0-9]{14}$`)},
	}
	for _, test := range tests {
		source, seen := random(1), make(map[string]bool)
		for range 1000 {
			id := test.form.New(source)
			if !test.shape.MatchString(id) {
				t.Fatalf("%s: %q has not the shape %s", test.form, id, test.shape)
			}
			if seen[id] {
				t.Fatalf("%s: %q came twice", test.form, id)
			}
			seen[id] = true
		}
	}
}

func TestUUIDBits(t *testing.T) {
	t.Parallel()
	for bits, want := range map[extreme]string{
		0:                     "00000000-0000-4000-8000-000000000000",
		0xffff_ffff_ffff_ffff: "ffffffff-ffff-4fff-bfff-ffffffffffff",
		0x0123_4567_89ab_cdef: "01234567-89ab-4def-8123-456789abcdef",
	} {
		if got := inoti.UUID.New(rand.New(bits)); got != want {
			t.Errorf("of %#x: %s, want %s", uint64(bits), got, want)
		}
	}
}

func TestSameSeedSameSessionIDs(t *testing.T) {
	t.Parallel()
	for _, form := range []inoti.IDForm{inoti.UUID, inoti.Digits} {
		one, same, other := random(7), random(7), random(8)
		for range 10 {
			id := form.New(one)
			if again := form.New(same); again != id {
				t.Errorf("%s: %q, and with the same seed %q", form, id, again)
			}
			if different := form.New(other); different == id {
				t.Errorf("%s: %q with another seed too", form, id)
			}
		}
	}
}

func TestParseIDForm(t *testing.T) {
	t.Parallel()
	for _, want := range []inoti.IDForm{"uuid", "digits"} {
		if got, err := inoti.ParseIDForm(string(want)); got != want || err != nil {
			t.Errorf("ParseIDForm(%q) = %q, %v", want, got, err)
		}
	}
	for _, name := range []string{"", "UUID", "digit", "guid"} {
		if got, err := inoti.ParseIDForm(name); err == nil {
			t.Errorf("ParseIDForm(%q) = %q, want an error", name, got)
		}
	}
}
