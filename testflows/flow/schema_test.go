package flow_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"candybar/testflows/flow"
)

// validator is JSON Schema, as far as our schema uses it. A keyword that it does
// not know is an error, so that none is taken for checked.
type validator struct {
	defs     map[string]any
	patterns map[string]*regexp.Regexp
}

func newValidator(t *testing.T) (validator, map[string]any) {
	t.Helper()
	var schema map[string]any
	if err := json.Unmarshal([]byte(flow.Schema()), &schema); err != nil {
		t.Fatal(err)
	}
	return validator{schema["$defs"].(map[string]any), map[string]*regexp.Regexp{}}, schema
}

// check is what is wrong with value, empty where nothing is.
func (v validator) check(schema map[string]any, value any) string {
	for _, keyword := range slices.Sorted(maps.Keys(schema)) {
		if wrong := v.keyword(keyword, schema[keyword], schema, value); wrong != "" {
			return wrong
		}
	}
	return ""
}

func (v validator) keyword(keyword string, want any, schema map[string]any, value any) string {
	object, isObject := value.(map[string]any)
	list, isList := value.([]any)
	text, isText := value.(string)
	n, isNumber := value.(float64)
	ok := true
	switch keyword {
	case "$schema", "$defs", "title", "description":
	case "$ref":
		return v.check(v.defs[strings.TrimPrefix(want.(string), "#/$defs/")].(map[string]any), value)
	case "type":
		ok = map[string]bool{
			"object": isObject, "array": isList, "string": isText, "boolean": value == true || value == false,
			"integer": isNumber && n == float64(int64(n)) || isNumber && n > 1e18,
		}[want.(string)]
	case "const":
		ok = reflect.DeepEqual(want, value)
	case "enum":
		ok = slices.ContainsFunc(want.([]any), func(one any) bool { return reflect.DeepEqual(one, value) })
	case "minimum":
		ok = !isNumber || n >= want.(float64)
	case "minLength":
		ok = !isText || utf8.RuneCountInString(text) >= int(want.(float64))
	case "pattern":
		ok = !isText || v.pattern(want.(string)).MatchString(text)
	case "minItems":
		ok = !isList || len(list) >= int(want.(float64))
	case "items":
		for i, item := range list {
			if wrong := v.check(want.(map[string]any), item); wrong != "" {
				return fmt.Sprintf("[%d]%s", i, wrong)
			}
		}
	case "required":
		for _, key := range want.([]any) {
			_, has := object[key.(string)]
			ok = ok && (!isObject || has)
		}
	case "properties":
		for key, property := range want.(map[string]any) {
			if member, has := object[key]; has {
				if wrong := v.check(property.(map[string]any), member); wrong != "" {
					return "." + key + wrong
				}
			}
		}
	case "additionalProperties":
		for key := range object {
			_, known := schema["properties"].(map[string]any)[key]
			ok = ok && known
		}
	case "oneOf":
		return v.oneOf(want.([]any), value)
	default:
		return "the validator does not know " + keyword
	}
	if !ok {
		return ": " + keyword + " does not hold"
	}
	return ""
}

func (v validator) pattern(expr string) *regexp.Regexp {
	if v.patterns[expr] == nil {
		v.patterns[expr] = regexp.MustCompile(expr)
	}
	return v.patterns[expr]
}

func (v validator) oneOf(schemas []any, value any) string {
	n := 0
	for _, schema := range schemas {
		if v.check(schema.(map[string]any), value) == "" {
			n++
		}
	}
	if n != 1 {
		return fmt.Sprintf(": it is %d of oneOf", n)
	}
	return ""
}

func document(t *testing.T, source string) map[string]any {
	t.Helper()
	shown, err := json.Marshal(parse(t, source))
	if err != nil {
		t.Fatal(err)
	}
	var doc map[string]any
	if err := json.Unmarshal(shown, &doc); err != nil {
		t.Fatal(err)
	}
	return doc
}

// TestSchema holds the JSON of every sample against the schema, then with each
// of its values spoilt.
func TestSchema(t *testing.T) {
	t.Parallel()
	v, schema := newValidator(t)
	for name, source := range samples(t) {
		doc := document(t, source)
		if wrong := v.check(schema, doc); wrong != "" {
			t.Errorf("%s%s", name, wrong)
		}
		spoilt := 0
		steps := doc["steps"].([]any)
		for _, step := range steps {
			spoil(step, func(what string) {
				spoilt++
				if v.check(v.defs["step"].(map[string]any), step) == "" {
					t.Errorf("%s: %v is a step with %s", name, step, what)
				}
			})
		}
		doc["steps"] = steps[:1]
		spoil(doc, func(what string) {
			spoilt++
			if v.check(schema, doc) == "" {
				t.Errorf("%s is a flow with %s", name, what)
			}
		})
		if spoilt < 100 {
			t.Errorf("%s was spoilt %d times only", name, spoilt)
		}
	}
}

