package text

import (
	"encoding/hex"
	"strings"
	"testing"
)

func TestPack(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, text, octets string }{
		{"nothing", "", ""},
		{"one digit", "1", "31"},
		{"short code", "*123#", "AA986C3602"},
		{"iNoti code", "*6655*123#", "2A9BAD5653C564B311"},
		{"euro", "€", "9B32"},
		{"price", "Prix: 5€", "50791AAF03D53665"},
		{"capital C cedilla", "Ç", "09"},
		{"e acute", "é", "05"},
		{"five", "hello", "E8329BFD06"},
		{"six that end in LF", "hello\n", "E8329BFD5600"},
		{"seven are padded", "1234567", "31D98C56B3DD1A"},
		{"eight", "12345678", "31D98C56B3DD70"},
		{"seven that end in CR", "123456\r", "31D98C56B3351A"},
		{"eight that end in CR", "1234567\r", "31D98C56B3DD1A0D"},
		{"seven that end in @", "abcdef@", "61F1985C36031A"},
		{"seven letters", "abcdefg", "61F1985C369F1B"},
		{"and a CR", "abcdefg\r", "61F1985C369F1B0D"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			octets, ok := Pack(test.text)
			if got := strings.ToUpper(hex.EncodeToString(octets)); got != test.octets || !ok {
				t.Errorf("Pack(%q) = %s, %t; want %s", test.text, got, ok, test.octets)
			}
			if got := Unpack(octets); got != unpacked(test.text) {
				t.Errorf("Unpack(%s) = %q, want %q", test.octets, got, unpacked(test.text))
			}
		})
	}
}

// unpacked is what a receiver reads of s: a CR that ends it on an octet boundary
// comes twice.
func unpacked(s string) string {
	if n := Measure(s).Units; n > 0 && n%8 == 0 && strings.HasSuffix(s, "\r") {
		return s + "\r"
	}
	return s
}

func TestPackRefusesWhatIsOutside(t *testing.T) {
	t.Parallel()
	for _, s := range []string{"ç", "don’t", "سلام", "a\tb", "\x00", "\x1b", "a\xff"} {
		if octets, ok := Pack(s); ok || octets != nil {
			t.Errorf("Pack(%q) = %x", s, octets)
		}
	}
}

// T5: what is dropped, and what is not.
func TestUnpack(t *testing.T) {
	t.Parallel()
	for octets, want := range map[string]string{
		"":                 "",
		"E8329BFD5600":     "hello\n",
		"31D98C56B3DD1A":   "1234567",
		"31D98C56B3351A":   "123456\r",
		"31D98C56B3DD70":   "12345678",
		"61F1985C36031A":   "abcdef@",
		"61F1985C360300":   "abcdef@@",
		"31D98C56B3DD1A0D": "1234567\r\r",
		"0D":               "\r",
		"1B":               " ",
		"9B32":             "€",
		"9B18":             "1",
		"9B0D":             " ",
	} {
		packed, err := hex.DecodeString(octets)
		if err != nil {
			t.Fatal(err)
		}
		if got := Unpack(packed); got != want {
			t.Errorf("Unpack(%s) = %q, want %q", octets, got, want)
		}
	}
}

// Every character of the alphabet comes back, and costs what is counted.
func TestAlphabetComesBack(t *testing.T) {
	t.Parallel()
	count := 0
	for r := rune(0); r < 0x3000; r++ {
		s := string(r) + "x"
		octets, ok := Pack(s)
		if ok != (Measure(s).Coding == GSM7) {
			t.Errorf("%q packs: %t", r, ok)
		}
		if !ok {
			continue
		}
		count++
		if got := Unpack(octets); got != s {
			t.Errorf("%q comes back as %q", s, got)
		}
	}
	if count != 137 {
		t.Errorf("%d characters, want 137", count)
	}
}

func FuzzPack(f *testing.F) {
	for _, s := range []string{"", "hello\n", "1234567", "1234567\r", "123456\r", "abcdef@", "€{}", "menu\n1.A\n2.B\n", strings.Repeat("a", 183)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		octets, ok := Pack(s)
		size := Measure(s)
		if ok != (size.Coding == GSM7) {
			t.Fatalf("%q packs: %t, and is %+v", s, ok, size)
		}
		if !ok {
			return
		}
		if len(octets) != size.Octets {
			t.Errorf("%q takes %d octets, and %d were counted", s, len(octets), size.Octets)
		}
		if got := Unpack(octets); got != unpacked(s) {
			t.Errorf("%q comes back as %q", s, got)
		}
	})
}

// Any octets are some text, which packs again into what reads the same.
func FuzzUnpack(f *testing.F) {
	for _, octets := range []string{"", "\x1b", "\x9b\x0d", "\x61\xf1\x98\x5c\x36\x03\x1a", "\xff\xff\xff\xff\xff\xff\xff\xff"} {
		f.Add([]byte(octets))
	}
	f.Fuzz(func(t *testing.T, octets []byte) {
		read := Unpack(octets)
		again, ok := Pack(read)
		if !ok {
			t.Fatalf("%x reads %q, which does not pack", octets, read)
		}
		if got := Unpack(again); got != unpacked(read) {
			t.Errorf("%x reads %q, and %q after packing", octets, read, got)
		}
	})
}
