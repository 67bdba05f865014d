package gateway_test

import (
	"strings"
	"testing"

	"candybar/gateway"
	"candybar/gateway/ledger"
	"candybar/phone/number"
)

// A link is known by its whole address and its token.
func TestPromptOf(t *testing.T) {
	t.Parallel()
	const address = "http://127.0.0.1:6655"
	books := ledger.New(ledger.NewMemory())
	g := gateway.New(gateway.Options{Ledger: books, Address: address})
	defer g.Close()
	invoice := ledger.Invoice{
		ID: 100_000_001, Token: "0123456789abcdef", Yours: "F-1", Phone: number.Iran.Example(), Session: "s",
		Call: "*1", Handler: "http://127.0.0.1:1", Price: 5, PayBy: ledger.Inoti, Outcome: ledger.OnTime,
	}
	if _, err := books.Request(invoice); err != nil {
		t.Fatal(err)
	}
	link := address + gateway.PayPath + invoice.Token
	if prompt, ok := g.PromptOf(link); !ok || prompt != gateway.PayPrompt(invoice.ID) {
		t.Errorf("the prompt is %q %t", prompt, ok)
	}
	for _, other := range []string{"", link + "0", strings.Replace(link, "6655", "6656", 1), address + "/api/pay/" + invoice.Token, gateway.PayPath + invoice.Token} {
		if prompt, ok := g.PromptOf(other); ok {
			t.Errorf("%s: the prompt is %q", other, prompt)
		}
	}
	nowhere := gateway.New(gateway.Options{Ledger: books})
	defer nowhere.Close()
	if _, ok := nowhere.PromptOf(gateway.PayPath + invoice.Token); ok {
		t.Error("a gateway without an address knows a link")
	}
}
