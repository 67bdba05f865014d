package lint

import (
	"fmt"
	"strings"
	"time"

	"candybar/gateway/event"
	"candybar/providers/inoti"
)

// happened is a finding that is no place in a text.
func happened(seen string) (finding, bool) { return finding{seen: seen}, true }

func slow(r *Reader, e event.Event) (finding, bool) {
	reply, ok := e.Body.(event.Reply)
	if !ok || reply.Late || took(reply) < r.terms.Slow {
		return nothing()
	}
	return happened(fmt.Sprintf("the handler took %s to answer; some carriers stop at %s", seconds(took(reply)), r.terms.Slow))
}

func late(r *Reader, e event.Event) (finding, bool) {
	reply, ok := e.Body.(event.Reply)
	if !ok || !reply.Late {
		return nothing()
	}
	return happened(fmt.Sprintf("the handler answered after %s, when the session had ended (the limit is %s): nobody saw it",
		seconds(took(reply)), r.terms.Answer))
}

func took(reply event.Reply) time.Duration {
	return time.Duration(reply.Milliseconds) * time.Millisecond
}

func seconds(d time.Duration) string { return fmt.Sprintf("%.1f s", d.Seconds()) }

// bareCall finds an empty reply to a later call that began with a star.
func bareCall(r *Reader, e event.Event) (finding, bool) {
	reply, ok := r.reply(e)
	if !ok || !r.terms.Starred || reply.ID == r.first {
		return nothing()
	}
	if inner, _ := inoti.Trim(string(reply.Bytes)); inner != "" {
		return nothing()
	}
	return happened("the handler had nothing to say to a later call that begins with a star; iNoti's PHP sample, which splits call on the star, knows later calls without it only")
}

// ambiguousCall does not quote the answer, which may be a secret.
func ambiguousCall(r *Reader, e event.Event) (finding, bool) {
	typed, ok := e.Body.(event.Typed)
	if !ok || e.Session == "" || e.Session != r.session {
		return nothing()
	}
	switch at := strings.IndexAny(typed.Text, "*#"); {
	case at < 0:
		return nothing()
	case strings.Contains(typed.Text, "*"):
		return happened("the answer holds a star: in call it reads like several answers")
	default:
		return happened("the answer holds a #, which ends a code: in call it reads like the end of one")
	}
}

func sameScreen(r *Reader, e event.Event) (finding, bool) {
	screen, ok := e.Body.(event.Screen)
	if !ok || e.Session != r.session || r.screen == nil || !r.answered {
		return nothing()
	}
	if screen.Text != r.screen.Text || screen.Open != r.screen.Open {
		return nothing()
	}
	return happened("the answer brought the very same screen again")
}

// Unverified is a callback that was believed without asking, as the gateway's
// audit saw it; seen says which.
func Unverified(seen string) event.Warning { return unverified.about(finding{seen: seen}) }

// Acknowledgement is an answer to IntouchPay's callback that is not as documented;
// seen says which and how.
func Acknowledgement(seen string) event.Warning { return acknowledgement.about(finding{seen: seen}) }
