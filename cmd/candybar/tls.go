package main

import (
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"candybar/gateway/authority"
	"candybar/gateway/server"
)

// openAuthority opens the user's local CA, or makes it.
func openAuthority() (*authority.Authority, error) {
	configs, err := os.UserConfigDir()
	if err != nil {
		return nil, failed(exitCannotRun, fmt.Errorf("there is no folder for the local CA: %w", err)).hint("set HOME or XDG_CONFIG_HOME")
	}
	opened, err := authority.Open(authority.Options{Folder: filepath.Join(configs, "candybar"), Hosts: server.ProviderHosts()})
	var exposed *authority.ExposedError
	switch {
	case errors.As(err, &exposed):
		return nil, failed(exitCannotRun, err).hint("%s", exposed.Hint())
	case err != nil:
		return nil, failed(exitCannotRun, err)
	}
	return opened, nil
}

// tellTrust says how clients come to trust a gateway that speaks TLS, and how
// those with a provider's address built in come to it.
func tellTrust(talk io.Writer, running *server.Server, signer *authority.Authority) {
	file := signer.Certificate()
	fmt.Fprintf(talk, "candybar: its certificates are by the local CA in %s; trust it in\n", file)
	fmt.Fprintf(talk, "  curl                  --cacert %s\n", file)
	fmt.Fprintf(talk, "  Node, Python, others  export NODE_EXTRA_CA_CERTS=%[1]s REQUESTS_CA_BUNDLE=%[1]s SSL_CERT_FILE=%[1]s\n", file)
	fmt.Fprintf(talk, "  PHP                   php -d openssl.cafile=%[1]s -d curl.cainfo=%[1]s\n", file)
	address, err := url.Parse(running.URL())
	if err != nil {
		return
	}
	fmt.Fprintf(talk, "candybar: clients that have a provider's address built in come here by a line in %s:\n", hostsFile())
	fmt.Fprintf(talk, "%s %s\n", address.Hostname(), strings.Join(server.ProviderHosts(), " "))
	if address.Port() != "443" {
		fmt.Fprintf(talk, "candybar: hint: they call port 443, and this is %s: start with --listen %s:443, or have the system redirect the port\n",
			address.Port(), address.Hostname())
	}
}

// hostsFile is where this system has host names of its own.
func hostsFile() string {
	if runtime.GOOS == "windows" {
		return `C:\Windows\System32\drivers\etc\hosts`
	}
	return "/etc/hosts"
}
