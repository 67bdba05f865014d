package flow

import (
	_ "embed"
	"encoding/json"
)

//go:embed schema.json
var schema string

// Schema is the JSON Schema (2020-12) of what a Flow is as JSON.
func Schema() string { return schema }

// MarshalJSON writes the flow as [Schema] says. Positions are those of the file;
// no value of a secret is in it, since none is in a flow.
func (f *Flow) MarshalJSON() ([]byte, error) {
	doc := flowJSON{
		Flow: 1, File: f.File, Home: f.Home.String(),
		Name: said(f.Name), Handler: said(f.Handler), PayBy: said(f.PayBy), Dialect: said(f.Dialect),
		CallForm: said(f.CallForm), Timers: said(f.Timers), Weather: said(f.Weather), Outcome: said(f.Outcome), Skin: said(f.Skin),
		Balance: said(f.Balance), Seed: said(f.Seed),
		Phones: []phoneJSON{}, Vars: []varJSON{}, Secrets: []string{}, Tags: []string{}, Steps: []stepJSON{},
	}
	for _, phone := range f.Phones {
		doc.Phones = append(doc.Phones, phoneJSON{phone.Name, phone.Number.E164()})
	}
	for _, v := range f.Vars {
		doc.Vars = append(doc.Vars, varJSON{v.Name, v.Value})
	}
	for _, s := range f.Secrets {
		doc.Secrets = append(doc.Secrets, s.Name)
	}
	for _, tag := range f.Tags {
		doc.Tags = append(doc.Tags, tag.Word)
	}
	for _, step := range f.Steps {
		doc.Steps = append(doc.Steps, stepOfJSON(step))
	}
	return json.Marshal(doc)
}

type flowJSON struct {
	Flow     int         `json:"flow"`
	File     string      `json:"file"`
	Name     *string     `json:"name,omitempty"`
	Home     string      `json:"home"`
	Phones   []phoneJSON `json:"phones"`
	Handler  *string     `json:"handler,omitempty"`
	PayBy    *Provider   `json:"payBy,omitempty"`
	Dialect  *Dialect    `json:"dialect,omitempty"`
	CallForm *CallForm   `json:"callForm,omitempty"`
	Timers   *Timers     `json:"timers,omitempty"`
	Weather  *Weather    `json:"weather,omitempty"`
	Outcome  *Outcome    `json:"outcome,omitempty"`
	Skin     *Skin       `json:"skin,omitempty"`
	Balance  *int64      `json:"balance,omitempty"`
	Seed     *uint64     `json:"seed,omitempty"`
	Vars     []varJSON   `json:"vars"`
	Secrets  []string    `json:"secrets"`
	Tags     []string    `json:"tags"`
	Steps    []stepJSON  `json:"steps"`
}

type phoneJSON struct {
	Name   string `json:"name"`
	Number string `json:"number"`
}

type varJSON struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// stepJSON is a step of any type: each has the keys that its Step asks for.
type stepJSON struct {
	Step     string       `json:"step"`
	At       Position     `json:"at"`
	Phone    *string      `json:"phone,omitempty"`
	Within   string       `json:"within,omitempty"`
	Text     *Template    `json:"text,omitempty"`
	From     *Pattern     `json:"from,omitempty"`
	Lines    Lines        `json:"lines,omitempty"`
	Then     *screenJSON  `json:"then,omitempty"`
	PIN      *Template    `json:"pin,omitempty"`
	Invoice  *Template    `json:"invoice,omitempty"`
	Answer   Verb         `json:"answer,omitempty"`
	State    ChargeState  `json:"state,omitempty"`
	Duration string       `json:"duration,omitempty"`
	Outcome  Outcome      `json:"outcome,omitempty"`
	Weather  Weather      `json:"weather,omitempty"`
	Balance  *int64       `json:"balance,omitempty"`
	Kind     EventKind    `json:"kind,omitempty"`
	Options  []optionJSON `json:"options,omitempty"`
}

type screenJSON struct {
	At Position `json:"at"`
	// End is "open" where the session stays open.
	End   End   `json:"end"`
	Lines Lines `json:"lines,omitempty"`
}

type optionJSON struct {
	At        Position `json:"at"`
	Name      string   `json:"name"`
	Parameter bool     `json:"parameter"`
	Value     Pattern  `json:"value"`
}

