package tui

import (
	"testing"

	"candybar/gateway"
	"candybar/phone"
)

// USSD that the network begins: a question is answered on the phone as any other,
// a notification has OK and no field.
func TestRunPushed(t *testing.T) {
	t.Parallel()
	g := gateway.New(gateway.Options{})
	defer g.Close()
	sims := sims(g)
	term, press, done := start(t, 80, 24, Options{SIMs: sims, Log: g.Log(), Limits: g.Limits(), Hint: "dial a code"})
	term.shows(t, "dial a code")

	if err := sims[0].Push("Rate us, 1 to 5", true); err != nil {
		t.Fatal(err)
	}
	term.shows(t, "Rate us, 1 to 5", "cancel", "send")
	press("5")
	term.shows(t, "│ 5 ")
	press("\r")
	term.shows(t, phone.TextExpired, "■ released", "OK")

	if err := sims[0].Push("Your bundle is used up", false); err != nil {
		t.Fatal(err)
	}
	term.shows(t, "Your bundle is used up", phone.TextExpired, "■ final", "OK", "session ended")
	press("\r")
	term.shows(t, "dial a code")
	press("\x03")
	if err := <-done; err != nil {
		t.Error(err)
	}
}
