package server_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"candybar/gateway"
	"candybar/gateway/event"
	"candybar/gateway/ledger"
	"candybar/gateway/session"
	"candybar/phone"
	"candybar/phone/number"
	"candybar/providers/intouchpay"
)

// till is a merchant that keeps each callback as it came, and what the books said
// of all callbacks at that moment.
type till struct {
	books *ledger.Ledger
	url   string
	// answer is what it says; nil acknowledges.
	answer http.HandlerFunc

	mu     sync.Mutex
	bodies []string
	states [][]ledger.CallbackState
}

func newTill(t *testing.T, s *shop, answer http.HandlerFunc) *till {
	t.Helper()
	m := &till{books: s.server.Gateway().Ledger(), answer: answer}
	server := httptest.NewServer(m)
	t.Cleanup(server.Close)
	m.url = server.URL + "/callback"
	return m
}

func (m *till) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	callbacks, unread := m.books.Callbacks()
	if err != nil || unread != nil {
		w.WriteHeader(http.StatusInternalServerError)
		return
	}
	m.mu.Lock()
	m.bodies = append(m.bodies, r.Method+" "+r.URL.Path+" "+r.Header.Get("Content-Type")+" "+string(body))
	m.states = append(m.states, statesOf(callbacks))
	m.mu.Unlock()
	if m.answer != nil {
		m.answer(w, r)
		return
	}
	_, id, _ := strings.Cut(string(body), `"requesttransactionid":"`)
	id, _, _ = strings.Cut(id, `"`)
	intouchpay.Acknowledge(w, id)
}

func (m *till) heard() (bodies []string, states [][]ledger.CallbackState) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return append([]string{}, m.bodies...), append([][]ledger.CallbackState{}, m.states...)
}

func statesOf(callbacks []ledger.Callback) []ledger.CallbackState {
	states := []ledger.CallbackState{}
	for _, callback := range callbacks {
		states = append(states, callback.State)
	}
	return states
}

// owedNow are the states of all callbacks, oldest first.
func (s *shop) owedNow() []ledger.CallbackState {
	s.t.Helper()
	callbacks, err := s.server.Gateway().Ledger().Callbacks()
	if err != nil {
		s.t.Fatal(err)
	}
	return statesOf(callbacks)
}

// confirmed asks for 500 francs and approves on the phone.
func (s *shop) confirmed(id, callbackURL string) {
	s.t.Helper()
	_, err := s.intouchpay().RequestPayment(s.t.Context(), intouchpay.Payment{
		Amount: "500", Phone: number.Rwanda.Example().Digits(), RequestID: id, CallbackURL: callbackURL,
	})
	if err != nil {
		s.t.Fatal(err)
	}
	s.approveAll()
}

// approveAll approves every payment that the phone is asked about.
func (s *shop) approveAll() {
	s.t.Helper()
	line := s.on(number.Rwanda.Example())
	for _, prompt := range line.View().Phone.Prompts() {
		if err := line.Do(phone.Decide{ID: prompt.ID, Answer: phone.Approve{PIN: "1234"}}); err != nil {
			s.t.Fatal(err)
		}
	}
}

// TestIntouchPayOutcomes is every outcome: when and how often the merchant hears
// of a payment, one callback after the other and alike to the letter.
func TestIntouchPayOutcomes(t *testing.T) {
	t.Parallel()
	const sent, owed, answered = ledger.Sent, ledger.Owed, ledger.Answered
	once := [][]ledger.CallbackState{{sent}}
	tests := map[ledger.Outcome]struct {
		late time.Duration
		// states are those that the books had at each callback.
		states [][]ledger.CallbackState
		after  []ledger.CallbackState
	}{
		ledger.OnTime:      {0, once, []ledger.CallbackState{answered}},
		ledger.Late:        {ledger.LateBy, once, []ledger.CallbackState{answered}},
		ledger.Twice:       {0, [][]ledger.CallbackState{{sent, owed}, {answered, sent}}, []ledger.CallbackState{answered, answered}},
		ledger.OutOfOrder:  {0, nil, []ledger.CallbackState{ledger.Held}},
		ledger.Lost:        {0, nil, []ledger.CallbackState{}},
		ledger.WrongAmount: {0, once, []ledger.CallbackState{answered}},
		ledger.NoRecord:    {0, once, []ledger.CallbackState{answered}},
		ledger.Forged:      {0, once, []ledger.CallbackState{answered}},
	}
	for _, outcome := range ledger.Outcomes() {
		test, listed := tests[outcome]
		if !listed {
			t.Fatalf("no row for %s", outcome)
		}
		t.Run(string(outcome), func(t *testing.T) {
			t.Parallel()
			s := open(t, outcome)
			m := newTill(t, s, nil)
			s.confirmed("4522233", m.url)
			if test.late > 0 {
				s.clock.Advance(test.late - time.Second)
				if diff := cmp.Diff([]ledger.CallbackState{owed}, s.owedNow()); diff != "" {
					t.Errorf("too early: -want +got:\n%s", diff)
				}
				s.clock.Advance(time.Second)
			}
			s.await(event.KindCallback, len(test.states))
			if diff := cmp.Diff(test.after, s.owedNow()); diff != "" {
				t.Errorf("in the end: -want +got:\n%s", diff)
			}
			s.clock.Advance(time.Hour)
			s.server.Close()
			bodies, states := m.heard()
			if diff := cmp.Diff(test.states, states, cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("at each callback: -want +got:\n%s", diff)
			}
			for _, body := range bodies {
				if body != bodies[0] || !strings.HasPrefix(body, `POST /callback application/json {"jsonpayload":{"requesttransactionid":"4522233","transactionid":"6`) ||
					!strings.Contains(body, `"responsecode":"01","status":"Successfull"`) {
					t.Errorf("the merchant hears %s", body)
				}
			}
			if got := s.on(number.Rwanda.Example()).View().Subscriber.Balance; got != gateway.DefaultBalance-500 {
				t.Errorf("the wallet holds %d", got)
			}
		})
	}
}