func said[T any](s Setting[T]) *T {
	if !s.Said() {
		return nil
	}
	return &s.Value
}

// stepOfJSON is one step.
func stepOfJSON(step Step) stepJSON {
	about := step.About()
	doc := stepJSON{At: about.At, Phone: &about.Phone}
	if about.Within > 0 {
		doc.Within = about.Within.String()
	}
	switch step := step.(type) {
	case *Typed:
		doc.Step, doc.Text, doc.Then = "type", &step.Text, screenOfJSON(step.Then)
	case *Wait:
		doc.Step, doc.Duration, doc.Then = "wait", step.For.String(), screenOfJSON(step.Then)
	case *Hangup:
		doc.Step, doc.Then = "hangup", screenOfJSON(step.Then)
	case *SMS:
		doc.Step, doc.From, doc.Lines = "sms", &step.From, step.Text
	case *Prompt:
		doc.Step, doc.From, doc.Lines = "prompt", &step.From, step.Text
	case *Answer:
		doc.Step, doc.PIN, doc.Text = string(step.Verb), given(step.PIN), given(step.OTP)
	case *Pay:
		doc.Step, doc.Invoice, doc.Answer = "pay", given(step.Invoice), Decline
		if step.Approve {
			doc.Answer = Approve
		}
	case *Callback:
		doc.Step, doc.Options = "callback", optionsJSON(step.Options)
	case *Verified:
		doc.Step, doc.Invoice = "verified", &step.Invoice
	case *Unverified:
		doc.Step, doc.Invoice = "unverified", &step.Invoice
	case *Charge:
		doc.Step, doc.State, doc.Options = "charge", step.State, optionsJSON(step.Options)
	case *Request:
		doc.Step, doc.Options = "request", optionsJSON(step.Options)
	case *Allow:
		doc.Step, doc.Phone, doc.Kind = "allow", nil, step.Kind
	case *SetBalance:
		doc.Step, doc.Balance = "balance", &step.Balance
	case *SetOutcome:
		doc.Step, doc.Outcome = "outcome", step.Outcome
	case *SetWeather:
		doc.Step, doc.Weather = "weather", step.Weather
	}
	return doc
}

func screenOfJSON(s *Screen) *screenJSON {
	if s == nil {
		return nil
	}
	doc := &screenJSON{At: s.At, End: s.End, Lines: s.Text}
	if s.End == Open {
		doc.End = "open"
	}
	return doc
}

// given is the template, nil where it was left out.
func given(t Template) *Template {
	if t.IsZero() {
		return nil
	}
	return &t
}

func optionsJSON(options []Option) []optionJSON {
	var docs []optionJSON
	for _, option := range options {
		docs = append(docs, optionJSON(option))
	}
	return docs
}

// MarshalJSON writes the template as a list of its parts.
func (t Template) MarshalJSON() ([]byte, error) { return partsJSON(t.Parts) }

// MarshalJSON writes the pattern as a list of its parts.
func (p Pattern) MarshalJSON() ([]byte, error) { return partsJSON(p.Parts) }

// MarshalJSON writes the line with its pattern, or with any: true.
func (l Line) MarshalJSON() ([]byte, error) {
	if l.Any {
		return json.Marshal(struct {
			At  Position `json:"at"`
			Any bool     `json:"any"`
		}{l.At, true})
	}
	return json.Marshal(struct {
		At   Position `json:"at"`
		Text Pattern  `json:"text"`
	}{l.At, l.Pattern})
}

// partsJSON is text as strings, and what stands in braces as objects.
func partsJSON(parts []Part) ([]byte, error) {
	all := []any{}
	for _, part := range parts {
		switch part := part.(type) {
		case Literal:
			all = append(all, string(part))
		case Use:
			all = append(all, struct {
				Value string `json:"value"`
			}{part.Name})
		case Matcher:
			all = append(all, matcherOfJSON(part))
		}
	}
	return json.Marshal(all)
}

type matcherJSON struct {
	Capture string  `json:"capture,omitempty"`
	Type    Type    `json:"type"`
	Regexp  *string `json:"regexp,omitempty"`
}

func matcherOfJSON(m Matcher) matcherJSON {
	doc := matcherJSON{Capture: m.Name, Type: m.Type}
	if m.Type == Regexp {
		doc.Regexp = &m.Expr
	}
	return doc
}
