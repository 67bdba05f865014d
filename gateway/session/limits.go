package session

import (
	"fmt"
	"time"
)

// Profile names a set of limits.
type Profile string

// The profiles. Default and AfricasTalking agree today: the figures that
// Africa's Talking documents are the best that anybody does.
const (
	Default        Profile = "default"
	Strict         Profile = "strict"
	AfricasTalking Profile = "africastalking"
)

// ParseProfile reads a profile's name.
func ParseProfile(name string) (Profile, error) {
	switch p := Profile(name); p {
	case Default, Strict, AfricasTalking:
		return p, nil
	default:
		return "", fmt.Errorf("unknown timer profile %q: use default, strict or africastalking", name)
	}
}

// Limits are the profile's figures. Sources: Africa's Talking, "What is the
// duration of a USSD session for Kenyan telcos" (10 s to connect, 15 s to
// answer, 30 s for the user, 180 s in all); Clickatell's terms (20 s and 120 s)
// and Sendexa's session flow (5 s at the tightest carrier) for strict, whose 4 s
// to connect are ours.
func (p Profile) Limits() Limits {
	switch p {
	case Strict:
		return Limits{Connect: 4 * time.Second, Answer: 5 * time.Second, Slow: 5 * time.Second, User: 20 * time.Second, Session: 120 * time.Second}
	case Default, AfricasTalking:
		fallthrough
	default:
		return Limits{Connect: 10 * time.Second, Answer: 15 * time.Second, Slow: 5 * time.Second, User: 30 * time.Second, Session: 180 * time.Second}
	}
}
