package server

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/netip"

	"candybar/gateway/authority"
	"candybar/providers/inoti"
	"candybar/providers/intouchpay"
	"candybar/providers/ipayy"
)

// ProviderHosts are the hosts of the providers that a server stands for: what an
// authority has to speak for besides this machine.
func ProviderHosts() []string {
	return []string{inoti.Host, ipayy.Host, intouchpay.Host, intouchpay.SandboxHost}
}

// speakTLS has what connects to listener speak TLS. Listen is what was asked for,
// whose host is certified as well. The listener is closed on an error, which may be
// an *authority.ForbiddenError.
func speakTLS(listener net.Listener, signer *authority.Authority, listen string) (net.Listener, error) {
	names, err := names(listener.Addr(), listen, signer)
	if err != nil {
		return nil, errors.Join(err, listener.Close())
	}
	config, err := signer.Server(names...)
	if err != nil {
		return nil, errors.Join(err, listener.Close())
	}
	return tls.NewListener(listener, config), nil
}

// names are what a server is called by its clients: the host it was told to
// listen on and the address that is; where that is every address, those of this
// machine that the authority may speak for.
func names(address net.Addr, listen string, signer *authority.Authority) ([]string, error) {
	at, err := netip.ParseAddrPort(address.String())
	if err != nil {
		return nil, fmt.Errorf("the address %s cannot be certified: %w", address, err)
	}
	if !at.Addr().IsUnspecified() {
		host, _, err := net.SplitHostPort(listen)
		return []string{at.Addr().String(), host}, err
	}
	interfaces, err := net.InterfaceAddrs()
	if err != nil {
		return nil, fmt.Errorf("the addresses of this machine are not known: %w", err)
	}
	var names []string
	for _, address := range interfaces {
		prefix, err := netip.ParsePrefix(address.String())
		if err == nil && signer.Permits(prefix.Addr().String()) {
			names = append(names, prefix.Addr().String())
		}
	}
	return names, nil
}

// demoClient is how the demo shop asks GetPayments of a server that speaks TLS;
// nil is a plain client.
func demoClient(roots *x509.CertPool) *http.Client {
	if roots == nil {
		return nil
	}
	return &http.Client{Transport: &http.Transport{
		TLSClientConfig: &tls.Config{RootCAs: roots},
		IdleConnTimeout: DefaultIdleTime,
	}}
}

// complaints is a log for net/http, which writes to standard error where it has
// none: over the phone, there.
func complaints(wanted *log.Logger) *log.Logger {
	if wanted != nil {
		return wanted
	}
	return log.New(io.Discard, "", 0)
}
