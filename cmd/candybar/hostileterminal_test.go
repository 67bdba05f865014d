package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"path/filepath"
	"strings"
	"testing"

	"candybar/gateway/server"
	"candybar/phone/number"
	"candybar/phone/text/hostile"
	"candybar/providers/inoti"
)

// siege is the terminal phone, its gateway, and whoever attacks both.
type siege struct {
	*watch
	t    *testing.T
	term *terminal
	url  string
}

// hostileTerminal attacks the phone on a terminal, by the handler, the control API,
// the providers and the keyboard, and looks at all octets that the terminal gets.
func hostileTerminal(t *testing.T, w *watch) {
	for _, bidi := range []string{"off", "visual"} {
		t.Run(bidi, func(t *testing.T) {
			t.Parallel()
			e, handler := startEvil(t)
			folder := t.TempDir()
			log, recording := filepath.Join(folder, "log"), filepath.Join(folder, "all.ussd")
			term := onTerminal(t, 80, 24, true, "--bidi", bidi, "--listen", "127.0.0.1:0", "--handler", handler, "--log", log, "--record", recording)
			term.await("dial a code")
			s := &siege{w, t, term, gatewayOf(term)}
			s.screens(e)
			s.pushes()
			s.types()
			if bidi == "off" { // once: what follows is about no manner of drawing
				s.subscriber()
				s.providers()
				s.invoices(e)
			}
			s.api("GET", "phones/09121234567", nil)
			s.api("GET", "events?after=0", nil)
			s.api("GET", "invoices", nil)
			s.api("GET", "charges", nil)
			term.keys(ctrlC)
			if code := term.exit(); code != 0 {
				t.Errorf("exit code %d", code)
			}
			w.saw("terminal phone, --bidi " + bidi)
			if found := hostile.FoundOnTerminal(term.written(), bidi == "visual"); found != "" {
				t.Errorf("the terminal got %s", found)
			}
			w.json(t, "log", file(t, log))
			w.text(t, "recording", file(t, recording))
		})
	}
}

// api makes a call of the control API; what it answers must be harmless JSON.
func (s *siege) api(method, path string, body any) (answered string) {
	s.t.Helper()
	sent, err := json.Marshal(body)
	if err != nil {
		s.t.Fatal(err)
	}
	status, answered := s.send(method, s.url+"/candybar/v1/"+path, "application/json", string(sent))
	if status >= 500 {
		s.t.Errorf("%s %s: %d %s", method, path, status, answered)
	}
	s.json(s.t, "control API", answered)
	return answered
}

func (s *siege) send(method, to, kind, body string) (status int, answered string) {
	s.t.Helper()
	request, err := http.NewRequest(method, to, strings.NewReader(body))
	if err != nil {
		s.t.Fatal(err)
	}
	request.Header.Set("Content-Type", kind)
	request.SetBasicAuth(server.DefaultMerchantKey, server.DefaultApplicationKey)
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		s.t.Fatal(err)
	}
	defer answer.Body.Close()
	content, err := io.ReadAll(answer.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	return answer.StatusCode, string(content)
}

const ownPhone = "phones/09121234567"

// screens has each attack on the screen, and its exchange beside it.
func (s *siege) screens(e *evil) {
	s.api("POST", ownPhone+"/dial", map[string]string{"code": "*" + wayScreen + "#"})
	s.term.await("Which attack?")
	for i, attack := range e.attacks {
		if attack.IsText() {
			s.api("POST", ownPhone+"/send", map[string]string{"text": fmt.Sprint(i)})
			s.term.await(attack.Name)
		}
	}
	s.api("POST", ownPhone+"/cancel", nil)
	s.term.await("dial a code")
}

// pushes has the network push each attack.
func (s *siege) pushes() {
	for _, attack := range hostile.Attacks() {
		if attack.IsText() {
			s.api("POST", ownPhone+"/push", map[string]any{"text": attack.Line(), "reply": true})
			s.term.await(attack.Name)
			s.api("POST", ownPhone+"/cancel", nil)
		}
	}
	s.term.await("dial a code")
	s.by("network push")
}

// types pastes each attack into the field of the phone, as a terminal does it.
func (s *siege) types() {
	for _, attack := range hostile.Attacks() {
		if len(attack.Text) < 200 && !strings.Contains(attack.Text, "\x1b") {
			s.term.keys("\x1b[200~" + attack.Text + "\x1b[201~")
		}
	}
	s.by("paste")
}

// subscriber has each attack as the operator, as a code and as a handler.
func (s *siege) subscriber() {
	for _, attack := range hostile.Attacks() {
		s.api("PATCH", ownPhone, map[string]string{"operator": attack.Text})
		s.api("PATCH", ownPhone, map[string]string{"weather": attack.Text, "skin": attack.Text, "pin": attack.Text})
		s.api("POST", ownPhone+"/dial", map[string]string{"code": attack.Text})
		s.api("POST", ownPhone+"/dial", map[string]string{"code": "*9*" + attack.Text + "#"})
		s.api("POST", ownPhone+"/cancel", nil)
		s.api("POST", ownPhone+"/dial", map[string]string{"code": "*1#", "handler": attack.Text})
		s.api("POST", ownPhone+"/prompts/"+url.PathEscape(attack.Name), map[string]string{"answer": attack.Text, "otp": attack.Text})
		s.api("GET", "phones/"+url.PathEscape(attack.Text), nil)
		s.api("DELETE", "invoices/"+url.PathEscape(attack.Text), nil)
	}
	s.api("POST", ownPhone+"/cancel", nil)
	s.by("operator", "control API's body", "control API's path")
}

