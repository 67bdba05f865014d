package main

import (
	"os"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"candybar/gateway"
	"candybar/phone/text/hostile"
)

// FuzzConfig reads any config, as every command does. Either all of it is
// understood, the same again with a comment behind it, and no subscriber or
// handler is one that could not be; or it is refused as a wrong use, in lines
// that say so and harm no terminal.
func FuzzConfig(f *testing.F) {
	example, err := os.ReadFile(filepath.Join("..", "..", "candybar.example.toml"))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(example))
	keys := []string{"operator", "handler", "weather", "lint", "[timers]\nprofile", "[[phones]]\nmobile", "[[phones]]\noperator", "x"}
	for i, key := range keys {
		f.Add(key + " = " + strconv.QuoteToASCII(hostile.Attacks()[7*i].Text) + "\n")
	}
	for _, data := range []string{
		"", "handler = \"http://127.0.0.1:1/\"\nstrict = true\nbalance = 5", "balance = -1", "balance = 9223372036854775808", "seed = 1.5",
		"[[phones]]\nmobile = \"09121234567\"\noperator = \"x\\u001b\"\npin = \"12\"", "[[phones]]\nmobile = \"0912\"", "[[codes]]\ncode = \"*1#\"\nhandler = \"ftp://x\"",
		"[[codes]]\ncode = \"*6655*123#\"\nhandler = \"http://127.0.0.1/\"\npay_by = \"ipayy\"", "[lint]\nucs2 = \"off\"\nx = \"\\u009b\"", "[callbacks]\ntries = 101\nbackoff = \"-1s\"",
		"[ipayy]\notp_tries = -1\notp_life = \"x\"\nbase_url = \"\\u001b\"", "[intouchpay]\nprofile = \"y\"\ncallback_url = \"::\"", "timers = [1]", "weather = {profile = 1, x = 2}",
		"a.b.c = 1\na = {}", "x = '''\n\n'''", "[" + strings.Repeat("a.", 500) + "a]", "config = \"candybar.toml\"", "listen = \"\\u202e\"\ntoken = \"a\\nb\"",
	} {
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data string) {
		s, err := settingsOf(data)
		if err != nil {
			checkExplained(t, err)
			return
		}
		again, err := settingsOf(data + "\n# a comment\n")
		if err != nil || !reflect.DeepEqual(s.sims, again.sims) || !reflect.DeepEqual(s.server.Gateway.Routes, again.server.Gateway.Routes) ||
			!reflect.DeepEqual(s.server.IPayy, again.server.IPayy) || s.timers != again.timers {
			t.Errorf("%+v, with a comment %+v, %v", s, again, err)
		}
		checkSettings(t, s)
	})
}

// settingsOf are what a command without flags makes of a config.
func settingsOf(data string) (settings, error) {
	var shared sharedFlags
	flags := newFlags("")
	shared.add(flags, freePort)
	file, err := parseConfig(data, isSharedFlag)
	if err != nil {
		return settings{}, usageError("the config: %w", err)
	}
	if err := fromConfig(flags, file); err != nil {
		return settings{}, err
	}
	return shared.read(flags, file, false)
}

func checkExplained(t *testing.T, err error) {
	t.Helper()
	var said strings.Builder
	if code := explain(&said, err); code != exitUsage {
		t.Errorf("exit code %d for %v", code, err)
	}
	if found := hostile.Found(said.String()); found != "" {
		t.Errorf("what is said has %s", found)
	}
	if said.Len() == 0 || said.Len() > 1<<20 {
		t.Errorf("%d octets are said", said.Len())
	}
	for line := range strings.Lines(said.String()) {
		if !strings.HasPrefix(line, "candybar: error: ") && !strings.HasPrefix(line, "candybar: hint: ") {
			t.Errorf("the line %q", line)
		}
	}
}

func checkSettings(t *testing.T, s settings) {
	t.Helper()
	if len(s.sims) == 0 || s.sims[0] != s.mobile {
		t.Errorf("%v are the SIMs of %v", s.sims, s.mobile)
	}
	for _, sim := range s.sims {
		known := s.server.Gateway.Subscriber(sim)
		if known.Balance < 0 || hostile.Found(known.Operator) != "" || strings.Contains(known.Operator, "\n") || hostile.Found(sim.E164()) != "" {
			t.Errorf("%v is %+v", sim, known)
		}
	}
	for _, route := range s.server.Gateway.Routes {
		if _, err := gateway.ParseHandler(route.Handler.String()); err != nil {
			t.Error(err)
		}
		if found := hostile.Found(route.Code + route.Handler.Redacted()); found != "" {
			t.Errorf("a route has %s", found)
		}
	}
	for _, warning := range s.warnings {
		if found := hostile.Found(warning); found != "" {
			t.Errorf("a warning has %s", found)
		}
	}
}
