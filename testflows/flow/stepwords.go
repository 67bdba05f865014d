package flow

import (
	"slices"
	"strings"
	"time"
)

// stepForms are how the steps that begin with a word are written, in the order
// of the manual.
func stepForms() []string {
	return []string{
		"sms from NAME", "prompt NAME", "approve", "decline", "ignore", "otp TEXT", "resend",
		"pay INVOICE approve|decline", "callback", "verified INVOICE", "unverified INVOICE", "charge succeeded|refused",
		"wait DURATION", "hangup", "request", "weather NAME", "outcome NAME", "balance N", "allow sms|prompt|charge|callback",
	}
}

// stepOf reads the line of a step, nil where its word begins none. A step that
// is faulty is a step too.
func (p *parser) stepOf(word, rest piece) Step {
	form := formOf(stepForms(), word.text)
	switch {
	case form == "":
		return nil
	case form == word.text && rest.text != "":
		p.fault(rest, word.text+" stands alone in its line", "")
	case form != word.text && rest.text == "":
		p.fault(word, word.text+" says nothing", "write: "+form)
	}
	p.keep(stepLine, "", strings.TrimRight(word.text+" "+rest.text, " "))
	switch word.text {
	case "sms":
		return p.sms(rest)
	case "prompt":
		return &Prompt{From: p.pattern(rest)}
	case "approve", "decline", "ignore", "resend":
		return &Answer{Verb: Verb(word.text)}
	case "otp":
		return &Answer{Verb: OTP, OTP: p.template(rest)}
	case "pay":
		return p.pay(rest)
	case "callback":
		return &Callback{}
	case "verified":
		return &Verified{Invoice: p.template(rest)}
	case "unverified":
		return &Unverified{Invoice: p.template(rest)}
	case "charge":
		return &Charge{State: choose(p, rest, "state of a charge", chargeStates()).Value}
	case "wait":
		return &Wait{For: p.duration(rest)}
	case "hangup":
		return &Hangup{}
	case "request":
		return &Request{}
	case "weather":
		return &SetWeather{Weather: choose(p, rest, "weather", Weathers()).Value}
	case "outcome":
		return &SetOutcome{Outcome: choose(p, rest, "outcome", Outcomes()).Value}
	case "balance":
		return &SetBalance{Balance: p.balance(rest).Value}
	case "allow":
		return &Allow{Kind: choose(p, rest, "kind of event", eventKinds()).Value}
	default:
		return nil
	}
}

func (p *parser) sms(rest piece) Step {
	from, name := rest.cut()
	if rest.text != "" && (from.text != "from" || name.text == "") {
		p.fault(rest, "sms does not say whom it is from", "write: "+formOf(stepForms(), "sms"))
	}
	p.keep(stepLine, "", strings.TrimRight("sms from "+name.text, " "))
	return &SMS{From: p.pattern(name)}
}

func (p *parser) pay(rest piece) Step {
	invoice, how := rest.cutLast()
	step := &Pay{Approve: how.text == string(Approve)}
	if !step.Approve && how.text != string(Decline) && rest.text != "" {
		p.fault(how, "pay says neither approve nor decline", "write: "+formOf(stepForms(), "pay"))
	}
	if invoice.text != "" {
		step.Invoice = p.template(invoice)
	}
	p.keep(stepLine, "", strings.Join(slices.DeleteFunc([]string{"pay", invoice.text, how.text}, func(s string) bool { return s == "" }), " "))
	return step
}

// longestTime bounds wait and within.
const longestTime = 24 * time.Hour

// duration reads a time such as 35s; 0 is one that is none.
func (p *parser) duration(value piece) time.Duration {
	if value.text == "" {
		return 0
	}
	d, err := time.ParseDuration(value.text)
	if err != nil || d <= 0 || d > longestTime {
		p.fault(value, quote(value.text)+" is no length of time", "write it as 2s, 35s, 1m30s; more than nothing, and 24h at most")
		return 0
	}
	return d
}