// TestIntouchPayOutOfOrder: the merchant hears of the second payment first.
func TestIntouchPayOutOfOrder(t *testing.T) {
	t.Parallel()
	s := open(t, ledger.OutOfOrder)
	m := newTill(t, s, nil)
	for _, id := range []string{"first", "second", "third"} {
		s.confirmed(id, m.url)
	}
	s.await(event.KindCallback, 1)
	s.clock.Advance(time.Second)
	s.await(event.KindCallback, 2)
	if diff := cmp.Diff([]ledger.CallbackState{ledger.Answered, ledger.Answered, ledger.Held}, s.owedNow()); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	bodies, _ := m.heard()
	if len(bodies) != 2 || !strings.Contains(bodies[0], `"second"`) || !strings.Contains(bodies[1], `"first"`) {
		t.Errorf("the merchant hears %q", bodies)
	}
}

// TestOwnCallbacksAreOnTime: where the gateway is the merchant it hears at once,
// whatever callbacks do to others.
func TestOwnCallbacksAreOnTime(t *testing.T) {
	t.Parallel()
	for _, outcome := range []ledger.Outcome{ledger.Lost, ledger.Late, ledger.Twice, ledger.OutOfOrder} {
		t.Run(string(outcome), func(t *testing.T) {
			t.Parallel()
			s := open(t, outcome)
			other := newTill(t, s, nil)
			s.confirmed("4522232", strings.TrimSuffix(other.url, "/callback")+gateway.IntouchPayCallbackPath)
			before := len(s.owedNow())
			s.confirmed("4522233", s.server.URL()+gateway.IntouchPayCallbackPath)
			callbacks, err := s.server.Gateway().Ledger().Callbacks()
			if err != nil || len(callbacks) != before+1 || !callbacks[before].Due.Equal(s.clock.Now()) {
				t.Errorf("the books have %+v, %v", callbacks, err)
			}
			if held := before > 0 && callbacks[0].State == ledger.Held; held != (outcome == ledger.OutOfOrder) {
				t.Errorf("the other merchant's is %+v", callbacks[0])
			}
		})
	}
}

// TestIntouchPayCallbacksThatFail: one attempt, the true cause, and the money
// moves once.
func TestIntouchPayCallbacksThatFail(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name    string
		answer  http.HandlerFunc
		outcome string
		status  int
		asked   int
	}{
		{"down", nil, "refused", 0, 0},
		{"slow", func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }, "timeout", 0, 1},
		{"redirecting", func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "/elsewhere", http.StatusTemporaryRedirect)
		}, "redirect", 307, 1},
		{"broken", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusInternalServerError) }, "status", 500, 1},
		{"created", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusCreated) }, "status", 201, 1},
		{"cut", func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, "cut", 0, 1},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			limits := session.Default.Limits()
			if test.name == "slow" {
				limits.Answer = 300 * time.Millisecond
			}
			s := openWith(t, gateway.Options{Limits: limits})
			m := newTill(t, s, test.answer)
			if test.name == "down" {
				closed := httptest.NewServer(nil)
				m.url = closed.URL
				closed.Close()
			}
			s.confirmed("4522233", m.url)
			s.await(event.KindCallback, 1)
			s.clock.Advance(time.Hour)
			callbacks, err := s.server.Gateway().Ledger().Callbacks()
			if err != nil || len(callbacks) != 1 {
				t.Fatalf("the books have %+v, %v", callbacks, err)
			}
			got := callbacks[0]
			if got.State != ledger.GivenUp || got.Attempts != 1 || got.Outcome != test.outcome || got.Status != test.status {
				t.Errorf("the books have %+v", got)
			}
			if bodies, _ := m.heard(); len(bodies) != test.asked {
				t.Errorf("the merchant was asked %d times", len(bodies))
			}
			s.checkPaidOnce()
		})
	}
}

// checkPaidOnce looks for one payment of 500 francs in the books.
func (s *shop) checkPaidOnce() {
	s.t.Helper()
	books := s.server.Gateway().Ledger()
	held, err := books.Balance(number.Rwanda.Example())
	charges, unread := books.Charges()
	if err != nil || unread != nil || held != gateway.DefaultBalance-500 || len(charges) != 1 || charges[0].State != ledger.Succeeded {
		s.t.Errorf("the wallet holds %d, the charges are %+v, %v, %v", held, charges, err, unread)
	}
	told, err := s.intouchpay().Status(s.t.Context(), intouchpay.KindPayment, intouchpay.Status{RequestID: "4522233"})
	if err != nil || told.State != intouchpay.Success {
		s.t.Errorf("the status is %+v, %v", told, err)
	}
}
