package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// soapClient is a program that calls GetPayments as its users' programs do. The
// scripts are those of providers/inoti.
type soapClient struct {
	name    string
	command []string
	// present tells whether its library is installed, missing what to install.
	present func() bool
	missing string
	// ways are how it can call: SOAP 1.1 and 1.2, HTTP GET.
	ways []string
}

func soapClients() []soapClient {
	const python = "/usr/bin/python3"
	modules := os.Getenv("CANDYBAR_NODE_MODULES")
	script := func(name string) string {
		return filepath.Join("..", "..", "providers", "inoti", "testdata", name)
	}
	works := func(command ...string) func() bool {
		return func() bool { return exec.Command(command[0], command[1:]...).Run() == nil }
	}
	return []soapClient{
		{"PHP", []string{"php", script("getpayments.php")}, works("php", "-r", "exit(class_exists('SoapClient') ? 0 : 1);"), "Debian's php-cli and php-soap", []string{"1.1", "1.2"}},
		{"zeep", []string{python, script("getpayments.py")}, works(python, "-c", "import zeep"), "Debian's python3-zeep", []string{"1.1", "1.2", "GET"}},
		{"node", []string{"node", script("getpayments.js")}, func() bool {
			_, err := os.Stat(filepath.Join(modules, "soap", "package.json"))
			return modules != "" && err == nil
		}, "npm's soap, its folder named by CANDYBAR_NODE_MODULES", []string{"1.1", "1.2"}},
	}
}

// TestSOAPClientsReadAPaymentBack: each fetches the description from a running
// gateway, reads a payment back that was made there, and gets the documented
// fault for a boolean that is none.
func TestSOAPClientsReadAPaymentBack(t *testing.T) {
	t.Parallel()
	for _, client := range soapClients() {
		t.Run(client.name, func(t *testing.T) {
			t.Parallel()
			if !client.present() {
				t.Skipf("install %s", client.missing)
			}
			config := filepath.Join(t.TempDir(), "candybar.toml")
			if err := os.WriteFile(config, []byte("[inoti]\nusername = \"user\"\npassword = \"pass\"\n"), 0o600); err != nil {
				t.Fatal(err)
			}
			gateway := startGateway(t, "--config", config, "--handler", startSeller(t))
			rrn := pay(t, gateway)
			cmd := exec.Command(client.command[0], append(client.command[1:], gateway+"/_services/ExternalUssdPay.asmx")...)
			cmd.Env = append(os.Environ(), "RRN="+rrn)
			cmd.Stderr = os.Stderr
			said, err := cmd.Output()
			if err != nil {
				t.Fatalf("%v\n%s", err, said)
			}
			for _, way := range client.ways {
				checkSaid(t, string(said), way+" record: ", `"YourFactorID":"F-1","RRN":`+rrn)
				if way != "GET" {
					checkSaid(t, string(said), way+" boolean: fault ", "is not a valid Boolean value")
				}
			}
		})
	}
}

// pay dials, approves, and returns the bank's number of the payment.
func pay(t *testing.T, gateway string) (rrn string) {
	t.Helper()
	phone := gateway + "/candybar/v1/phones/09121234567"
	prompts, _ := post(t, phone+"/dial", map[string]string{"code": "*1#"})["prompts"].([]any)
	if len(prompts) != 1 {
		t.Fatalf("prompts %v", prompts)
	}
	prompt, _ := prompts[0].(map[string]any)
	id, _ := prompt["id"].(string)
	post(t, phone+"/prompts/"+id, map[string]string{"answer": "approve"})
	var invoices []struct{ RRN string }
	get(t, gateway+"/candybar/v1/invoices", &invoices)
	if len(invoices) != 1 || invoices[0].RRN == "" {
		t.Fatalf("invoices %v", invoices)
	}
	return invoices[0].RRN
}

// checkSaid looks for a line that begins so and has that in it.
func checkSaid(t *testing.T, said, begins, has string) {
	t.Helper()
	for line := range strings.Lines(said) {
		if strings.HasPrefix(line, begins) && strings.Contains(line, has) {
			return
		}
	}
	t.Errorf("no line begins %q and has %q:\n%s", begins, has, said)
}
