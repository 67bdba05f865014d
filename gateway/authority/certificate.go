package authority

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"fmt"
	"math/big"
	"net"
	"net/netip"
	"slices"
	"strings"
	"time"
)

// ownName is what this machine is called by itself.
const ownName = "localhost"

// ownNetworks are the addresses that an authority may speak for: loopback, and
// networks that are nobody's in public (RFC 1918, 6598, 3927 and 4193).
var ownNetworks = []string{
	"127.0.0.0/8", "::1/128",
	"10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "169.254.0.0/16",
	"fc00::/7", "fe80::/10",
}

// The kinds of block in an authority's file.
const (
	certificateBlock = "CERTIFICATE"
	keyBlock         = "PRIVATE KEY"
)

// newAuthority makes a certificate that signs itself, and its key, as PEM.
func newAuthority(hosts []string, now time.Time) ([]byte, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	networks, err := networks()
	if err != nil {
		return nil, err
	}
	template := &x509.Certificate{
		SerialNumber:          serial(),
		Subject:               pkix.Name{CommonName: "candybar local CA"},
		NotBefore:             now.Add(-skew),
		NotAfter:              now.Add(life),
		IsCA:                  true,
		BasicConstraintsValid: true,
		MaxPathLenZero:        true,
		KeyUsage:              x509.KeyUsageCertSign,

		PermittedDNSDomainsCritical: true,
		PermittedDNSDomains:         append([]string{ownName}, hosts...),
		PermittedIPRanges:           networks,
	}
	signed, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		return nil, err
	}
	secret, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return nil, err
	}
	return append(certificatePEM(signed), pem.EncodeToMemory(&pem.Block{Type: keyBlock, Bytes: secret})...), nil
}

func networks() ([]*net.IPNet, error) {
	parsed := make([]*net.IPNet, len(ownNetworks))
	for i, network := range ownNetworks {
		_, ip, err := net.ParseCIDR(network)
		if err != nil {
			return nil, err
		}
		parsed[i] = ip
	}
	return parsed, nil
}

func certificatePEM(signed []byte) []byte {
	return pem.EncodeToMemory(&pem.Block{Type: certificateBlock, Bytes: signed})
}

// serial is a certificate's number: 127 random bits, so that no two are alike.
func serial() *big.Int {
	var bits [16]byte
	// crypto/rand.Read never fails.
	_, _ = rand.Read(bits[:])
	bits[0] &= 0x7f
	return new(big.Int).SetBytes(bits[:])
}

// decode reads what newAuthority wrote.
func decode(content []byte) (*x509.Certificate, *ecdsa.PrivateKey, error) {
	first, rest := pem.Decode(content)
	second, _ := pem.Decode(rest)
	if first == nil || second == nil || first.Type != certificateBlock || second.Type != keyBlock {
		return nil, nil, errors.New("it is not a certificate and its key")
	}
	certificate, err := x509.ParseCertificate(first.Bytes)
	if err != nil {
		return nil, nil, err
	}
	read, err := x509.ParsePKCS8PrivateKey(second.Bytes)
	if err != nil {
		return nil, nil, err
	}
	key, isECDSA := read.(*ecdsa.PrivateKey)
	if !isECDSA || !key.PublicKey.Equal(certificate.PublicKey) {
		return nil, nil, errors.New("the key is not that of the certificate")
	}
	return certificate, key, nil
}

// speaksFor reports whether the authority may sign for all of these hosts.
func (a *Authority) speaksFor(hosts []string) bool {
	return !slices.ContainsFunc(hosts, func(host string) bool { return !a.Permits(host) })
}

// Permits reports whether the authority may sign for a name or an address.
func (a *Authority) Permits(host string) bool {
	if address, err := netip.ParseAddr(host); err == nil {
		ip := net.IP(address.Unmap().WithZone("").AsSlice())
		return slices.ContainsFunc(a.certificate.PermittedIPRanges, func(network *net.IPNet) bool { return network.Contains(ip) })
	}
	host = strings.ToLower(host)
	return slices.ContainsFunc(a.certificate.PermittedDNSDomains, func(domain string) bool {
		return host == domain || strings.HasSuffix(host, "."+domain)
	})
}

// ForbiddenError is a host that the authority may not sign for.
type ForbiddenError struct{ Host string }

func (e *ForbiddenError) Error() string {
	return fmt.Sprintf("the local CA may not speak for %s: it has this machine's names, private networks and the providers' hosts alone", e.Host)
}
