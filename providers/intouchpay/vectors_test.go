package intouchpay_test

import (
	"crypto/rand"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"candybar/providers/intouchpay"
)

// A vector is one file of testdata/vectors; the README there has the format.
type vector struct {
	header map[string]string
	steps  []step
}

type step struct {
	method, path, contentType, body string
	status                          int
	answer                          string
}

var headers = []string{"about", "profile", "http-status", "strict", "account", "phone", "limits"}

// readVector fails on whatever it does not know.
func readVector(source string) (vector, error) {
	v := vector{header: make(map[string]string)}
	head, rest, found := strings.Cut(source, "\n>>> ")
	for line := range strings.Lines(head) {
		name, value, ok := strings.Cut(strings.TrimSpace(line), ": ")
		if !ok && name == "" {
			continue
		}
		if _, twice := v.header[name]; twice || !ok || !slices.Contains(headers, name) {
			return vector{}, fmt.Errorf("the header %q is unknown or there twice", line)
		}
		v.header[name] = value
	}
	if !found || v.header["about"] == "" {
		return vector{}, fmt.Errorf("it lacks a request or says not what it is about")
	}
	for text := range strings.SplitSeq(rest, "\n>>> ") {
		asked, answered, _ := strings.Cut(text, "\n<<< ")
		top, body, _ := strings.Cut(asked, "\n\n")
		line, contentType, _ := strings.Cut(top, "\nContent-Type: ")
		s := step{contentType: contentType, body: strings.TrimSuffix(body, "\n")}
		s.method, s.path, _ = strings.Cut(line, " ")
		status, answer, _ := strings.Cut(answered, "\n")
		s.answer = strings.TrimSpace(answer)
		var err error
		if s.status, err = strconv.Atoi(status); err != nil || s.answer == "" || !strings.HasPrefix(s.path, "/") || contentType == "" {
			return vector{}, fmt.Errorf("a step is not whole: %q", text)
		}
		v.steps = append(v.steps, s)
	}
	return v, nil
}

// wire is the body as it is sent.
func (s step) wire() string {
	switch {
	case strings.HasPrefix(s.contentType, formType):
		return strings.ReplaceAll(s.body, "\n", "&")
	case strings.HasPrefix(s.contentType, "multipart/"):
		return strings.ReplaceAll(s.body, "\n", "\r\n") + "\r\n"
	default:
		return s.body
	}
}

// target is a service that vectors are run against.
type target struct {
	base string
	// own is true for a service that was made for the vector.
	own                 bool
	profile, httpStatus string
	words               map[string]string
}

// env is a variable CANDYBAR_INTOUCHPAY_name.
func env(name, otherwise string) string {
	if value := os.Getenv("CANDYBAR_INTOUCHPAY_" + name); value != "" {
		return value
	}
	return otherwise
}

// targetOf is the service for a vector.
func targetOf(t *testing.T, v vector) target {
	t.Helper()
	to := target{base: strings.TrimSuffix(env("URL", ""), "/"), profile: env("PROFILE", "doc"), httpStatus: env("HTTP_STATUS", "doc")}
	user, accountNo, secret := username, account, partner
	if to.base == "" {
		to.own = true
		to.base = service(t, v.settings(t), v.book(t)) + "/api"
	} else {
		user, accountNo, secret = env("USERNAME", user), env("ACCOUNTNO", accountNo), env("PARTNERPASSWORD", secret)
	}
	timestamp := time.Now().UTC().Format(intouchpay.TimestampLayout)
	to.words = map[string]string{
		"username": user, "accountno": accountNo, "timestamp": timestamp, "phone": env("PHONE", phone),
		"password": intouchpay.Password(user, accountNo, secret, timestamp), "id": rand.Text(),
	}
	return to
}

func (v vector) settings(t *testing.T) intouchpay.Settings {
	t.Helper()
	s := settings()
	s.Now = nil
	s.Profile, s.HTTPStatus = intouchpay.Profile(v.header["profile"]), intouchpay.HTTPStatus(v.header["http-status"])
	s.Terms.Strict = v.header["strict"] == "yes"
	if limits := v.header["limits"]; limits != "" {
		var l intouchpay.Limits
		if _, err := fmt.Sscanf(limits, "%d..%d", &l.Min, &l.Max); err != nil {
			t.Fatal(err)
		}
		s.Terms.Payments, s.Terms.Deposits = l, l
	}
	return s
}

func (v vector) book(t *testing.T) *book {
	t.Helper()
	b := newBook()
	switch v.header["phone"] {
	case "":
	case "unknown":
		delete(b.subscriber, phone)
	case "unregistered":
		b.subscriber[phone] = intouchpay.Subscriber{Known: true}
	default:
		t.Fatalf("the phone is %q", v.header["phone"])
	}
	if held := v.header["account"]; held != "" {
		francs, err := strconv.ParseInt(held, 10, 64)
		if err != nil {
			t.Fatal(err)
		}
		b.account = francs
	}
	return b
}

// fits reports whether the vector is about the target.
func (v vector) fits(to target) bool {
	if to.own {
		return true
	}
	for _, name := range []string{"strict", "account", "phone", "limits"} {
		if v.header[name] != "" {
			return false
		}
	}
	is := func(name, value string) bool { return v.header[name] == "" || v.header[name] == value }
	return is("profile", to.profile) && is("http-status", to.httpStatus)
}

var placeholder = regexp.MustCompile(`\{\{(\w+)\}\}`)

// put puts the words in that are known.
func (to target) put(text string) string {
	return placeholder.ReplaceAllStringFunc(text, func(name string) string {
		if word, known := to.words[strings.Trim(name, "{}")]; known {
			return word
		}
		return name
	})
}

// matches compares an answer, and learns the transactionid from the first.
func (to target) matches(want, got string) bool {
	pattern := regexp.QuoteMeta(to.put(want))
	pattern = strings.ReplaceAll(pattern, `\{\{number\}\}`, `-?\d+`)
	pattern = strings.ReplaceAll(pattern, `\{\{transactionid\}\}`, `(\d+)`)
	found := regexp.MustCompile(`^` + pattern + `$`).FindStringSubmatch(got)
	if len(found) > 1 {
		to.words["transactionid"] = found[1]
	}
	return found != nil
}

func TestVectors(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/vectors/*.txt")
	if err != nil || len(files) < 80 {
		t.Fatalf("%d vectors, %v", len(files), err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			t.Parallel()
			source, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			v, err := readVector(string(source))
			if err != nil {
				t.Fatal(err)
			}
			to := targetOf(t, v)
			if !v.fits(to) {
				t.Skip("for a service that is set up in another way")
			}
			for i, s := range v.steps {
				to.run(t, i+1, s)
			}
		})
	}
}

func (to target) run(t *testing.T, number int, s step) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), s.method, to.base+s.path, strings.NewReader(to.put(s.wire())))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", s.contentType)
	response, err := http.DefaultTransport.RoundTrip(r) // follows no redirect
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	got, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	if response.StatusCode != s.status || !to.matches(s.answer, string(got)) {
		t.Errorf("request %d is answered %d %s\nwant %d %s", number, response.StatusCode, got, s.status, to.put(s.answer))
	}
}
