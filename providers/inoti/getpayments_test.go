package inoti_test

import (
	"context"
	"encoding/xml"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"candybar/providers/inoti"
	"candybar/providers/inoti/asmx"
)

func settings() inoti.Settings {
	return inoti.Settings{Username: "user", Password: "pass", CodeName: "123"}
}

// payments is the service's source in these tests.
func payments(context.Context) ([]inoti.Record, error) { return book(), nil }

// invoke calls the method as the transport does, over HTTP GET.
func invoke(t *testing.T, service asmx.Service, given url.Values) (status int, answer string) {
	t.Helper()
	query := url.Values{}
	for _, p := range service.Methods[0].Parameters {
		query.Set(p.Name, given.Get(p.Name))
	}
	if !given.Has("IsAll") {
		query.Set("IsAll", "false")
	}
	recorder := httptest.NewRecorder()
	asmx.New(service).ServeHTTP(recorder, httptest.NewRequest(http.MethodGet, inoti.ServicePath+"/GetPayments?"+query.Encode(), nil))
	if recorder.Code != http.StatusOK {
		return recorder.Code, recorder.Body.String()
	}
	if err := xml.Unmarshal(recorder.Body.Bytes(), &answer); err != nil {
		t.Fatal(err)
	}
	return recorder.Code, answer
}

// asked is a query with the right credentials and what else is given.
func asked(given ...string) url.Values {
	query := url.Values{"Username": {"user"}, "Password": {"pass"}, "CodeName": {"123"}}
	for i := 0; i < len(given); i += 2 {
		query.Set(given[i], given[i+1])
	}
	return query
}

func TestGetPayments(t *testing.T) {
	t.Parallel()
	strict := settings()
	strict.YourFactorIDError = true
	script := settings()
	script.Style = inoti.JSS
	third, _ := inoti.Query{RRN: "113"}.Select(book())
	for _, c := range []struct {
		name     string
		settings inoti.Settings
		query    url.Values
		want     string
	}{
		{"one record", settings(), asked("RRN", "113"), inoti.JSONNet.Write(third)},
		{"one record, JSS", script, asked("RRN", "113"), inoti.JSS.Write(third)},
		{"one record, NullResult", settings(), asked("RRN", "113", "NullResult", "none"), inoti.JSONNet.Write(third)},
		{"nothing", settings(), asked("RRN", "9"), "[]"},
		{"nothing, NullResult", settings(), asked("RRN", "9", "NullResult", "<no & 'way'> "), "<no & 'way'> "},
		{"unreadable", settings(), asked("DateFrom", "yesterday"), "[]"},
		{"unreadable, NullResult", settings(), asked("DateFrom", "yesterday", "NullResult", "none"), "none"},

		{"no credentials", settings(), url.Values{}, "Username Or Password Error"},
		{"wrong user", settings(), asked("Username", "User"), "Username Or Password Error"},
		{"wrong password", settings(), asked("Password", "pass "), "Username Or Password Error"},
		{"wrong code", settings(), asked("CodeName", "124"), "CodeName Error"},
		{"all wrong", settings(), asked("Username", "", "CodeName", ""), "Username Or Password Error"},
		{"NullResult is not for errors", settings(), asked("CodeName", "124", "NullResult", "none"), "CodeName Error"},

		{"unknown invoice", settings(), asked("YourFactorID", "77"), "[]"},
		{"unknown invoice, strict", strict, asked("YourFactorID", "77"), "YourFactorID Error"},
		{"unknown invoice, strict, NullResult", strict, asked("YourFactorID", "77", "NullResult", "none"), "YourFactorID Error"},
		{"failed invoice, strict", strict, asked("YourFactorID", "055", "NullResult", "none"), "none"},
		{"no invoice asked, strict", strict, asked("RRN", "9"), "[]"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			status, got := invoke(t, inoti.PaymentsService(c.settings, payments, nil), c.query)
			if status != http.StatusOK || got != c.want {
				t.Errorf("got %d %q, want %q", status, got, c.want)
			}
		})
	}
}

func TestGetPaymentsFails(t *testing.T) {
	t.Parallel()
	broken := func(context.Context) ([]inoti.Record, error) { return nil, errors.New("the store is closed") }
	status, got := invoke(t, inoti.PaymentsService(settings(), broken, nil), asked())
	if status != http.StatusInternalServerError || got != "the store is closed\r\n" {
		t.Errorf("got %d %q", status, got)
	}
	status, got = invoke(t, inoti.PaymentsService(settings(), broken, nil), asked("Password", ""))
	if status != http.StatusOK || got != inoti.ErrorCredentials {
		t.Errorf("without credentials: got %d %q", status, got)
	}
}

func TestObserve(t *testing.T) {
	t.Parallel()
	var seen []inoti.Lookup
	service := inoti.PaymentsService(settings(), payments, func(_ context.Context, l inoti.Lookup) { seen = append(seen, l) })
	invoke(t, service, asked("RRN", "113", "IsAll", "True"))
	invoke(t, service, asked("RRN", "x", "NullResult", "none"))
	invoke(t, service, asked("CodeName", "7"))
	misplaced(t, service)
	want := []inoti.Lookup{
		{Query: inoti.Query{Username: "user", CodeName: "123", IsAll: true, RRN: "113"}, Records: book()[2:3], Answer: inoti.JSONNet.Write(book()[2:3])},
		{Query: inoti.Query{Username: "user", CodeName: "123", RRN: "x", NullResult: "none"}, Unreadable: []string{"RRN"}, Answer: "none"},
		{Query: inoti.Query{Username: "user", CodeName: "7"}, Answer: inoti.ErrorCodeName},
		{Misplaced: 2, Answer: inoti.ErrorCredentials},
	}
	if diff := cmp.Diff(want, seen); diff != "" {
		t.Error(diff)
	}
}

// misplaced calls the method as NuSOAP does without WSDL.
func misplaced(t *testing.T, service asmx.Service) {
	t.Helper()
	body := `<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body><n:GetPayments xmlns:n="http://tempuri.org/">` +
		`<Username>user</Username><Password>pass</Password></n:GetPayments></e:Body></e:Envelope>`
	request := httptest.NewRequest(http.MethodPost, inoti.ServicePath, strings.NewReader(body))
	request.Header.Set("Content-Type", "text/xml; charset=utf-8")
	request.Header.Set("SOAPAction", `"http://tempuri.org/GetPayments"`)
	recorder := httptest.NewRecorder()
	asmx.New(service).ServeHTTP(recorder, request)
	if !strings.Contains(recorder.Body.String(), "<GetPaymentsResult>"+inoti.ErrorCredentials+"</GetPaymentsResult>") {
		t.Errorf("got %s", recorder.Body)
	}
}

// TestGetPaymentsDescription compares the description with that which Mono
// wrote of a service with iNoti's signature.
func TestGetPaymentsDescription(t *testing.T) {
	t.Parallel()
	want, err := os.ReadFile(filepath.Join("asmx", "testdata", "service.wsdl"))
	if err != nil {
		t.Fatal(err)
	}
	request := httptest.NewRequest(http.MethodGet, "http://login.inoti.com"+inoti.ServicePath+"?WSDL", nil)
	recorder := httptest.NewRecorder()
	asmx.New(inoti.PaymentsService(settings(), payments, nil)).ServeHTTP(recorder, request)
	got := strings.ReplaceAll(recorder.Body.String(), "\r\n", "\n")
	if diff := cmp.Diff(strings.TrimSuffix(string(want), "\n"), got); diff != "" {
		t.Error(diff)
	}
}
