package face_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"candybar/phone"
	"candybar/phone/face"
)

func TestOf(t *testing.T) {
	t.Parallel()
	call := phone.Call{Text: "*6655*123#"}
	ask := phone.Ask{Text: "which?"}
	confirm := phone.Prompt{ID: "1", From: "IntouchPay", Kind: phone.PromptConfirm, Text: "pay?"}
	code := phone.Prompt{ID: "2", From: "iPayy", Kind: phone.PromptOTP, Text: "code?"}
	tests := []struct {
		name      string
		events    []phone.Event
		announced phone.SMS
		want      face.Face
	}{
		{"idle", nil, phone.SMS{}, face.Face{State: face.Idle}},
		{"waiting", []phone.Event{call}, phone.SMS{},
			face.Face{State: face.Waiting, Text: strings.ToUpper(phone.TextRunning), Own: true}},
		{"open", []phone.Event{call, ask}, phone.SMS{},
			face.Face{State: face.Open, Text: "WHICH?", Left: "cancel", Right: "send"}},
		{"ended by the handler", []phone.Event{call, phone.Tell{Text: "bye"}}, phone.SMS{},
			face.Face{State: face.Ended, Text: "BYE", Right: "OK"}},
		{"ended in the phone's words", []phone.Event{call, phone.Fail{}}, phone.SMS{},
			face.Face{State: face.Ended, Text: strings.ToUpper(phone.TextFailed), Own: true, Right: "OK"}},
		{"the phone speaks", []phone.Event{phone.Call{Text: "*#06#"}}, phone.SMS{},
			face.Face{State: face.Notice, Text: "IMEI\n" + phone.IMEI, Own: true, Right: "OK"}},
		{"a message", []phone.Event{phone.SMS{From: "iNoti", Text: "paid"}}, phone.SMS{From: "iNoti", Text: "paid"},
			face.Face{State: face.Idle, Messages: 1, Card: face.Card{From: "INOTI", Text: "PAID"}}},
		{"a question over an open screen", []phone.Event{call, ask, confirm, code}, phone.SMS{},
			face.Face{State: face.Open, Text: "WHICH?", Sheet: face.Sheet{
				From: "INTOUCHPAY", Text: "PAY?", Of: 2, Field: "PIN", Left: "decline", Right: "approve"}}},
		{"a question for a code", []phone.Event{code}, phone.SMS{},
			face.Face{State: face.Idle, Sheet: face.Sheet{
				From: "IPAYY", Text: "CODE?", Of: 1, Field: "code", Left: "resend", Right: "send"}}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			var p phone.Phone
			for _, e := range test.events {
				p, _ = phone.Step(p, e)
			}
			if diff := cmp.Diff(test.want, face.Of(p, test.announced, strings.ToUpper)); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}
