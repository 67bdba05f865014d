package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// browser starts a headless Chromium. Where there is none the test is skipped,
// and counted as such.
func browser(t *testing.T) context.Context {
	t.Helper()
	path, err := exec.LookPath("chromium")
	if err != nil {
		t.Skip("chromium is not installed (Debian: chromium)")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.UserDataDir(t.TempDir()),
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true),
		chromedp.Flag("lang", "en-US"), chromedp.WindowSize(390, 844))
	allocated, stop := chromedp.NewExecAllocator(t.Context(), options...)
	tab, closeTab := chromedp.NewContext(allocated)
	t.Cleanup(func() {
		// Waits for the browser's end, so that its folder can go.
		ctx, cancel := context.WithTimeout(tab, patience)
		defer cancel()
		_ = chromedp.Cancel(ctx)
		closeTab()
		stop()
	})
	// The first action starts the browser and must have no limit of its own.
	if _, err := chromedp.Run(tab, chromedp.Navigate("about:blank")); err != nil {
		t.Fatal(err)
	}
	return tab
}

// do runs one action of the browser, which must succeed.
func do[T any](t *testing.T, tab context.Context, action chromedp.Action[T]) T {
	t.Helper()
	ctx, cancel := context.WithTimeout(tab, patience)
	defer cancel()
	value, err := chromedp.Run(ctx, action)
	if err != nil {
		t.Fatal(err)
	}
	return value
}

// phpHasSOAP skips where PHP has no SoapClient.
func phpHasSOAP(t *testing.T) {
	t.Helper()
	php, err := exec.LookPath("php")
	if err != nil {
		t.Skip("php is not installed (Debian: php-cli, php-soap)")
	}
	modules, err := exec.Command(php, "-m").Output()
	if err != nil || !strings.Contains(string(modules), "\nsoap\n") {
		t.Skip("php has no SoapClient (Debian: php-soap)")
	}
}

// TestTheWholeRound: a phone dials, the handler asks for money, the link comes
// by SMS, a person pays on the page, the handler is called back and asks
// GetPayments before it books, and the next screen says so.
func TestTheWholeRound(t *testing.T) {
	t.Parallel()
	phpHasSOAP(t)
	tab := browser(t)
	gateway := startGateway(t)
	handler := startPHP(t, "pay.php") + "?" + url.Values{
		"gateway": {gateway}, "booked": {filepath.Join(t.TempDir(), "booked")},
	}.Encode()
	phone := gateway + "/candybar/v1/phones/09121234567"
	dial := map[string]string{"code": "*6655*123#", "handler": handler}

	asked := post(t, phone+"/dial", dial)
	if asked["screen"] != "We sent you a payment link." || asked["ended"] != "final" {
		t.Fatalf("after dialling: %v", asked)
	}
	link := regexp.MustCompile(`http://\S+`).FindString(lastMessage(t, asked))
	if !strings.HasPrefix(link, gateway+"/pay/") {
		t.Fatalf("the link is %q", link)
	}

	do(t, tab, chromedp.Navigate(link))
	price := do(t, tab, chromedp.Text(chromedp.CSS(".price")))
	do(t, tab, chromedp.Click(chromedp.CSS("#approve")))
	outcome := do(t, tab, chromedp.Text(chromedp.CSS("#outcome")))
	shown := do(t, tab, chromedp.Text(chromedp.CSS("#rrn")))
	// Loading the page again decides nothing.
	do(t, tab, chromedp.Reload())
	if again := do(t, tab, chromedp.Text(chromedp.CSS("#outcome"))); again != outcome {
		t.Errorf("loaded again, the page says %q", again)
	}
	if strings.Join(strings.Fields(price), " ") != "50,000 rial" || outcome != "Paid. Thank you." {
		t.Errorf("the page says %q, then %q", price, outcome)
	}

	awaitKinds(t, gateway, "callback", "verified")
	bought := post(t, phone+"/dial", dial)
	if bought["screen"] != "You bought 1 thing" || bought["balance"] != float64(950_000) {
		t.Errorf("after paying: %v", bought)
	}
	if got, want := lastMessage(t, bought), "Paid. Tracking code "+shown; got != want {
		t.Errorf("the last SMS is %q, want %q", got, want)
	}
}

// TestPageIsPressedTwice: the second press, from another browser, pays nothing.
func TestPageIsPressedTwice(t *testing.T) {
	t.Parallel()
	gateway := startGateway(t, "--handler", startSeller(t))
	phone := gateway + "/candybar/v1/phones/09121234567"
	link := regexp.MustCompile(`http://\S+`).FindString(lastMessage(t, post(t, phone+"/dial", map[string]string{"code": "*1#"})))
	presses := make(chan error)
	// Both browsers have the page before either presses.
	for _, form := range []string{formOf(t, link), formOf(t, link)} {
		go func() {
			response, err := http.PostForm(link, url.Values{"decision": {"approve"}, "form": {form}})
			if err == nil {
				err = response.Body.Close()
				if response.StatusCode != http.StatusOK {
					err = fmt.Errorf("the page answers %s", response.Status)
				}
			}
			presses <- err
		}()
	}
	for range 2 {
		if err := <-presses; err != nil {
			t.Error(err)
		}
	}
	var charges []map[string]any
	get(t, gateway+"/candybar/v1/charges", &charges)
	if len(charges) != 1 || charges[0]["state"] != "succeeded" {
		t.Errorf("charges %v", charges)
	}
}

// formOf is the token of the form on a page.
func formOf(t *testing.T, link string) string {
	t.Helper()
	response, err := http.Get(link)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	page, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	found := regexp.MustCompile(`name="form" value="([^"]+)"`).FindSubmatch(page)
	if found == nil {
		t.Fatalf("there is no form on %s:\n%s", link, page)
	}
	return string(found[1])
}

// lastMessage is the text of a phone's newest SMS.
func lastMessage(t *testing.T, phone map[string]any) string {
	t.Helper()
	inbox, _ := phone["inbox"].([]any)
	if len(inbox) == 0 {
		t.Fatalf("there is no SMS: %v", phone)
	}
	sms, _ := inbox[len(inbox)-1].(map[string]any)
	text, _ := sms["text"].(string)
	return text
}

// awaitKinds waits until events of every kind have happened.
func awaitKinds(t *testing.T, gateway string, kinds ...string) {
	t.Helper()
	wanted := make(map[string]bool)
	for _, kind := range kinds {
		wanted[kind] = true
	}
	after := 0.0
	deadline := time.Now().Add(patience)
	for len(wanted) > 0 {
		if time.Now().After(deadline) {
			t.Fatalf("these never happened: %v", wanted)
		}
		var events []struct {
			Seq  float64
			Kind string
		}
		get(t, fmt.Sprintf("%s/candybar/v1/events?after=%.0f&wait=5s", gateway, after), &events)
		for _, e := range events {
			after = e.Seq
			delete(wanted, e.Kind)
		}
	}
}

func get(t *testing.T, url string, into any) {
	t.Helper()
	response, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if err := json.NewDecoder(response.Body).Decode(into); err != nil {
		t.Fatalf("%s: %v", url, err)
	}
}

// startSeller is a handler that asks for money, and thanks for it.
func startSeller(t *testing.T) string {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		answer := "9900|F-1|50000"
		if r.URL.Query().Get("RRN") != "" {
			answer = "thanks"
		}
		_, _ = w.Write([]byte(answer))
	}))
	t.Cleanup(server.Close)
	return server.URL
}
