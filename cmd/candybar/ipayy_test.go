package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// pythonXMLClient posts a document to an address with Basic authorization, and
// prints the answer and its status, with the library that such clients use.
const pythonXMLClient = `
import sys, requests
address, user, document = sys.argv[1:]
said = requests.post(address, data=document, auth=tuple(user.split(":")), headers={"Content-Type": "application/xml"}, timeout=20)
print(said.text)
print(said.status_code, end="")
`

// ipayyClient is a program that speaks to iPayy as its users' programs do.
type ipayyClient struct {
	// command posts a document as user:password, and prints the answer and, in a
	// line of its own, the status.
	command func(address, user, document string) *exec.Cmd
	present *exec.Cmd
	missing string
}

func ipayyClients() map[string]ipayyClient {
	const python = "/usr/bin/python3"
	return map[string]ipayyClient{
		"curl": {func(address, user, document string) *exec.Cmd {
			return exec.Command("curl", "--silent", "--show-error", "--user", user, "--header", "Content-Type: application/xml",
				"--data", document, "--write-out", `\n%{http_code}`, address)
		}, exec.Command("curl", "--version"), "Debian's curl"},
		"Python, requests": {func(address, user, document string) *exec.Cmd {
			return exec.Command(python, "-c", pythonXMLClient, address, user, document)
		}, exec.Command(python, "-c", "import requests"), "Debian's python3-requests"},
	}
}

// goods is what is bought in every document.
const goods = `<currency>INR</currency><item><item-details><price>1.00</price><item-id>voGi</item-id><item-name>Nike Air</item-name></item-details></item>`

// consent names the subscriber by an element, undiscovered or discovered.
func consent(root, token, who string) string {
	return fmt.Sprintf("<%s><request-token-id>%s</request-token-id>%s%s</%s>", root, token, who, goods, root)
}

func payment(token, otp string) string {
	return fmt.Sprintf("<process-payment-request><request-token-id>%s</request-token-id><otp-code>%s</otp-code>"+
		"<support-email-address>abc@gmail.com</support-email-address></process-payment-request>", token, otp)
}

// TestIPayyFromRealClients: an OTP is asked for by number and by the token of
// mobile number detection, sent again, mistyped, and pays; wrong keys get nothing.
func TestIPayyFromRealClients(t *testing.T) {
	t.Parallel()
	const (
		keys     = "demo-merchant:demo-app"
		byNumber = "consent-generate-otp-request"
		byToken  = "consent-generate-otp-discovery"
		number   = "<msisdn>9876543210</msisdn><operator-name>Airtel</operator-name>"
	)
	for name, client := range ipayyClients() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if client.present.Run() != nil {
				t.Skipf("install %s", client.missing)
			}
			gateway := startGateway(t, "--country", "IN")
			phone := gateway + "/candybar/v1/phones/9876543210"
			call := func(path, user, document, status string, wants ...string) {
				t.Helper()
				out, err := client.command(gateway+"/v001/c"+path, user, document).CombinedOutput()
				if err != nil {
					t.Fatalf("%v\n%s", err, out)
				}
				said, got, _ := strings.Cut(string(out), "\n")
				for _, want := range wants {
					if got != status || !strings.Contains(said, want) {
						t.Errorf("%s is answered %s, want %s with %s", path, out, status, want)
					}
				}
			}
			success := "<key>status</key><value>SUCCESS</value>"
			first := consent(byNumber, "token-0001", number)
			call("/consent/genotpwr", "demo-merchant:guess", first, "401", "<error-response-code>ICR0101</error-response-code>")
			checkPhone(t, phone, 0, 1_000_000)
			call("/consent/genotpwr", keys, first, "200", success, "<key>msisdn</key><value>919876543210</value>")
			old := checkPhone(t, phone, 1, 1_000_000)
			call("/consent/resendotp", keys, consent("consent-resend-otp-request", "token-0001", ""), "200", success)
			otp := checkPhone(t, phone, 2, 1_000_000)
			call("/pay/dopayment", keys, payment("token-0001", wrong(otp, old)), "401", "<error-response-code>ICR0201</error-response-code>")
			call("/pay/dopayment", keys, payment("token-0001", otp), "200",
				"<key>payment-status</key><value>SUCCESS</value>", "<key>amount-charged</key><value>1.00</value>")
			checkPhone(t, phone, 3, 999_900)

			var detected struct{ Token string }
			get(t, phone+"/ipayy-user-token", &detected)
			call("/consent/genotpwd", keys, consent(byToken, "token-0002", "<ipayy-user-token>"+detected.Token+"</ipayy-user-token>"), "200",
				success, "<key>ipayy-user-token</key><value>"+detected.Token+"</value>")
			call("/pay/dopayment", keys, payment("token-0002", checkPhone(t, phone, 4, 999_900)), "200", "<key>payment-status</key><value>SUCCESS</value>")
			checkPhone(t, phone, 5, 999_800)
		})
	}
}

// wrong is an OTP that is neither of two.
func wrong(otps ...string) string {
	for _, guess := range []string{"100000", "100001", "100002"} {
		if guess != otps[0] && guess != otps[1] {
			return guess
		}
	}
	return ""
}

var otpDigits = regexp.MustCompile(`\d{4,8}`)

// checkPhone looks for so many messages and paisa, and returns the OTP of the last
// message; empty where it has none.
func checkPhone(t *testing.T, phone string, messages int, paisa int64) (otp string) {
	t.Helper()
	var handset struct {
		Balance int64
		Inbox   []struct{ Text string }
	}
	get(t, phone, &handset)
	if len(handset.Inbox) != messages || handset.Balance != paisa {
		t.Fatalf("the phone is %+v, want %d messages and %d paisa", handset, messages, paisa)
	}
	if messages == 0 {
		return ""
	}
	return otpDigits.FindString(handset.Inbox[messages-1].Text)
}

// TestConfiguredFaults: the config's phones have the faults that it says.
func TestConfiguredFaults(t *testing.T) {
	t.Parallel()
	config := filepath.Join(t.TempDir(), "candybar.toml")
	const phones = `
[[phones]]
mobile = "9876543210"
ipayy_failure = "LOW_BALANCE"
ipayy_error = "SER0201"

[[phones]]
mobile = "+250788123456"
intouchpay_payment = "1005"
intouchpay_deposit = "2600"
`
	if err := os.WriteFile(config, []byte(phones), 0o600); err != nil {
		t.Fatal(err)
	}
	gateway := startGateway(t, "--country", "IN", "--config", config)
	for phone, want := range map[string]string{
		"9876543210": "LOW_BALANCE SER0201 - -", "250788123456": "- - 1005 2600", "9876543211": "- - - -",
	} {
		var handset map[string]any
		get(t, gateway+"/candybar/v1/phones/"+phone, &handset)
		got := []string{}
		for _, key := range []string{"ipayy_failure", "ipayy_error", "intouchpay_payment", "intouchpay_deposit"} {
			value, _ := handset[key].(string)
			if value == "" {
				value = "-"
			}
			got = append(got, value)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s has %v, want %s", phone, got, want)
		}
	}
}
