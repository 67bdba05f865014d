package gateway

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"syscall"
	"time"

	"candybar/gateway/session"
	"candybar/phone/text"
)

const (
	// maxBody bounds a reply in octets: four hundred times what USSD carries.
	maxBody = 64 << 10
	// idleConnection is how long a connection is kept for the next turn. Within
	// it a handler that closes idle connections at its leisure does not get in
	// the way of a request; a person thinks longer and has a fresh connection.
	idleConnection = time.Second
	// lateLimit is how long a reply is waited for after the phone gave up.
	lateLimit = 45 * time.Second
)

// userAgent is what handlers see of the gateway.
const userAgent = "candybar"

// newTransport makes what asks handlers. It is used without an http.Client, so
// that no redirect is followed; one RoundTrip is one request on the wire at the
// most: no other protocol is tried, nothing decompressed, and see emptyBody about
// retries. Nil roots are the system's.
func newTransport(connect time.Duration, roots *x509.CertPool) *http.Transport {
	var http1 http.Protocols
	http1.SetHTTP1(true)
	dialer := &net.Dialer{Timeout: connect}
	return &http.Transport{
		Proxy:                  http.ProxyFromEnvironment,
		DialContext:            dialer.DialContext,
		TLSHandshakeTimeout:    connect,
		TLSClientConfig:        &tls.Config{RootCAs: roots},
		Protocols:              &http1,
		DisableCompression:     true,
		IdleConnTimeout:        idleConnection,
		MaxIdleConns:           0,
		MaxIdleConnsPerHost:    256,
		MaxResponseHeaderBytes: maxBody,
	}
}

// emptyBody is a body that net/http cannot rewind. It retries a GET without a
// body by itself when a reused connection was cut, which would make two
// requests of one key press; with this body it does not, and sends no header
// about it either.
func emptyBody() io.ReadCloser { return io.NopCloser(strings.NewReader("")) }

// identity says how emptyBody is sent: as it is. Else net/http would look in a
// goroutine of its own whether there is anything in it. Nothing of it is on the
// wire.
var identity = []string{"identity"}

// requestHeader is that of every request; nothing changes it.
var requestHeader = http.Header{"User-Agent": {userAgent}}

// newRequest is the GET that asks a handler. A user name and password in its
// address become Basic authentication.
func newRequest(to *url.URL) *http.Request {
	request := &http.Request{
		Method: http.MethodGet,
		URL:    to,
		Host:   to.Host,
		Header: requestHeader,
		Body:   emptyBody(),

		TransferEncoding: identity,
	}
	if to.User != nil {
		password, _ := to.User.Password()
		request.Header = requestHeader.Clone()
		request.SetBasicAuth(to.User.Username(), password)
	}
	return request
}

// reply is what came back on the wire.
type reply struct {
	// status is 0 where no reply began.
	status int
	header http.Header
	// body is at most one octet more than maxBody.
	body []byte
	took time.Duration
	// broken is why there is no whole reply; its Kind is NoCause where there is.
	broken session.Cause
}

// exchange makes one request and reads what comes back.
func exchange(ctx context.Context, transport *http.Transport, request *http.Request) reply {
	began := time.Now()
	response, err := transport.RoundTrip(request.WithContext(ctx))
	if err != nil {
		return reply{took: time.Since(began), broken: whyBroken(err)}
	}
	defer response.Body.Close()
	r := reply{status: response.StatusCode, header: response.Header}
	r.body, err = io.ReadAll(io.LimitReader(response.Body, maxBody+1))
	r.took = time.Since(began)
	if err != nil {
		r.broken = whyBroken(err)
	}
	return r
}

// whyBroken names what went wrong below HTTP.
func whyBroken(err error) session.Cause {
	var (
		opError  *net.OpError
		dnsError *net.DNSError
		notTLS   tls.RecordHeaderError
		badCert  *tls.CertificateVerificationError
	)
	switch {
	case refused(err):
		return session.Cause{Kind: session.Refused, Detail: "nothing listens at the handler's address: connection refused"}
	case errors.As(err, &dnsError):
		return session.Cause{Kind: session.Unreachable, Detail: "the handler's host name was not found: " + dnsError.Name}
	case errors.As(err, &notTLS), errors.As(err, &badCert), errors.Is(err, http.ErrSchemeMismatch):
		return session.Cause{Kind: session.Unreachable, Detail: "no TLS connection to the handler: " + bare(err)}
	case errors.As(err, &opError) && opError.Op == "dial" && opError.Timeout():
		return session.Cause{Kind: session.Unreachable, Detail: "no connection to the handler within the time to connect"}
	case errors.As(err, &opError) && opError.Op == "dial":
		return session.Cause{Kind: session.Unreachable, Detail: "no connection to the handler: " + bare(err)}
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		return session.Cause{Kind: session.Timeout, Detail: "the handler never answered"}
	case strings.Contains(err.Error(), "headers exceeded"):
		return session.Cause{Kind: session.TooLong, Detail: fmt.Sprintf("the reply's headers are longer than %d octets", maxBody)}
	case strings.Contains(err.Error(), "malformed HTTP"):
		return session.Cause{Kind: session.NotHTTP, Detail: "what answered does not speak HTTP"}
	case strings.Contains(err.Error(), "malformed MIME header"):
		return session.Cause{Kind: session.Cut, Detail: "the reply's headers break off, or are none"}
	default:
		return session.Cause{Kind: session.Cut, Detail: "the handler cut the connection: " + bare(err)}
	}
}

// wsaConnRefused is Windows' number for a refused connection.
const wsaConnRefused = syscall.Errno(10061)

func refused(err error) bool {
	return errors.Is(err, syscall.ECONNREFUSED) || errors.Is(err, wsaConnRefused)
}

// bare is what an error says, cleaned, since it may quote the other side.
func bare(err error) string {
	clean, _ := text.Clean(err.Error())
	return clean
}
