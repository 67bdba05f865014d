package storyboard_test

import (
	"strings"
	"time"

	"candybar/gateway/event"
	"candybar/gateway/session"
	"candybar/phone"
	"candybar/phone/number"
	"candybar/tui/storyboard"
)

// noon is when every tale begins.
var noon = time.Date(2026, 1, 1, 12, 0, 0, 0, time.UTC)

// taleMaker makes a tale of events as the gateway writes them.
type taleMaker struct {
	tale storyboard.Tale
	now  time.Time
}

func newTale(title string) *taleMaker {
	return &taleMaker{now: noon, tale: storyboard.Tale{
		Title:  title,
		Phones: []storyboard.Phone{{Number: number.Iran.Example(), Operator: "MCI", Balance: 1_000_000}},
	}}
}

// scene adds a scene of the first phone, which in the end has the prompts.
func (m *taleMaker) scene(did string, prompts []phone.Prompt, bodies ...event.Body) *taleMaker {
	own := m.tale.Phones[0].Number
	var after phone.Phone
	for _, p := range prompts {
		after, _ = phone.Step(after, p)
	}
	scene := storyboard.Scene{Phone: own, Did: did, After: after}
	for _, body := range bodies {
		scene.Events = append(scene.Events, event.Event{Time: m.now, Phone: own, Session: "3f2a", Body: body})
	}
	m.tale.Scenes = append(m.tale.Scenes, scene)
	return m
}

func dial() []event.Body {
	return []event.Body{
		event.Typed{Text: "*6655*123#"},
		event.Dialled{Class: "ussd", Code: "*6655*123#", Handler: "http://127.0.0.1:8000/ussd"},
	}
}

func (m *taleMaker) dialled(screen string) *taleMaker {
	return m.scene("", nil, append(dial(), event.Screen{Text: screen, Open: true, Coding: "gsm7"})...)
}

func (m *taleMaker) answered(text, screen string) *taleMaker {
	return m.scene("", nil, event.Typed{Text: text}, event.Screen{Text: screen, Open: true, Coding: "gsm7"})
}

// hostile is what nobody should be able to write into a drawing.
const hostile = "</text><script>alert(1)</script>&amp;\"'\x1b[31m\x00\u202e\ufffe]]>-->\u0600```\n# no heading\n<!--"

// hostileTale has it wherever a text can stand.
func hostileTale() storyboard.Tale {
	m := newTale(hostile).dialled(hostile).answered(hostile, hostile)
	m.tale.Phones[0].Name, m.tale.Phones[0].Operator = hostile, hostile
	prompt := phone.Prompt{ID: hostile, From: hostile, Kind: phone.PromptPay, Text: hostile}
	m.scene(hostile, []phone.Prompt{prompt},
		event.SMS{From: hostile, Text: hostile},
		event.Prompt{ID: hostile, From: hostile, Wants: "pay", Text: hostile})
	m.scene("", nil,
		event.Answered{ID: hostile, Answer: hostile},
		event.Charge{State: "refused", Reason: hostile, Currency: hostile},
		event.Callback{Outcome: "answered", Body: hostile, URL: hostile},
		event.Callback{Outcome: hostile},
		event.Ended{How: session.NetworkError, Detail: hostile})
	m.tale.Failure = hostile
	return m.tale
}

// secretTale has an OTP in a message, a PIN that was typed, and a secret of the
// flow in whatever has a text.
func secretTale() storyboard.Tale {
	m := newTale("Secrets of 777777").dialled("Your PIN, 777777?")
	m.scene("saw 777777", nil,
		event.Typed{Text: "4321", Secret: true},
		event.Request{ID: 1, Method: "GET", URL: "http://h/?call=*1*4321", Masked: "http://h/?call=*1*••••"},
		event.Reply{ID: 1, Status: 200, Bytes: []byte("777777"), Milliseconds: 31},
		event.Screen{Text: "777777", Coding: "gsm7"}, event.Ended{How: session.Final, Detail: "777777"})
	prompt := phone.Prompt{ID: "otp-1", From: "iPayy", Kind: phone.PromptOTP, Text: "777777"}
	m.scene("", []phone.Prompt{prompt},
		event.SMS{From: "iPayy", Text: "370802 is your OTP, 777777", Secret: "370802"},
		event.Prompt{ID: "otp-1", From: "iPayy", Wants: "otp", Text: "777777"})
	m.scene("", nil,
		event.Answered{ID: "otp-1", Answer: "otp"},
		event.Charge{State: "refused", Reason: "777777"},
		event.Invoice{ID: "1", Yours: "777777"},
		event.Callback{Outcome: "answered", Body: "777777", URL: "http://h/?777777"},
		event.Warning{Rule: "r", Severity: event.SeverityWarning, Text: "777777", Cure: "777777"})
	m.tale.Failure = "777777 differs"
	m.tale.Mask = func(s string) string { return strings.ReplaceAll(s, "777777", event.Mask) }
	return m.tale
}

// persianTale is what B7 is about.
func persianTale() storyboard.Tale {
	m := newTale("فروشگاه").dialled("فروشگاه محله\n۱. ثبت نام\n۲. نمی\u200cشود")
	m.answered("۲", "لطفا کد ثبت نام خود را وارد نمایید تا ثبت نام شما با موفقیت انجام شود")
	return m.tale
}
