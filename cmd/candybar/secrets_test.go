package main

import (
	"bufio"
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"candybar/providers/intouchpay"
)

// hidden are the credentials that the gateway under test is given, none of which
// may come out of it again.
var hidden = map[string]string{
	"CANDYBAR_TOKEN":                        "hush-token",
	"CANDYBAR_INOTI_USERNAME":               "shop",
	"CANDYBAR_INOTI_PASSWORD":               "hush-inoti",
	"CANDYBAR_IPAYY_MERCHANT_KEY":           "hush-merchant",
	"CANDYBAR_IPAYY_APPLICATION_KEY":        "hush-application",
	"CANDYBAR_INTOUCHPAY_PARTNER_PASSWORD":  "hush-partner",
	"CANDYBAR_INTOUCHPAY_CALLBACK_USER":     "shop",
	"CANDYBAR_INTOUCHPAY_CALLBACK_PASSWORD": "hush-callback",
}

// TestSecretsStayInside: credentials of the environment are those of the
// providers' APIs, and stand neither in what the gateway prints, logs and tells nor
// in its answers, whether they are sent rightly or not.
func TestSecretsStayInside(t *testing.T) {
	t.Parallel()
	log := filepath.Join(t.TempDir(), "log")
	cmd := exec.Command("candybar", "gateway", "--listen", "127.0.0.1:0", "--log", log)
	cmd.Env = os.Environ()
	for name, value := range hidden {
		cmd.Env = append(cmd.Env, name+"="+value)
	}
	talk, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	said := bufio.NewReader(talk)
	line, err := said.ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	gateway := strings.TrimSpace(strings.TrimPrefix(line, "candybar: gateway on "))
	var outside bytes.Buffer
	send := func(want int, user, password, path, kind, body string) {
		t.Helper()
		request, err := http.NewRequest(http.MethodPost, gateway+path, strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		if body == "" {
			request.Method = http.MethodGet
		}
		request.Header.Set("Content-Type", kind)
		if user == "Bearer" {
			request.Header.Set("Authorization", "Bearer "+password)
		} else if user != "" {
			request.SetBasicAuth(user, password)
		}
		response, err := http.DefaultClient.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		defer response.Body.Close()
		answer, err := io.ReadAll(response.Body)
		if err != nil || response.StatusCode != want {
			t.Errorf("%s: %d (%v), want %d\n%s", path, response.StatusCode, err, want, answer)
		}
		outside.Write(answer)
	}
	const form, xml, stamp = "application/x-www-form-urlencoded", "application/xml", "20261121182400"
	handler := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "Hello") }))
	t.Cleanup(handler.Close)
	soap := "/_services/ExternalUssdPay.asmx/GetPayments"
	query := "Username=shop&Password=hush-inoti&CodeName=123&IsAll=false&DateFrom=&DateTo=&SessionID=&PriceFrom=&PriceTo=&Mobile=&RefKey=&iNotiFactorID=&YourFactorID=&RRN=&NullResult="
	send(200, "", "", soap, form, query)
	send(200, "", "", soap+"?"+query, form, "")
	document := consent("consent-generate-otp-request", "token-0001", "<msisdn>9876543210</msisdn><operator-name>Airtel</operator-name>")
	send(200, "hush-merchant", "hush-application", "/v001/c/consent/genotpwr", xml, document)
	send(401, "hush-merchant", "hush-wrong", "/v001/c/consent/genotpwr", xml, document)
	balance := "username=demo&timestamp=" + stamp + "&password="
	send(200, "", "", "/api/getbalance/", form, balance+intouchpay.Password("demo", "250160000011", "hush-partner", stamp))
	send(200, "", "", "/api/getbalance/", form, balance+"hush-partner")
	send(401, "shop", "hush-wrong", "/callback/intouchpay", "application/json", "{}")
	send(400, "shop", "hush-callback", "/callback/intouchpay", "application/json", "{}")
	send(401, "Bearer", "hush-wrong", "/candybar/v1/events", "application/json", "")
	address := strings.Replace(handler.URL, "http://", "http://me:hush-handler@", 1)
	send(200, "Bearer", "hush-token", "/candybar/v1/phones/09121234567/dial", "application/json", `{"code":"*1#","handler":"`+address+`"}`)
	send(400, "Bearer", "hush-token", "/candybar/v1/phones/09121234567/dial", "application/json", `{"code":"*1#","handler":"htp://me:hush-handler@x"}`)
	for _, path := range []string{"events?after=0", "invoices", "charges", "phones/09121234567"} {
		send(200, "Bearer", "hush-token", "/candybar/v1/"+path, "application/json", "")
	}
	if !strings.Contains(outside.String(), `"kind":"provider"`) || !strings.Contains(outside.String(), `"balance":"1000000.0"`) {
		t.Errorf("the calls did not go through:\n%s", outside.String())
	}
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	rest, err := io.ReadAll(said)
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err != nil {
		t.Fatal(err)
	}
	written, err := os.ReadFile(log)
	if err != nil || len(written) == 0 {
		t.Fatalf("the log: %v", err)
	}
	for where, text := range map[string]string{"what it answers": outside.String(), "what it prints": line + string(rest), "the log": string(written)} {
		for said := range strings.Lines(text) {
			if strings.Contains(said, "hush-") {
				t.Errorf("%s has a secret: %s", where, said)
			}
		}
	}
}
