package replay

import (
	"context"
	"net/netip"
	"net/url"
	"slices"
	"strings"

	"candybar/gateway/event"
	"candybar/gateway/session"
	"candybar/providers/inoti"
	"candybar/testflows/flow"
)

// account looks at what no step took, when nothing is under way any more.
func (p *player) account(ctx context.Context) error {
	last := p.flow.Steps[len(p.flow.Steps)-1]
	quiet, cancel := patiently(ctx, last)
	defer cancel()
	if err := p.rest(quiet); err != nil {
		return p.silence(ctx, last, "something was still under way %s after the last step", last.About().Patience())
	}
	p.gather(p.log.Pending())
	for _, a := range p.actors {
		for _, e := range a.untaken {
			if left := p.leftOver(a, e); left != nil {
				left.at = last.About().At
				return left
			}
		}
	}
	return nil
}

// leftOver is what is wrong with an event that no step took; nil for nothing.
func (p *player) leftOver(a *actor, e event.Event) *problem {
	switch body := e.Body.(type) {
	case event.SMS:
		return p.unaccounted(flow.SMSEvent, "an SMS came that no step expects", append([]string{"sms from " + body.From}, barred(body.Text)...)...)
	case event.Prompt:
		return p.unaccounted(flow.PromptEvent, "a prompt came that no step expects", append([]string{"prompt " + body.From}, barred(body.Text)...)...)
	case event.Charge:
		if at := slices.Index(a.implied, body.State); at >= 0 {
			a.implied = slices.Delete(a.implied, at, at+1)
			return nil
		}
		return p.unaccounted(flow.ChargeEvent, "a charge was made that no step expects", "charge "+body.State+reason(body))
	case event.Callback:
		return p.unaccounted(flow.CallbackEvent, "a callback was made that no step expects", "callback to "+pathOf(body.URL))
	case event.Ended:
		if body.How == session.Cancelled {
			return nil
		}
		return &problem{title: "the session ended, and no step expects it", added: []string{"END " + string(body.How)}}
	case event.Screen:
		return &problem{title: "a screen came that no step expects", added: barred(body.Text)}
	case event.Warning:
		if !p.strict {
			return nil
		}
		return (&problem{title: "with --strict a warning is an error: " + body.Text}).note("hint", "%s", body.Cure)
	default:
		return nil
	}
}

func (p *player) unaccounted(kind flow.EventKind, title string, lines ...string) *problem {
	if p.flow.Allows(kind) {
		return nil
	}
	return (&problem{title: title, added: lines}).note("hint", "add it as a step, or write allow %s", kind)
}

// barred is a text as a flow writes it.
func barred(text string) []string {
	var lines []string
	for line := range strings.SplitSeq(text, "\n") {
		lines = append(lines, strings.TrimRight("| "+line, " "))
	}
	return lines
}

// reachable adds to a problem where the handler would have had to ask, and
// whether it can.
func (p *player) reachable(what *problem) *problem {
	own := p.runner.URL()
	what.note("hint", "GetPayments is at %s: point the handler there; --listen ADDR fixes the port", own+inoti.ServicePath)
	for _, a := range p.actors {
		handler, err := url.Parse(a.request.URL)
		if err == nil && handler.Host != "" && isLoopback(own) && !isLoopback(a.request.URL) {
			what.note("reach", "the handler is at %s, and from there nobody can reach %s: listen where it can, with --listen", handler.Host, own)
			break
		}
	}
	return what
}

func isLoopback(address string) bool {
	parsed, err := url.Parse(address)
	if err != nil {
		return false
	}
	if parsed.Hostname() == "localhost" {
		return true
	}
	ip, err := netip.ParseAddr(parsed.Hostname())
	return err == nil && ip.IsLoopback()
}
