// Package server puts a gateway on a port: one address serves the control API,
// the page behind payment links, iNoti's GetPayments and the demo shop.
//
// It is here, and not in the commands, because every driver that needs a
// gateway starts one the same way. The demo shop is a handler like any other: it
// is asked over HTTP, at this server's own address.
//
// # Limits
//
// Whoever connects may send nonsense, too much, or nothing at all, and costs the
// server no more than this (limits.go has the numbers and why):
//
//   - A header has 64 KiB and 10 s to come: more is 431, and later the connection is
//     closed. A whole request has 30 s, and its connection another 60 s for the next.
//   - A body has what its reader reads: 4 KiB on the pay page and 64 KiB in the control
//     API and a callback, where more is 413; 64 KiB at iPayy and IntouchPay, and 1 MiB
//     at iNoti, which say so in their own manner. Nobody reads more than 1 MiB.
//   - An answer has 30 s to be read, from its first octet on, and so has each piece of
//     a stream. A call that waits, for a handler or for an event, has all its time: a
//     long poll 60 s, a stream no end.
//   - Of 700 connections that let the server wait the one that has done so longest
//     gives way to a new one (connections.go), so whoever sends his request and reads
//     the answer is served however many others do not. One that waits for the server
//     gives way to nobody.
//   - Of events and memory: see packages gateway/event and gateway/control.
package server

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log"
	"net"
	"net/http"
	"net/netip"

	"candybar/gateway"
	"candybar/gateway/authority"
	"candybar/gateway/control"
	"candybar/gateway/demoshop"
	"candybar/gateway/paypage"
	"candybar/phone/number"
	"candybar/providers/inoti"
	"candybar/providers/intouchpay"
	"candybar/providers/ipayy"
)

// DemoPath is where the demo shop answers.
const DemoPath = "/demoshop"

// Options are what a server is made of.
type Options struct {
	// Gateway is the gateway's. Where it has no route at all, the demo shop
	// answers its code.
	Gateway gateway.Options
	// Home is the country whose national numbers are understood.
	Home number.Country
	// Listen is where, as host:port; port 0 is any free one.
	Listen string
	// OrAnyPort takes a free port of the same host where that one is taken.
	OrAnyPort bool
	// Inoti is how GetPayments is set up; empty credentials are the defaults.
	Inoti inoti.Settings
	// IPayy and IntouchPay are how those are set up; empty credentials are the
	// defaults. The gateway's merchants have the same credentials, and the server
	// itself for a provider where they name no other.
	IPayy      ipayy.Settings
	IntouchPay intouchpay.Settings
	// Token guards the control API. Beyond loopback one is made where it is
	// empty.
	Token string
	// Limits are what whoever connects may cost.
	Limits Limits
	// Authority makes the server speak TLS, with its certificates; nil is plain
	// HTTP.
	Authority *authority.Authority
	// Complaints are about connections, such as that of a client that does not
	// trust the authority; nil keeps quiet.
	Complaints *log.Logger
}

// Server is a gateway on a port.
type Server struct {
	gateway *gateway.Gateway
	demo    *demoshop.Shop
	server  *http.Server
	address net.Addr
	scheme  string
	token   string
	moved   bool
	// hangUp ends the calls that live as long as their client wants.
	hangUp context.CancelFunc
}

// Start listens and serves. The error says which address could not be had.
func Start(options Options) (*Server, error) {
	listener, moved, err := listen(options.Listen, options.OrAnyPort)
	if err != nil {
		return nil, err
	}
	s := &Server{address: listener.Addr(), scheme: "http", token: options.Token, moved: moved}
	if options.Authority != nil {
		s.scheme = "https"
		options.Gateway.Roots = options.Authority.Roots()
		if listener, err = speakTLS(listener, options.Authority, options.Listen); err != nil {
			return nil, err
		}
	}
	if s.token == "" && !s.loopback() {
		s.token = rand.Text()
	}
	if len(options.Gateway.Routes) == 0 {
		demo, err := gateway.NewRoute(demoshop.Code, s.URL()+DemoPath)
		if err != nil {
			return nil, errors.Join(err, listener.Close())
		}
		options.Gateway.Routes = []gateway.Route{demo}
	}
	options.Inoti = withDefaults(options.Inoti)
	options.IPayy = withIPayyDefaults(options.IPayy)
	options.IntouchPay = withIntouchPayDefaults(options.IntouchPay)
	options.Gateway.Address = s.URL()
	options.Gateway.Merchants = s.merchants(options)
	s.gateway = gateway.New(options.Gateway)
	calls, hangUp := context.WithCancel(context.Background())
	s.hangUp = hangUp
	routes, err := s.routes(options)
	if err != nil {
		s.gateway.Close()
		return nil, errors.Join(err, listener.Close())
	}
	s.server = limited(options.Limits, s.withInoti(options.Inoti, routes))
	s.server.ErrorLog = complaints(options.Complaints)
	s.server.BaseContext = func(net.Listener) context.Context { return calls }
	// Who connects meanwhile waits, since the address listens already.
	if err := s.gateway.Resume(); err != nil {
		s.Close()
		return nil, errors.Join(err, listener.Close())
	}
	go s.server.Serve(listener) //nolint:errcheck // it always ends with ErrServerClosed, by Close
	return s, nil
}

