package control

import (
	"net/http"
	"time"

	"candybar/gateway"
	"candybar/gateway/session"
	"candybar/gateway/weather"
	"candybar/phone"
)

// handsetJSON is a phone as the API shows it. All keys are always there.
type handsetJSON struct {
	Mobile     string       `json:"mobile"`
	Operator   string       `json:"operator"`
	Balance    int64        `json:"balance"`
	Registered bool         `json:"registered"`
	Skin       phone.Skin   `json:"skin"`
	State      phone.State  `json:"state"`
	Screen     string       `json:"screen"`
	Ended      session.End  `json:"ended"`
	Inbox      []smsJSON    `json:"inbox"`
	Prompts    []promptJSON `json:"prompts"`
	// What goes wrong on purpose; empty where nothing does.
	IPayyFailure      string `json:"ipayy_failure"`
	IPayyError        string `json:"ipayy_error"`
	IntouchPayPayment string `json:"intouchpay_payment"`
	IntouchPayDeposit string `json:"intouchpay_deposit"`
	// Weather is what goes wrong on purpose on the way to handlers; clear where
	// nothing does.
	Weather string `json:"weather"`
}

type smsJSON struct {
	From string    `json:"from"`
	Text string    `json:"text"`
	Time time.Time `json:"time"`
}

type promptJSON struct {
	ID   string           `json:"id"`
	From string           `json:"from"`
	Kind phone.PromptKind `json:"kind"`
	Text string           `json:"text"`
}

func handset(view gateway.View) handsetJSON {
	inbox := make([]smsJSON, 0, len(view.Phone.Inbox()))
	for _, sms := range view.Phone.Inbox() {
		inbox = append(inbox, smsJSON{From: sms.From, Text: sms.Text, Time: sms.At})
	}
	prompts := make([]promptJSON, 0, len(view.Phone.Prompts()))
	for _, prompt := range view.Phone.Prompts() {
		prompts = append(prompts, promptJSON(prompt))
	}
	faults := view.Subscriber.Faults
	return handsetJSON{
		Mobile:     view.Number.E164(),
		Operator:   view.Subscriber.Operator,
		Balance:    view.Subscriber.Balance,
		Registered: view.Subscriber.Registered,
		Skin:       view.Phone.Skin(),
		State:      view.Phone.State(),
		Screen:     view.Phone.Screen(),
		Ended:      view.Ended,
		Inbox:      inbox,
		Prompts:    prompts,

		IPayyFailure:      string(faults.IPayyFailure),
		IPayyError:        string(faults.IPayyError),
		IntouchPayPayment: string(faults.IntouchPayPayment),
		IntouchPayDeposit: string(faults.IntouchPayDeposit),

		Weather: view.Subscriber.Weather.String(),
	}
}

// change is PATCH: fields that are not there stay as they are.
func (a *api) change(w http.ResponseWriter, r *http.Request, line *gateway.Line) {
	var body struct {
		Balance    *int64           `json:"balance"`
		Operator   *string          `json:"operator"`
		Registered *bool            `json:"registered"`
		PIN        *string          `json:"pin"`
		Skin       *string          `json:"skin"`
		Weather    *weather.Weather `json:"weather"`

		IPayyFailure      *string `json:"ipayy_failure"`
		IPayyError        *string `json:"ipayy_error"`
		IntouchPayPayment *string `json:"intouchpay_payment"`
		IntouchPayDeposit *string `json:"intouchpay_deposit"`
	}
	if !read(w, r, &body) {
		return
	}
	faults, err := gateway.FaultNames{
		IPayyFailure: body.IPayyFailure, IPayyError: body.IPayyError,
		IntouchPayPayment: body.IntouchPayPayment, IntouchPayDeposit: body.IntouchPayDeposit,
	}.Read()
	change := gateway.Change{
		Balance: body.Balance, Operator: body.Operator, Registered: body.Registered, PIN: body.PIN, Faults: faults, Weather: body.Weather,
	}
	if err == nil {
		err = change.Check()
	}
	if err == nil && body.Skin != nil {
		err = wear(line, *body.Skin)
	}
	if err == nil {
		err = line.Change(change)
	}
	if err != nil {
		status, hint := statusOf(err)
		refuse(w, status, err, hint)
		return
	}
	respond(w, http.StatusOK, handset(line.View()))
}

// wear changes the phone's skin.
func wear(line *gateway.Line, name string) error {
	skin, err := phone.ParseSkin(name)
	if err != nil {
		return err
	}
	return line.Do(phone.Wear{Skin: skin})
}
