package authority_test

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"os/exec"
	"testing"
	"time"

	"candybar/gateway/authority"
)

// TestServerNames: a client that trusts the authority is answered under every name
// that a server has, and believes no other.
func TestServerNames(t *testing.T) {
	t.Parallel()
	a := open(t, t.TempDir(), time.Now())
	config, err := a.Server("192.168.7.8", "fe80::1%eth0", "deep.pay.example")
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewUnstartedServer(http.NotFoundHandler())
	server.Listener = tls.NewListener(server.Listener, config)
	server.Start()
	t.Cleanup(server.Close)
	for name, right := range map[string]bool{
		"localhost": true, "127.0.0.1": true, "::1": true, "192.168.7.8": true, "fe80::1": true,
		"pay.example": true, "www.shop.example": true, "deep.pay.example": true,
		"shop.example": false, "192.168.7.9": false, "evil.example": false,
	} {
		conn, err := tls.Dial("tcp", server.Listener.Addr().String(), &tls.Config{RootCAs: a.Roots(), ServerName: name})
		if err == nil {
			_ = conn.Close()
		}
		if (err == nil) != right {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := tls.Dial("tcp", server.Listener.Addr().String(), &tls.Config{ServerName: "localhost"}); err == nil {
		t.Error("a client that does not trust the authority believes it")
	}
}

// TestOutOfBounds: a server gets no name that the authority may not speak for.
func TestOutOfBounds(t *testing.T) {
	t.Parallel()
	a := open(t, t.TempDir(), today)
	for _, name := range []string{"evil.example", "example", "ay.example", "localhost.example", "8.8.8.8", "2001:db8::1", ""} {
		_, err := a.Server(name)
		var forbidden *authority.ForbiddenError
		if !errors.As(err, &forbidden) || forbidden.Host != name {
			t.Errorf("%q: %v", name, err)
		}
	}
	for _, name := range []string{"PAY.example", "10.1.2.3", "172.31.0.1", "::ffff:127.0.0.1", "fd00::1"} {
		if _, err := a.Server(name); err != nil {
			t.Errorf("%q: %v", name, err)
		}
	}
}

// TestLeakedKey: with the authority's key nobody can pass for a site of the web,
// in Go's eyes and in those of curl.
func TestLeakedKey(t *testing.T) {
	t.Parallel()
	a := open(t, t.TempDir(), time.Now())
	roots := x509.NewCertPool()
	roots.AddCert(trusted(t, a))
	for _, name := range []string{"bank.example", "8.8.8.8"} {
		forged, err := a.Forge(name, "localhost")
		if err != nil {
			t.Fatal(err)
		}
		for _, asked := range []string{name, "localhost"} {
			_, err := forged.Leaf.Verify(x509.VerifyOptions{DNSName: asked, Roots: roots})
			var invalid x509.CertificateInvalidError
			if !errors.As(err, &invalid) || invalid.Reason != x509.CANotAuthorizedForThisName {
				t.Errorf("a certificate for %s, asked for %s: %v", name, asked, err)
			}
		}
	}
	t.Run("curl", func(t *testing.T) {
		t.Parallel()
		if exec.Command("curl", "--version").Run() != nil {
			t.Skip("install Debian's curl")
		}
		for name, right := range map[string]bool{"pay.example": true, "bank.example": false} {
			forged, err := a.Forge(name)
			if err != nil {
				t.Fatal(err)
			}
			server := httptest.NewUnstartedServer(http.NotFoundHandler())
			server.Listener = tls.NewListener(server.Listener, &tls.Config{Certificates: []tls.Certificate{*forged}})
			server.Start()
			t.Cleanup(server.Close)
			_, port, err := net.SplitHostPort(server.Listener.Addr().String())
			if err != nil {
				t.Fatal(err)
			}
			said, err := exec.Command("curl", "--silent", "--show-error", "--cacert", a.Certificate(),
				"--resolve", name+":"+port+":127.0.0.1", "https://"+name+":"+port+"/").CombinedOutput()
			if (err == nil) != right {
				t.Errorf("%s: %v\n%s", name, err, said)
			}
		}
	})
}

// TestLeafIsRenewed: a server that runs for long never shows a certificate that
// ended.
func TestLeafIsRenewed(t *testing.T) {
	t.Parallel()
	now := today
	a, err := authority.Open(authority.Options{Folder: t.TempDir(), Hosts: hosts, Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	config, err := a.Server()
	if err != nil {
		t.Fatal(err)
	}
	made := make(map[string]bool)
	for range 60 {
		leaf, err := config.GetCertificate(nil)
		if err != nil {
			t.Fatal(err)
		}
		if left := leaf.Leaf.NotAfter.Sub(now); left < 12*time.Hour || leaf.Leaf.NotBefore.After(now) {
			t.Fatalf("on %s the certificate has %s left", now, left)
		}
		made[leaf.Leaf.SerialNumber.String()] = true
		now = now.Add(12 * time.Hour)
	}
	if len(made) != 5 {
		t.Errorf("%d certificates in 30 days, want 5", len(made))
	}
}
