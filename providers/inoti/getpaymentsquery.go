package inoti

import "candybar/providers/inoti/asmx"

// Query is the input of GetPayments: the names and the order are iNoti's. A
// parameter that was absent is empty here, as an empty one means "any".
type Query struct {
	Username string
	Password string
	// CodeName is the purchased USSD code.
	CodeName string
	// IsAll asks for failed payments too.
	IsAll bool
	// DateFrom and DateTo are days, yyyy/MM/dd, both included.
	DateFrom  string
	DateTo    string
	SessionID string
	// PriceFrom and PriceTo are rials, both included.
	PriceFrom string
	PriceTo   string
	Mobile    string
	// RefKey is the digital receipt, the answer's RefKeyBank.
	RefKey        string
	INotiFactorID string
	YourFactorID  string
	RRN           string
	// NullResult is returned as it is where nothing matches.
	NullResult string
}

// field is one parameter of GetPayments and its place in a Query. Exactly one
// of the two places is set.
type field struct {
	name string
	text *string
	flag *bool
}

// fields are the parameters in iNoti's order.
func (q *Query) fields() []field {
	return []field{
		{name: "Username", text: &q.Username},
		{name: "Password", text: &q.Password},
		{name: "CodeName", text: &q.CodeName},
		{name: "IsAll", flag: &q.IsAll},
		{name: "DateFrom", text: &q.DateFrom},
		{name: "DateTo", text: &q.DateTo},
		{name: "SessionID", text: &q.SessionID},
		{name: "PriceFrom", text: &q.PriceFrom},
		{name: "PriceTo", text: &q.PriceTo},
		{name: "Mobile", text: &q.Mobile},
		{name: "RefKey", text: &q.RefKey},
		{name: "iNotiFactorID", text: &q.INotiFactorID},
		{name: "YourFactorID", text: &q.YourFactorID},
		{name: "RRN", text: &q.RRN},
		{name: "NullResult", text: &q.NullResult},
	}
}

// parameters are the fields as the web service describes them.
func parameters() []asmx.Parameter {
	fields := new(Query).fields()
	described := make([]asmx.Parameter, len(fields))
	for i, f := range fields {
		described[i] = asmx.Parameter{Name: f.name, Kind: asmx.String}
		if f.flag != nil {
			described[i].Kind = asmx.Bool
		}
	}
	return described
}

// readQuery takes the query from a call. Null and empty are the same to
// GetPayments.
func readQuery(arguments asmx.Arguments) Query {
	var query Query
	for _, f := range query.fields() {
		if f.flag != nil {
			*f.flag = arguments.Bool(f.name)
			continue
		}
		*f.text, _ = arguments.String(f.name)
	}
	return query
}
