package asmx

import (
	"context"
	"strings"
)

// Kind is the type of a parameter.
type Kind uint8

// The kinds, s:string and s:boolean of the description.
const (
	String Kind = iota
	Bool
)

// schemaType is the kind's XML Schema name.
func (k Kind) schemaType() string {
	switch k {
	case Bool:
		return "boolean"
	case String:
		return "string"
	default:
		panic("asmx: unknown kind of parameter")
	}
}

// Parameter is one parameter of a method.
type Parameter struct {
	Name string
	Kind Kind
}

// Method is one web method. Its answer is one string.
type Method struct {
	Name string
	// Parameters are in the order of the description. A request may have them
	// in any.
	Parameters []Parameter
	// Call is the method. An error is what an exception is in .NET: a fault
	// that quotes its message.
	Call func(ctx context.Context, arguments Arguments) (Result, error)
}

// Service is a web service. The zero value of HTTPBindings is ASP.NET's default
// for callers from elsewhere: SOAP only.
type Service struct {
	// Name is the class: "ExternalUssdPay".
	Name string
	// Namespace is the target namespace: "http://tempuri.org/" where nobody
	// chose one.
	Namespace string
	Methods   []Method
	// HTTPBindings turns on HTTP GET and HTTP POST (webServices/protocols in
	// web.config).
	HTTPBindings bool
}

// action is the SOAP action of a method.
func (s *Service) action(m *Method) string {
	return strings.TrimSuffix(s.Namespace, "/") + "/" + m.Name
}

// find gives the first method that is wanted, nil for none.
func (s *Service) find(wanted func(*Method) bool) *Method {
	for i := range s.Methods {
		if wanted(&s.Methods[i]) {
			return &s.Methods[i]
		}
	}
	return nil
}

// Result is what a method returns. The zero Result is an empty string.
type Result struct {
	Text string
	// Null is .NET's null, which is not the empty string on the wire.
	Null bool
}

// Arguments are what a request gave a method.
type Arguments struct {
	given     map[string]argument
	misplaced int
}

// argument is one value that was there.
type argument struct {
	text  string
	truth bool
}

// String gives a string parameter; ok is false where it was null.
func (a Arguments) String(name string) (value string, ok bool) {
	given, ok := a.given[name]
	return given.text, ok
}

// Bool gives a boolean parameter, false where it was absent.
func (a Arguments) Bool(name string) bool {
	return a.given[name].truth
}

// Misplaced is how many elements had the method's or a parameter's name but not
// the service's namespace: ASP.NET ignores them, and the parameters stay null.
func (a Arguments) Misplaced() int { return a.misplaced }
