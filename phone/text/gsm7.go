package text

// The alphabet of TS 23.038, 6.2.1 and 6.2.1.1, each in the order of its codes.
// ESC, which leads to the extension, is no character of its own.
const (
	basic = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ" +
		" !\"#¤%&'()*+,-./0123456789:;<=>?" +
		"¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§" +
		"¿abcdefghijklmnopqrstuvwxyzäöñüà"
	extension = "\f^{}\\[~]|€"
)

// tabulated is the end of the range that holds the whole alphabet but the euro
// sign: Latin and Greek.
const tabulated = 0x400

// septetTable holds what each character below tabulated costs in septets, 0
// where it is outside GSM-7. It is never written after its making.
var septetTable = makeSeptetTable()

func makeSeptetTable() (table [tabulated]uint8) {
	for _, r := range basic {
		table[r] = 1
	}
	for _, r := range extension {
		if r < tabulated {
			table[r] = 2
		}
	}
	return table
}

// septets is what r costs in GSM-7: 1, 2 for the extension, 0 where r is outside.
func septets(r rune) int {
	if r < tabulated {
		return int(septetTable[r])
	}
	if r == '€' {
		return 2
	}
	return 0
}

// FirstOutside finds the first character of s that is not in GSM-7, which is the
// one that makes the whole screen [UCS2]. It gives the character (U+FFFD for a
// byte that is no UTF-8) and its line and column, both from 1, the column in
// characters; ok is false where all of s is in GSM-7.
func FirstOutside(s string) (r rune, line, column int, ok bool) {
	at := start()
	for _, r := range s {
		if septets(r) == 0 {
			return r, at.line, at.column, true
		}
		at = at.after(r)
	}
	return 0, 0, 0, false
}
