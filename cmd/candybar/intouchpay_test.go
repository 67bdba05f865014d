package main

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os/exec"
	"strings"
	"testing"

	"candybar/providers/intouchpay"
)

// pythonClient posts its arguments, NAME=VALUE, as JSON to the first one, with
// the library that such clients use.
const pythonClient = `
import sys, requests
print(requests.post(sys.argv[1], json=dict(a.split("=", 1) for a in sys.argv[2:]), timeout=20).text)
`

// TestIntouchPayFromRealClients: a form and a multipart body from curl, and
// JSON from Python's requests, each make a payment that the subscriber confirms
// and that the merchant's own server hears of.
func TestIntouchPayFromRealClients(t *testing.T) {
	t.Parallel()
	const python = "/usr/bin/python3"
	curl := func(flag string) func(url string, fields []string) *exec.Cmd {
		return func(url string, fields []string) *exec.Cmd {
			args := []string{"--silent", "--show-error"}
			for _, field := range fields {
				args = append(args, flag, field)
			}
			return exec.Command("curl", append(args, url)...)
		}
	}
	clients := map[string]struct {
		command func(url string, fields []string) *exec.Cmd
		present *exec.Cmd
		missing string
	}{
		"curl, form":      {curl("--data-urlencode"), exec.Command("curl", "--version"), "Debian's curl"},
		"curl, multipart": {curl("--form-string"), exec.Command("curl", "--version"), "Debian's curl"},
		"Python, requests": {func(url string, fields []string) *exec.Cmd {
			return exec.Command(python, append([]string{"-c", pythonClient, url}, fields...)...)
		}, exec.Command(python, "-c", "import requests"), "Debian's python3-requests"},
	}
	for name, client := range clients {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if client.present.Run() != nil {
				t.Skipf("install %s", client.missing)
			}
			gateway := startGateway(t, "--country", "RW")
			heard := make(chan string, 1)
			merchant := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				body, _ := io.ReadAll(r.Body)
				heard <- string(body)
				intouchpay.Acknowledge(w, "4522233")
			}))
			t.Cleanup(merchant.Close)
			const timestamp = "20261121182400"
			command := client.command(gateway+"/api/requestpayment/", []string{
				"username=demo", "timestamp=" + timestamp, "amount=500", "mobilephone=250788123456", "requesttransactionid=4522233",
				"password=" + intouchpay.Password("demo", "250160000011", "demo", timestamp), "callbackurl=" + merchant.URL,
			})
			out, err := command.CombinedOutput()
			if err != nil {
				t.Fatalf("%v\n%s", err, out)
			}
			var answer map[string]any
			if err := json.Unmarshal(out, &answer); err != nil || answer["responsecode"] != "1000" {
				t.Fatalf("the answer is %s: %v", out, err)
			}
			phone := gateway + "/candybar/v1/phones/0788123456"
			var handset struct{ Prompts []struct{ ID, Text string } }
			get(t, phone, &handset)
			if len(handset.Prompts) != 1 || !strings.Contains(handset.Prompts[0].Text, "RWF 500") {
				t.Fatalf("prompts %+v", handset.Prompts)
			}
			after := post(t, phone+"/prompts/"+handset.Prompts[0].ID, map[string]string{"answer": "approve", "pin": "1234"})
			if after["balance"] != float64(999_500) {
				t.Errorf("the wallet holds %v", after["balance"])
			}
			want := fmt.Sprintf(`"requesttransactionid":"4522233","transactionid":"%.0f","responsecode":"01","status":"Successfull"`, answer["transactionid"])
			if got := <-heard; !strings.Contains(got, want) {
				t.Errorf("the merchant hears %s, want %s", got, want)
			}
		})
	}
}
