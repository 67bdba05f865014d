package gateway_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"candybar/gateway/event"
	"candybar/gateway/session"
	"candybar/phone"
)

// TestSkin: the handset has the skin of the options until it wears another, and
// a smartphone's empty SEND ends the session without a request.
func TestSkin(t *testing.T) {
	t.Parallel()
	address, asked := handler(t, echo)
	options := toHandler(t, address)
	options.Skin = phone.Smartphone
	w := newWorld(t, options)
	w.press(phone.Call{Text: code})
	if err := w.line.Do(phone.Wear{Skin: phone.Feature}); !errors.Is(err, phone.ErrSessionOpen) {
		t.Errorf("another skin during a session: %v", err)
	}
	view := w.press(phone.Send{})
	if view.Ended != session.Cancelled || view.Phone.State() != phone.StateIdle || view.Phone.Notice() == "" {
		t.Errorf("after an empty SEND: %s, %s, %q", view.Ended, view.Phone.State(), view.Phone.Notice())
	}
	if got := asked.Load(); got != 1 {
		t.Errorf("the handler was asked %d times", got)
	}
	if got := w.press(phone.Wear{Skin: phone.Feature}).Phone.Skin(); got != phone.Feature {
		t.Errorf("the phone is a %s", got)
	}
	w.press(phone.Call{Text: code})
	if err := w.line.Do(phone.Send{}); !errors.Is(err, phone.ErrEmpty) {
		t.Errorf("an empty answer of a feature phone: %v", err)
	}
	if diff := cmp.Diff([]event.Subscriber{{Changed: []string{"skin"}}}, bodies[event.Subscriber](w)); diff != "" {
		t.Errorf("changed (-want +got)\n%s", diff)
	}
}