// spoil puts a value of another type in the place of each one, and a key too
// many into each object, calls try, and mends it.
func spoil(value any, try func(what string)) {
	switch value := value.(type) {
	case map[string]any:
		value["extra"] = "x"
		try("a key too many")
		delete(value, "extra")
		for key, member := range value {
			value[key] = map[string]any{"no": "such"}
			try("an object in the place of " + key)
			value[key] = nil
			try("nothing in the place of " + key)
			value[key] = member
			spoil(member, try)
		}
	case []any:
		for i, item := range value {
			value[i] = 1.5
			try("a number in a list")
			value[i] = item
			spoil(item, try)
		}
	}
}

// TestSchemaRejects spoils single values, each as JSON.
func TestSchemaRejects(t *testing.T) {
	t.Parallel()
	v, schema := newValidator(t)
	const good = `{"flow":1,"file":"a.ussd","home":"IR","phones":[{"name":"","number":"+989121234567"}],"vars":[],"secrets":[],"tags":[],` +
		`"steps":[{"step":"type","at":{"line":2,"column":1},"phone":"","within":"2s","text":["*1#"],"then":{"at":{"line":3,"column":1},"end":"open","lines":[{"at":{"line":4,"column":1},"any":true}]}}]}`
	tests := []struct{ old, new string }{
		{"", ""}, // the good one itself
		{`"flow":1`, `"flow":2`},
		{`"flow":1,`, ``},
		{`"home":"IR",`, ``},
		{`"home":"IR"`, `"home":"US"`},
		{`"+989121234567"`, `"09121234567"`},
		{`{"name":"","number":"+989121234567"}`, ``},
		{`"name":""`, `"name":"Bob"`},
		{`"secrets":[]`, `"secrets":["PIN"]`},
		{`"tags":[]`, `"tags":[""]`},
		{`"vars":[]`, `"vars":[{"name":"a"}]`},
		{`"vars":[]`, `"vars":[],"balance":-1`},
		{`"vars":[]`, `"vars":[],"seed":1.5`},
		{`"vars":[]`, `"vars":[],"outcome":"soon"`},
		{`"vars":[]`, `"vars":[],"weather":"rain"`},
		{`"vars":[]`, `"vars":[],"skin":"nokia"`},
		{`"vars":[]`, `"vars":[],"handler":"h/ussd"`},
		{`"step":"type"`, `"step":"say"`},
		{`"step":"type"`, `"step":"hangup"`},
		{`"text":["*1#"],`, ``},
		{`"line":2`, `"line":0`},
		{`"2s"`, `"2"`},
		{`["*1#"]`, `[""]`},
		{`["*1#"]`, `[{"type":"id"}]`},
		{`["*1#"]`, `[{"value":"Pin"}]`},
		{`"end":"open"`, `"end":"final-ish"`},
		{`"end":"open"`, `"end":"user-timeout"`},
		{`,"lines":[{"at":{"line":4,"column":1},"any":true}]`, ``},
		{`"lines":[{"at":{"line":4,"column":1},"any":true}]`, `"lines":[]`},
		{`"any":true`, `"any":false`},
		{`"any":true`, `"any":true,"text":[]`},
		{`"any":true`, `"text":[{"type":"digit"}]`},
		{`"any":true`, `"text":[{"capture":"a"}]`},
		{`"any":true`, `"text":[{"value":"a","type":"id"}]`},
	}
	for i, test := range tests {
		if !strings.Contains(good, test.old) {
			t.Fatalf("%s is not in it", test.old)
		}
		var doc any
		if err := json.Unmarshal([]byte(strings.Replace(good, test.old, test.new, 1)), &doc); err != nil {
			t.Fatal(err)
		}
		if wrong := v.check(schema, doc); (wrong == "") != (i == 0) {
			t.Errorf("%s in the place of %s: %q", test.new, test.old, wrong)
		}
	}
}

// TestSchemaKnowsTheSets compares the schema's closed sets with ours.
func TestSchemaKnowsTheSets(t *testing.T) {
	t.Parallel()
	_, schema := newValidator(t)
	properties, defs := schema["properties"].(map[string]any), schema["$defs"].(map[string]any)
	for name, set := range map[string]struct{ of, want any }{
		"payBy":    {properties["payBy"], flow.Providers()},
		"dialect":  {properties["dialect"], flow.Dialects()},
		"callForm": {properties["callForm"], flow.CallForms()},
		"timers":   {properties["timers"], flow.TimerProfiles()},
		"weather":  {defs["weather"], flow.Weathers()},
		"outcome":  {defs["outcome"], flow.Outcomes()},
		"skin":     {properties["skin"], flow.Skins()},
	} {
		if got, want := fmt.Sprint(set.of.(map[string]any)["enum"]), fmt.Sprint(set.want); got != want {
			t.Errorf("%s is %s, want %s", name, got, want)
		}
	}
}
