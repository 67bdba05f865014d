package gateway

import (
	"context"
	"errors"
	"net"
	"net/url"

	"candybar/gateway/session"
	"candybar/providers/inoti"
)

// NewExchanges lets a benchmark make the gateway's exchanges with a handler,
// one for each call string.
func NewExchanges(handler string) (func(call string) error, error) {
	to, err := url.Parse(handler)
	if err != nil {
		return nil, err
	}
	limits := session.Default.Limits()
	transport := newTransport(limits.Connect, nil)
	return func(call string) error {
		ctx, cancel := context.WithTimeout(context.Background(), limits.Answer+lateLimit)
		defer cancel()
		address := inoti.Request{Mobile: "09121234567", SessionID: "3f2a", Call: call}.URL(to)
		if came := exchange(ctx, transport, newRequest(address)); came.status != 200 {
			return errors.New(came.broken.Detail)
		}
		return nil
	}, nil
}

// Through makes a gateway reach its handlers by dial instead of the network.
func Through(g *Gateway, dial func(ctx context.Context, network, address string) (net.Conn, error)) {
	g.transport.DialContext = dial
}
