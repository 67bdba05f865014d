package authority_test

import (
	"crypto/x509"
	"encoding/pem"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"candybar/gateway/authority"
)

const day = 24 * time.Hour

var (
	today = time.Date(2026, 11, 26, 12, 0, 0, 0, time.UTC)
	hosts = []string{"pay.example", "www.shop.example"}
)

func open(t *testing.T, folder string, at time.Time) *authority.Authority {
	t.Helper()
	opened, err := authority.Open(options(folder, at))
	if err != nil {
		t.Fatal(err)
	}
	return opened
}

func options(folder string, at time.Time) authority.Options {
	return authority.Options{Folder: folder, Hosts: hosts, Now: func() time.Time { return at }}
}

// trusted is the certificate that clients are given.
func trusted(t *testing.T, a *authority.Authority) *x509.Certificate {
	t.Helper()
	content, err := os.ReadFile(a.Certificate())
	if err != nil {
		t.Fatal(err)
	}
	block, rest := pem.Decode(content)
	if block == nil || len(rest) > 0 || strings.Contains(string(content), "PRIVATE") {
		t.Fatalf("%s is not one certificate alone:\n%s", a.Certificate(), content)
	}
	certificate, err := x509.ParseCertificate(block.Bytes)
	if err != nil {
		t.Fatal(err)
	}
	return certificate
}

// TestKept: an authority is made once, and its key is its owner's alone.
func TestKept(t *testing.T) {
	t.Parallel()
	folder := filepath.Join(t.TempDir(), "a", "candybar")
	first := trusted(t, open(t, folder, today))
	if again := trusted(t, open(t, folder, today.Add(day))); !again.Equal(first) {
		t.Error("it is another one the second time")
	}
	for path, want := range map[string]os.FileMode{"": 0o700, "authority-1.pem": 0o600, "ca.pem": 0o644} {
		info, err := os.Stat(filepath.Join(folder, path))
		if err != nil {
			t.Fatal(err)
		}
		if info.Mode().Perm() != want {
			t.Errorf("%q has mode %o, want %o", path, info.Mode().Perm(), want)
		}
	}
	left, err := os.ReadDir(folder)
	if err != nil || len(left) != 2 {
		t.Errorf("in the folder are %v (%v)", left, err)
	}
	if first.PublicKeyAlgorithm != x509.ECDSA || !first.IsCA || !first.MaxPathLenZero || first.NotAfter.Sub(today) != 3650*day {
		t.Errorf("the certificate is %+v", first)
	}
}

// TestExposed: a key that others could have is not used.
func TestExposed(t *testing.T) {
	t.Parallel()
	tests := []struct {
		path string
		mode os.FileMode
		hint string
	}{
		{"authority-1.pem", 0o640, "chmod 600 "},
		{"authority-1.pem", 0o604, "chmod 600 "},
		{"authority-1.pem", 0o620, "chmod 600 "},
		{"", 0o770, "chmod 700 "},
		{"", 0o707, "chmod 700 "},
	}
	for _, test := range tests {
		folder := t.TempDir()
		open(t, folder, today)
		path := filepath.Join(folder, test.path)
		if err := os.Chmod(path, test.mode); err != nil {
			t.Fatal(err)
		}
		_, err := authority.Open(options(folder, today))
		var exposed *authority.ExposedError
		if !errors.As(err, &exposed) || exposed.Path != path || !strings.HasPrefix(exposed.Hint(), test.hint+path) {
			t.Errorf("%q with mode %o: %v", test.path, test.mode, err)
		}
	}
}

// TestBroken: a file that is none of ours is named, and left alone.
func TestBroken(t *testing.T) {
	t.Parallel()
	own, other := t.TempDir(), t.TempDir()
	open(t, own, today)
	open(t, other, today)
	ours, err := os.ReadFile(filepath.Join(own, "authority-1.pem"))
	if err != nil {
		t.Fatal(err)
	}
	theirs, err := os.ReadFile(filepath.Join(other, "authority-1.pem"))
	if err != nil {
		t.Fatal(err)
	}
	certificate, _, _ := strings.Cut(string(ours), "-----BEGIN PRIVATE")
	_, key, _ := strings.Cut(string(theirs), "-----BEGIN PRIVATE")
	for name, content := range map[string]string{
		"empty": "", "no PEM": "hello", "no key": certificate, "half": string(ours[:len(ours)/2]),
		"another's key": certificate + "-----BEGIN PRIVATE" + key,
	} {
		folder := t.TempDir()
		file := filepath.Join(folder, "authority-1.pem")
		if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := authority.Open(options(folder, today)); err == nil || !strings.Contains(err.Error(), file) {
			t.Errorf("%s: %v", name, err)
		}
		if kept, err := os.ReadFile(file); err != nil || string(kept) != content {
			t.Errorf("%s: it was changed (%v)", name, err)
		}
	}
}

// TestRenewed: another authority takes the place of one that ends within a year,
// or that may not speak for a host.
func TestRenewed(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	first := trusted(t, open(t, folder, today))
	if !trusted(t, open(t, folder, first.NotAfter.Add(-366*day))).Equal(first) {
		t.Error("it is replaced too early")
	}
	late := first.NotAfter.Add(-364 * day)
	second := trusted(t, open(t, folder, late))
	if second.Equal(first) || !second.NotAfter.After(late.Add(9*365*day)) {
		t.Errorf("it is not replaced before its end: it ends %s", second.NotAfter)
	}
	if !trusted(t, open(t, folder, late)).Equal(second) {
		t.Error("it is replaced twice")
	}
	more := options(folder, late)
	more.Hosts = append(more.Hosts[:len(more.Hosts):len(more.Hosts)], "new.example")
	third, err := authority.Open(more)
	if err != nil {
		t.Fatal(err)
	}
	if trusted(t, third).Equal(second) || !third.Permits("new.example") {
		t.Error("a host more, and no authority for it")
	}
}

// TestMadeByTwoAtOnce: whoever opens a folder first, all have one authority, at
// first and when it is renewed.
func TestMadeByTwoAtOnce(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	for _, at := range []time.Time{today, today.Add(3600 * day)} {
		const openers = 20
		var all sync.WaitGroup
		opened := make([]*authority.Authority, openers)
		for i := range opened {
			all.Go(func() {
				var err error
				if opened[i], err = authority.Open(options(folder, at)); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		if t.Failed() {
			return
		}
		certificate := trusted(t, opened[0])
		for i, a := range opened {
			leaf, err := a.Forge("localhost")
			if err != nil {
				t.Fatal(err)
			}
			if err := leaf.Leaf.CheckSignatureFrom(certificate); err != nil {
				t.Errorf("opener %d signs with another key than clients trust: %v", i, err)
			}
		}
	}
}

func TestNoFolder(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := authority.Open(options(filepath.Join(file, "candybar"), today)); err == nil || !strings.Contains(err.Error(), "cannot be made") {
		t.Errorf("%v", err)
	}
}
