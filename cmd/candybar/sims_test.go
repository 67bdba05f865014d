package main

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"candybar/phone/number"
)

func TestSIMs(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name    string
		country string
		mobile  string
		phones  []string
		want    []string
	}{
		{"nothing is said", "IR", "", nil, []string{"+989121234567", "+919876543210", "+250788123456"}},
		{"another country", "RW", "", nil, []string{"+250788123456", "+989121234567", "+919876543210"}},
		{"another number of the country", "IR", "09351234567", nil, []string{"+989351234567", "+919876543210", "+250788123456"}},
		{"the example itself", "IN", "9876543210", nil, []string{"+919876543210", "+989121234567", "+250788123456"}},
		{"a number of elsewhere", "IR", "+250728123456", nil, []string{"+250728123456", "+989121234567", "+919876543210"}},
		{"the config's phones", "IR", "", []string{"09351234567", "+919811123456"}, []string{"+989351234567", "+919811123456"}},
		{"one phone", "IN", "", []string{"9811123456"}, []string{"+919811123456"}},
		{"a number and the config's phones", "IR", "+250728123456", []string{"09351234567", "+919811123456"}, []string{"+250728123456", "+989351234567", "+919811123456"}},
		{"one of the config's phones", "IR", "+919811123456", []string{"09351234567", "+919811123456"}, []string{"+919811123456", "+989351234567"}},
		{"a phone twice", "IR", "", []string{"09351234567", "+989351234567"}, []string{"+989351234567"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			home, err := number.ParseCountry(test.country)
			if err != nil {
				t.Fatal(err)
			}
			var file config
			for _, mobile := range test.phones {
				file.Phones = append(file.Phones, phoneConfig{Mobile: mobile})
			}
			phones, err := file.numbers(home)
			if err != nil {
				t.Fatal(err)
			}
			sims, err := (&sharedFlags{mobile: test.mobile}).sims(home, phones)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, mobile := range sims {
				got = append(got, mobile.E164())
			}
			if !slices.Equal(got, test.want) {
				t.Errorf("the SIMs are %v, want %v", got, test.want)
			}
		})
	}
}

// TestNoSIM: what is no number is named, wherever it stands.
func TestNoSIM(t *testing.T) {
	t.Parallel()
	_, err := config{Phones: []phoneConfig{{Mobile: "09351234567"}, {Mobile: "12"}}}.numbers(number.Iran)
	if err == nil || !strings.Contains(err.Error(), "[[phones]]") {
		t.Errorf("a config's phone 12: %v", err)
	}
	_, err = (&sharedFlags{mobile: "12"}).sims(number.Iran, nil)
	if err == nil || !strings.Contains(err.Error(), "the phone's number") {
		t.Errorf("--mobile 12: %v", err)
	}
}

const f2 = "\x1bOQ"

// TestTerminalSIMs: from a session in its midst to another SIM, and back to the
// screen, and what was typed, as they were; meanwhile a program dials from the
// third.
func TestTerminalSIMs(t *testing.T) {
	t.Parallel()
	for _, size := range [][2]int{{40, 20}, {80, 24}, {160, 50}} {
		t.Run(strconv.Itoa(size[0]), func(t *testing.T) {
			t.Parallel()
			term := onTerminal(t, size[0], size[1], false, "--listen", "127.0.0.1:0")
			term.await("IR 09121234567  IN  RW ", "MCI", "wallet 1,000,000 rial")
			term.keys(strings.Split("*6655*123#", "")...)
			term.await("*6655*123#")
			term.keys(enter)
			term.await("Corner shop", "cancel")
			term.keys("4", enter)
			term.await("0. Back")
			term.keys("H", "i")
			term.await("│ Hi ", "clear")

			term.keys(f2)
			term.await("IR  IN 9876543210  RW ", "Airtel", "wallet 10,000.00 rupees")
			term.keys(strings.Split("*6655*123#", "")...)
			term.await("*6655*123#")
			term.keys(enter)
			term.await("IN 9876543210  ", "Corner shop", "cancel")
			term.keys("3")
			term.await("│ 3 ")

			dialled := post(t, gatewayOf(term)+"/candybar/v1/phones/+250788123456/dial", map[string]string{"code": "*6655*123#"})
			if dialled["state"] != "open" {
				t.Fatalf("after dialling from the third SIM: %v", dialled)
			}
			term.await("IR  IN 9876543210  RW●1 ", "│ 3 ")
			term.keys(f2)
			term.await("IR  IN  RW 0788123456 ", "MTN", "Corner shop", "cancel")

			term.keys(f2)
			term.await("IR 09121234567  IN  RW ", "0. Back", "│ Hi ")
			term.keys("!")
			term.await("│ Hi! ")
			term.keys(enter)
			term.await("Send this message?", "Hi!")
			term.keys(f2)
			term.await("IN 9876543210  ", "Corner shop", "│ 3 ")
			term.keys(ctrlC)
			if code := term.exit(); code != 0 {
				t.Errorf("exit code %d after Ctrl+C", code)
			}
		})
	}
}

// gatewayOf is the address of a terminal's gateway, of which the foot shows the
// port at least.
func gatewayOf(term *terminal) string {
	term.t.Helper()
	port := regexp.MustCompile(`:[0-9]+ *\n?$`).FindString(term.screen())
	if port == "" {
		term.t.Fatalf("no port stands in\n%s", term.screen())
	}
	return "http://127.0.0.1" + strings.TrimSpace(port)
}

// TestTerminalConfigSIMs: the config's phones are the SIMs, and --mobile is the
// first.
func TestTerminalConfigSIMs(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "two.toml")
	text := "[[phones]]\nmobile = \"+919811123456\"\nbalance = 5\n[[phones]]\nmobile = \"09351234567\"\noperator = \"My own\"\n"
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	term := onTerminal(t, 80, 24, false, "--listen", "127.0.0.1:0", "--config", path)
	term.await("IN 9811123456  IR ", "Vodafone", "wallet 0.05 rupees")
	term.keys(f2)
	term.await("IN  IR 09351234567 ", "My own", "wallet 1,000,000 rial")
	term.keys(f2)
	term.await("IN 9811123456  IR ")

	term = onTerminal(t, 80, 24, false, "--listen", "127.0.0.1:0", "--config", path, "--mobile", "+250728123456", "--balance", "7")
	term.await("RW 0728123456  IN  IR ", "wallet 7 francs")
	term.keys(f2)
	term.await("RW  IN 9811123456  IR ", "wallet 0.05 rupees")
}
