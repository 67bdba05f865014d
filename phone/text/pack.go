package text

// Pack codes s as GSM-7 packed for USSD, eight septets in seven octets, the first
// character in the lowest bits (TS 23.038, 6.1.2.3). Seven bits that are left over
// at the end carry a CR, so that nobody reads them as @; a text that itself ends in
// CR on an octet boundary gets a second one, since the receiver drops one there.
// It is as long as [Measure] says. It reports false where s is not in GSM-7: then
// [FirstOutside] names the character.
func Pack(s string) ([]byte, bool) {
	codes, ok := encode(s)
	if !ok {
		return nil, false
	}
	n := len(codes)
	onBoundary := n > 0 && n%8 == 0
	if n%8 == 7 || onBoundary && codes[n-1] == carriageReturn {
		codes = append(codes, carriageReturn)
	}
	octets := make([]byte, (7*len(codes)+7)/8)
	for i, septet := range codes {
		at, shift := 7*i/8, 7*i%8
		octets[at] |= septet << shift
		if shift > 1 {
			octets[at+1] |= septet >> (8 - shift)
		}
	}
	return octets, true
}

// encode gives the septets of s, unpacked and without padding.
func encode(s string) ([]byte, bool) {
	codes := make([]byte, 0, len(s)+1)
	for _, r := range s {
		c := codeOf(r)
		if c == outside {
			return nil, false
		}
		if c&extended != 0 {
			codes = append(codes, escape)
		}
		codes = append(codes, byte(c&^extended))
	}
	return codes, true
}

// Unpack reads GSM-7 packed for USSD. It drops a final CR that ends on an octet
// boundary, which is padding, and nothing else; so a text that ended there in a CR
// of its own comes back with two, which a phone shows as it would one. Every
// sequence of octets is some text: there is no error.
func Unpack(octets []byte) string {
	codes := make([]byte, 0, len(octets)*8/7)
	for i := range cap(codes) {
		at, shift := 7*i/8, 7*i%8
		septet := octets[at] >> shift
		if shift > 1 {
			septet |= octets[at+1] << (8 - shift)
		}
		codes = append(codes, septet&0x7F)
	}
	if n := len(codes); n > 0 && n%8 == 0 && codes[n-1] == carriageReturn {
		codes = codes[:n-1]
	}
	return decode(codes)
}

func decode(codes []byte) string {
	read := make([]rune, 0, len(codes))
	escaped := false
	for i, septet := range codes {
		if septet == escape && !escaped && i+1 < len(codes) {
			escaped = true
			continue
		}
		read = append(read, character(septet, escaped))
		escaped = false
	}
	return string(read)
}
