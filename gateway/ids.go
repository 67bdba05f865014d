package gateway

import (
	"crypto/sha256"
	"fmt"
	"math/rand/v2"

	"candybar/phone/number"
)

// randomness is the source of a phone's session ids: the same for the same
// seed and phone, whatever other phones do meanwhile.
func randomness(seed uint64, phone number.Number) *rand.Rand {
	key := sha256.Sum256(fmt.Appendf(nil, "%d %s", seed, phone.E164()))
	return rand.New(rand.NewChaCha8(key))
}
