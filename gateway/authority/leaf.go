package authority

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"fmt"
	"net"
	"net/netip"
	"slices"
	"sync"
	"time"
)

const (
	// leafLife is how long a leaf lives, leafRenewal how long before its end a new
	// one is made.
	leafLife    = 7 * 24 * time.Hour
	leafRenewal = 24 * time.Hour
)

// Server is how a server speaks TLS as localhost, loopback, the authority's hosts
// and the addresses and names that it is given. The protocol above is HTTP/1.1.
// The error is a *ForbiddenError where one of them is out of bounds.
func (a *Authority) Server(names ...string) (*tls.Config, error) {
	for _, name := range names {
		if !a.Permits(name) {
			return nil, &ForbiddenError{Host: name}
		}
	}
	l := &leaf{authority: a, names: slices.Concat([]string{ownName, "127.0.0.1", "::1"}, a.hosts, names)}
	if _, err := l.current(nil); err != nil {
		return nil, err
	}
	return &tls.Config{
		MinVersion:     tls.VersionTLS12,
		NextProtos:     []string{"http/1.1"},
		GetCertificate: l.current,
	}, nil
}

// leaf is a server's certificate, made anew before it ends.
type leaf struct {
	authority *Authority
	names     []string

	mu     sync.Mutex
	signed *tls.Certificate
}

// current is the certificate for any client that asks.
func (l *leaf) current(*tls.ClientHelloInfo) (*tls.Certificate, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.authority.now()
	if l.signed != nil && l.signed.Leaf.NotAfter.Sub(now) > leafRenewal {
		return l.signed, nil
	}
	signed, err := l.authority.sign(l.names, now)
	if err != nil {
		return nil, fmt.Errorf("no certificate can be made: %w", err)
	}
	l.signed = signed
	return signed, nil
}

// sign makes a certificate for a server.
func (a *Authority) sign(names []string, now time.Time) (*tls.Certificate, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	template := &x509.Certificate{
		SerialNumber:          serial(),
		Subject:               pkix.Name{CommonName: "candybar gateway"},
		NotBefore:             now.Add(-skew),
		NotAfter:              now.Add(leafLife),
		BasicConstraintsValid: true,
		KeyUsage:              x509.KeyUsageDigitalSignature,
		ExtKeyUsage:           []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	for _, name := range names {
		if address, err := netip.ParseAddr(name); err == nil {
			template.IPAddresses = append(template.IPAddresses, net.IP(address.Unmap().WithZone("").AsSlice()))
		} else {
			template.DNSNames = append(template.DNSNames, name)
		}
	}
	signed, err := x509.CreateCertificate(rand.Reader, template, a.certificate, &key.PublicKey, a.key)
	if err != nil {
		return nil, err
	}
	parsed, err := x509.ParseCertificate(signed)
	if err != nil {
		return nil, err
	}
	return &tls.Certificate{Certificate: [][]byte{signed}, PrivateKey: key, Leaf: parsed}, nil
}