// providers has each attack in every field of the three providers' calls.
func (s *siege) providers() {
	india, rwanda := number.India.Example(), number.Rwanda.Example()
	for _, attack := range hostile.Attacks() {
		var cdata bytes.Buffer
		cdata.WriteString("<![CDATA[" + strings.ReplaceAll(attack.Line(), "]]>", "") + "]]>")
		a := cdata.String()
		token := "<request-token-id>" + attack.Name + "</request-token-id>"
		item := "<currency>INR</currency><item><item-details><price>1.00</price><item-id>" + a + "</item-id><item-name>" + a + "</item-name></item-details></item>"
		texts := "<configuration><content-text><success>" + a + "</success><failure>" + a + "</failure><lowbalance>" + a + "</lowbalance></content-text></configuration>"
		for _, body := range []string{
			"<consent-generate-otp-request>" + token + "<msisdn>" + india.National() + "</msisdn><operator-name>Airtel</operator-name>" + item + texts + "</consent-generate-otp-request>",
			"<consent-generate-otp-request><request-token-id>" + a + "</request-token-id><msisdn>" + a + "</msisdn><operator-name>" + a + "</operator-name>" + item + "</consent-generate-otp-request>",
			attack.Line(),
		} {
			s.send("POST", s.url+"/v001/c/consent/undiscovered/generate-otp", "application/xml", body)
		}
		form := url.Values{
			"username": {server.DefaultIntouchUsername}, "timestamp": {attack.Text}, "amount": {"100"}, "password": {attack.Text}, "mobilephone": {rwanda.Digits()},
			"requesttransactionid": {attack.Line()}, "accountno": {attack.Text}, "callbackurl": {"http://127.0.0.1:1/" + attack.Text}, "reason": {attack.Line()},
		}
		inJSON, err := json.Marshal(map[string]string{"requesttransactionid": attack.Line(), "username": attack.Text, "amount": attack.Text})
		if err != nil {
			s.t.Fatal(err)
		}
		for _, call := range []string{"requestpayment", "requestdeposit", "getbalance", "gettransactionstatus"} {
			s.send("POST", s.url+"/api/"+call+"/", "application/x-www-form-urlencoded", form.Encode())
			s.send("POST", s.url+"/api/"+call+"/", "application/json", string(inJSON))
		}
		s.send("POST", s.url+inoti.ServicePath, "text/xml", `<Envelope xmlns="http://schemas.xmlsoap.org/soap/envelope/"><Body><GetPayments xmlns="http://tempuri.org/"><Username>`+a+
			`</Username><Password>`+a+`</Password><CodeName>`+a+`</CodeName></GetPayments></Body></Envelope>`)
		s.send("GET", s.url+inoti.ServicePath+"/GetPayments?Username="+url.QueryEscape(attack.Text)+"&IsAll="+url.QueryEscape(attack.Text), "", "")
	}
	s.by("iPayy XML", "IntouchPay form", "IntouchPay JSON", "GetPayments SOAP", "GetPayments GET")
}

// invoices has each attack as the id of an invoice: in the SMS, the question, the
// pay page, and in what the callback is answered.
func (s *siege) invoices(e *evil) {
	for i, attack := range e.attacks {
		if !attack.IsText() || len(attack.Text) > 10_000 {
			continue
		}
		before := s.handset()
		s.api("POST", ownPhone+"/dial", map[string]string{"code": fmt.Sprintf("*%s*%d#", wayInvoice, i)})
		after := s.handset()
		if len(after.Inbox) == len(before.Inbox) || len(after.Prompts) == 0 {
			continue // no id is as long
		}
		words := after.Inbox[len(after.Inbox)-1].Text
		if at := strings.LastIndex(words, "http://"); at >= 0 {
			status, page := s.send("GET", strings.TrimSpace(words[at:]), "", "")
			if status != http.StatusOK {
				s.t.Errorf("%s: the page is %d", attack.Name, status)
			}
			s.text(s.t, "pay page", page)
		}
		s.api("POST", ownPhone+"/prompts/"+after.Prompts[len(after.Prompts)-1].ID, map[string]string{"answer": "approve"})

	}
	s.by("SMS", "question", "callback's answer")
}

type siegeHandset struct {
	Inbox   []struct{ Text string }
	Prompts []struct{ ID string }
}

func (s *siege) handset() (h siegeHandset) {
	s.t.Helper()
	if err := json.Unmarshal([]byte(s.api("GET", ownPhone, nil)), &h); err != nil {
		s.t.Fatal(err)
	}
	return h
}
