package number

import "testing"

func TestForms(t *testing.T) {
	t.Parallel()
	tests := []struct {
		country                              Country
		code, calling, e164, digits, forHome string
		operator                             string
	}{
		{Iran, "IR", "98", "+989121234567", "989121234567", "09121234567", "MCI"},
		{India, "IN", "91", "+919876543210", "919876543210", "9876543210", "Airtel"},
		{Rwanda, "RW", "250", "+250788123456", "250788123456", "0788123456", "MTN"},
	}
	for _, test := range tests {
		t.Run(test.code, func(t *testing.T) {
			t.Parallel()
			n := test.country.Example()
			for _, form := range []struct{ name, got, want string }{
				{"String of country", n.Country().String(), test.code},
				{"CallingCode", n.Country().CallingCode(), test.calling},
				{"E164", n.E164(), test.e164},
				{"String", n.String(), test.e164},
				{"Digits", n.Digits(), test.digits},
				{"National", n.National(), test.forHome},
				{"Operator", n.Operator(), test.operator},
			} {
				if form.got != form.want {
					t.Errorf("%s is %q, want %q", form.name, form.got, form.want)
				}
			}
			if read, err := Parse(test.forHome, test.country); read != n || err != nil {
				t.Errorf("the example is read as %v, %v", read, err)
			}
		})
	}
}

func TestZeroNumber(t *testing.T) {
	t.Parallel()
	var n Number
	if !n.IsZero() || n.E164()+n.Digits()+n.National()+n.Operator()+n.String() != "" {
		t.Errorf("the zero number reads %q %q %q %q", n.E164(), n.Digits(), n.National(), n.Operator())
	}
	if Iran.Example().IsZero() {
		t.Error("an example is no number")
	}
	if unknown := Country(9); !unknown.Example().IsZero() || unknown.CallingCode() != "" || unknown.String() != "Country(9)" {
		t.Errorf("country 9 is %v with %v", unknown, unknown.Example())
	}
}

func TestParseCountry(t *testing.T) {
	t.Parallel()
	for code, want := range map[string]Country{"IR": Iran, "ir": Iran, "In": India, "RW": Rwanda} {
		if got, err := ParseCountry(code); got != want || err != nil {
			t.Errorf("ParseCountry(%q) = %v, %v", code, got, err)
		}
	}
	for _, code := range []string{"", "US", "IRN", " IR"} {
		if _, err := ParseCountry(code); err == nil {
			t.Errorf("ParseCountry(%q) gives no error", code)
		}
	}
}

func TestOperatorOfPrefix(t *testing.T) {
	t.Parallel()
	for digits, want := range map[string]string{
		"989001234567": "Irancell", "989051234567": "Irancell", "989101234567": "MCI", "989191234567": "MCI",
		"989201234567": "Rightel", "989231234567": "Rightel", "989301234567": "Irancell", "989311234567": "MTCE",
		"989321234567": "MCI", "989331234567": "Irancell", "989341234567": "TeleKish", "989351234567": "Irancell",
		"989391234567": "Irancell", "989901234567": "MCI", "989941234567": "MCI", "989951234567": "Irancell",
		"989961234567": "MCI", "989981234567": "Shatel Mobile", "989991234567": "Iran",
		"917000123456": "Jio", "919400123456": "BSNL", "919822123456": "Idea", "919811123456": "Vodafone",
		"919810123456": "Airtel", "918888123456": "India",
		"250728123456": "Airtel", "250738123456": "Airtel", "250788123456": "MTN", "250798123456": "MTN",
	} {
		n, err := Parse(digits, Iran)
		if err != nil || n.Operator() != want {
			t.Errorf("the operator of %s is %q (%v), want %q", digits, n.Operator(), err, want)
		}
	}
}

// Each table must be in order and without overlap, or the first match would hide
// another.
func TestPrefixTablesAreInOrder(t *testing.T) {
	t.Parallel()
	for _, table := range [][]prefixes{iranPrefixes, indiaPrefixes, rwandaPrefixes} {
		last := ""
		for _, p := range table {
			if p.from <= last || p.to < p.from || len(p.to) != len(p.from) {
				t.Errorf("%+v comes after %q", p, last)
			}
			last = p.to
		}
	}
}

func TestText(t *testing.T) {
	t.Parallel()
	for _, n := range []Number{Iran.Example(), India.Example(), Rwanda.Example(), {}} {
		form, err := n.MarshalText()
		if err != nil || string(form) != n.E164() {
			t.Errorf("%v is marshalled as %q, %v", n, form, err)
		}
		read := Iran.Example()
		if err := read.UnmarshalText(form); err != nil || read != n {
			t.Errorf("%q is unmarshalled as %v, %v", form, read, err)
		}
	}
	kept := Iran.Example()
	for _, form := range []string{"09121234567", "+98", "+", "x", " "} {
		if err := kept.UnmarshalText([]byte(form)); err == nil || kept != Iran.Example() {
			t.Errorf("%q is unmarshalled as %v, %v", form, kept, err)
		}
	}
}

// Every neighbour is a number of the same operator, and the last one's is the first.
func TestNext(t *testing.T) {
	t.Parallel()
	for _, country := range Countries() {
		first := country.Example()
		seen := make(map[Number]bool)
		for n := first; !seen[n]; n = n.Next() {
			seen[n] = true
			if read, err := Parse(n.National(), country); read != n || err != nil {
				t.Fatalf("%s is read as %v, %v", n.National(), read, err)
			}
			if n.Operator() != first.Operator() {
				t.Fatalf("%s is of %s", n, n.Operator())
			}
		}
		if len(seen) != 10_000 || !seen[first] {
			t.Errorf("%s: %d numbers", country, len(seen))
		}
	}
	if got := Iran.Example().Next().National(); got != "09121234568" {
		t.Errorf("the neighbour is %s", got)
	}
	if !(Number{}).Next().IsZero() {
		t.Error("the zero number has a neighbour")
	}
}
