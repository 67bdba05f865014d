package ipayy_test

import (
	"crypto/rand"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"candybar/providers/ipayy"
)

// world is where vectors are run: a server to call, and what is behind it.
type world interface {
	base() (url, merchant, application string)
	otp(t *testing.T) string
	userToken(t *testing.T) string
	balance(t *testing.T, paisa int64)
	unregister(t *testing.T)
	wait(t *testing.T, d time.Duration)
}

// TestVectors runs testdata/vectors; see the README there.
func TestVectors(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/vectors/*.txt")
	if err != nil || len(files) < 40 {
		t.Fatalf("%d vectors, %v", len(files), err)
	}
	remote := os.Getenv("CANDYBAR_IPAYY_URL")
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			if remote != "" {
				// One phone for all: one after the other.
				runVector(t, file, &elsewhere{url: remote})
				return
			}
			t.Parallel()
			book := newBook()
			server := httptest.NewServer(ipayy.NewServer(settings, book, nil))
			t.Cleanup(server.Close)
			runVector(t, file, &here{server.URL, book})
		})
	}
}

func runVector(t *testing.T, file string, w world) {
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	run := &vector{world: w, token: "v-" + rand.Text()}
	var block []string
	var does func([]string)
	flush := func() {
		if does != nil {
			does(block)
		}
		does, block = nil, nil
	}
	for line := range strings.Lines(string(text)) {
		line = strings.TrimRight(line, "\r\n")
		word, rest, _ := strings.Cut(line, " ")
		switch word {
		case ">>":
			flush()
			does = func(body []string) { run.call(t, rest, strings.Join(body, "\n")) }
		case "<<":
			flush()
			does = func(body []string) { run.check(t, rest, strings.Join(body, "\n")) }
		case "balance":
			flush()
			paisa, err := strconv.ParseInt(rest, 10, 64)
			if err != nil {
				t.Fatal(err)
			}
			w.balance(t, paisa)
		case "unregistered":
			flush()
			w.unregister(t)
		case "wait":
			flush()
			d, err := time.ParseDuration(rest)
			if err != nil {
				t.Fatal(err)
			}
			w.wait(t, d)
		case "#":
		default:
			block = append(block, line)
		}
	}
	flush()
	if run.checked == 0 {
		t.Error("the vector checks nothing")
	}
}

// vector is one file being run.
type vector struct {
	world   world
	token   string
	status  int
	body    string
	checked int
}

// fill puts values in the places of their names.
func (v *vector) fill(t *testing.T, s string) string {
	for name, value := range map[string]func() string{
		"{token}":         func() string { return v.token },
		"{customer-code}": func() string { return ipayy.CustomerCode(asha) },
		"{user-token}":    func() string { return v.world.userToken(t) },
		"{otp}":           func() string { return v.world.otp(t) },
		"{wrong}": func() string {
			otp := v.world.otp(t)
			return otp[:len(otp)-1] + string('0'+(otp[len(otp)-1]-'0'+1)%10)
		},
	} {
		if strings.Contains(s, name) {
			s = strings.ReplaceAll(s, name, value())
		}
	}
	return s
}

func (v *vector) call(t *testing.T, words, body string) {
	t.Helper()
	name, how, _ := strings.Cut(words, " ")
	path := "/v001/c/consent/" + name
	if name == "dopayment" {
		path = ipayy.PathPayment
	}
	base, merchant, application := v.world.base()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, strings.TrimRight(base, "/")+path, strings.NewReader(v.fill(t, body)))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/xml")
	switch how {
	case "":
		request.SetBasicAuth(merchant, application)
	case "with wrong keys":
		request.SetBasicAuth(merchant, application+"x")
	case "without keys":
	default:
		t.Fatalf("a call %q", how)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	answer, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	v.status, v.body = response.StatusCode, string(answer)
}

var between = regexp.MustCompile(`>\s+<`)

// tight takes away the white space between tags, and around all.
func tight(s string) string { return between.ReplaceAllString(strings.TrimSpace(s), "><") }

func (v *vector) check(t *testing.T, status, want string) {
	t.Helper()
	v.checked++
	pattern := strings.ReplaceAll(regexp.QuoteMeta(tight(v.fill(t, want))), `\{any\}`, `[^<]*`)
	if fmt.Sprint(v.status) != status || !regexp.MustCompile("^"+pattern+"$").MatchString(tight(v.body)) {
		t.Errorf("step %d: %d\n%s\nwant %s\n%s", v.checked, v.status, v.body, status, want)
	}
}