func listen(address string, orAnyPort bool) (listener net.Listener, moved bool, err error) {
	listener, err = net.Listen("tcp", address)
	if err == nil {
		return listener, false, nil
	}
	host, _, split := net.SplitHostPort(address)
	if orAnyPort && split == nil {
		if listener, again := net.Listen("tcp", net.JoinHostPort(host, "0")); again == nil {
			return listener, true, nil
		}
	}
	return nil, false, fmt.Errorf("the gateway cannot listen on %s: %w", address, err)
}

// defaultSupport is whom iPayy's SMS names where nobody else is.
const defaultSupport = "help@example.com"

// merchants are how the gateway asks the providers for money: here, unless the
// options say where.
func (s *Server) merchants(options Options) gateway.Merchants {
	merchants := options.Gateway.Merchants
	merchants.IPayy.Base = cmp.Or(merchants.IPayy.Base, s.URL())
	merchants.IPayy.MerchantKey, merchants.IPayy.ApplicationKey = options.IPayy.MerchantKey, options.IPayy.ApplicationKey
	if merchants.Support == (ipayy.Support{}) {
		merchants.Support.Email = defaultSupport
	}
	merchants.IntouchPay.Base = cmp.Or(merchants.IntouchPay.Base, s.URL()+"/api")
	merchants.IntouchPay.Username, merchants.IntouchPay.AccountNo = options.IntouchPay.Username, options.IntouchPay.AccountNo
	merchants.IntouchPay.PartnerPassword = options.IntouchPay.PartnerPassword
	return merchants
}

func (s *Server) routes(options Options) (http.Handler, error) {
	intouch, err := intouchPayServer(options.IntouchPay, s.gateway)
	if err != nil {
		return nil, err
	}
	mux := http.NewServeMux()
	mux.Handle(control.Prefix, control.New(control.Options{Gateway: s.gateway, Home: options.Home, Token: s.token}))
	mux.Handle(gateway.PayPath, paypage.New(gateway.PayPath, s.gateway))
	mux.Handle(ipayyPrefix, s.guarded(ipayyServer(options.IPayy, s.gateway), ipayy.Host))
	mux.Handle(intouchPayPrefix, s.guarded(intouch, intouchpay.Host, intouchpay.SandboxHost))
	mux.Handle("POST "+gateway.IntouchPayCallbackPath, intouchPayReports(options.IntouchPay, s.gateway))
	s.demo = demoshop.New(demoshop.Options{
		GetPayments: s.URL() + inoti.ServicePath,
		Username:    options.Inoti.Username, Password: options.Inoti.Password, CodeName: options.Inoti.CodeName,
		Client: demoClient(options.Gateway.Roots),
	})
	mux.Handle(DemoPath, s.guarded(s.demo))
	return mux, nil
}

// Attach puts a phone on the network as if it had never been there, as
// gateway.Attach does, and lets the demo shop forget it.
func (s *Server) Attach(phone number.Number, options gateway.Options) (*gateway.Line, error) {
	s.demo.Forget(phone.National())
	return s.gateway.Attach(phone, options)
}

// Gateway is the gateway that is served.
func (s *Server) Gateway() *gateway.Gateway { return s.gateway }

// URL is the server's address, http://127.0.0.1:6655, or https where it speaks
// TLS. Where it listens on every
// interface the address is this machine's to itself.
func (s *Server) URL() string {
	host, port, err := net.SplitHostPort(s.address.String())
	if err != nil {
		return s.scheme + "://" + s.address.String()
	}
	if address, err := netip.ParseAddr(host); err == nil && address.IsUnspecified() {
		host = "127.0.0.1"
	}
	return s.scheme + "://" + net.JoinHostPort(host, port)
}

// Token is what the control API wants; empty on loopback, unless one was set.
func (s *Server) Token() string { return s.token }

// Moved reports whether the port that was asked for was taken.
func (s *Server) Moved() bool { return s.moved }

func (s *Server) loopback() bool {
	address, err := netip.ParseAddrPort(s.address.String())
	return err == nil && address.Addr().IsLoopback()
}

// Close ends every session and stops serving. It gives calls that are under
// way a moment to end.
func (s *Server) Close() {
	s.gateway.Close()
	s.hangUp()
	ctx, cancel := context.WithTimeout(context.Background(), goodbye)
	defer cancel()
	if err := s.server.Shutdown(ctx); err != nil {
		s.server.Close()
	}
}
