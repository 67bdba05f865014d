package flow

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Mask stands where a secret was.
const Mask = "••••"

// Value is what a variable holds.
type Value struct {
	Text string
	// Secret is true where nobody may see Text.
	Secret bool
}

// Values are the variables known so far, by name.
type Values map[string]Value

// Values are the flow's variables before its first step: each var with its value,
// or with the one given for it from outside, and each secret with the one given.
// Missing are the secrets that were given none; without them the flow cannot be
// played. What is given beyond that is for other flows.
func (f *Flow) Values(given map[string]string) (values Values, missing []Secret) {
	values = Values{}
	for _, v := range f.Vars {
		values[v.Name] = Value{Text: v.Value}
		if text, ok := given[v.Name]; ok {
			values[v.Name] = Value{Text: text}
		}
	}
	for _, s := range f.Secrets {
		text, ok := given[s.Name]
		if !ok {
			missing = append(missing, s)
			continue
		}
		values[s.Name] = Value{Text: text, Secret: true}
	}
	return values, missing
}

// Keep adds what an expectation captured.
func (v Values) Keep(captured map[string]string) {
	for name, text := range captured {
		v[name] = Value{Text: text}
	}
}

// Mask is text with every secret in it masked.
func (v Values) Mask(text string) string {
	for _, name := range v.secrets() {
		text = strings.ReplaceAll(text, v[name].Text, Mask)
	}
	return text
}

// secrets are the names of the secrets that have a value, the longest value
// first, since one may be part of another.
func (v Values) secrets() []string {
	names := slices.SortedFunc(maps.Keys(v), func(a, b string) int {
		return cmp.Or(cmp.Compare(len(v[b].Text), len(v[a].Text)), cmp.Compare(a, b))
	})
	return slices.DeleteFunc(names, func(name string) bool { return !v[name].Secret || v[name].Text == "" })
}

// Expand is the text of the template. It fails where a variable has no value
// yet, because the step that captures it has not been played.
func (t Template) Expand(values Values) (string, error) {
	var out strings.Builder
	for _, part := range t.Parts {
		switch part := part.(type) {
		case Literal:
			out.WriteString(string(part))
		case Use:
			value, known := values[part.Name]
			if !known {
				return "", fmt.Errorf("%s has no value: nothing captured it, and none was given", part.Name)
			}
			out.WriteString(value.Text)
		}
	}
	return out.String(), nil
}
