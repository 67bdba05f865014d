package tui

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"charm.land/bubbles/v2/key"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/exp/golden"

	"candybar/gateway/event"
	"candybar/gateway/ledger"
	"candybar/gateway/session"
	"candybar/phone"
	"candybar/phone/dial"
)

// ownTexts are what the handset says by itself.
func ownTexts() []string {
	keys := newKeyMap()
	p, messages, drawer, prompt, dialog := keys.Phone, keys.Messages, keys.Drawer, keys.Prompt, keys.Dialog
	var texts []string
	for _, b := range []key.Binding{
		p.Call, p.Redial, p.Send, p.OK, p.Clear, p.HangUp, p.Cancel, messages.Open, messages.Read, messages.Pay, messages.Fill,
		messages.Copy, messages.CopyCode, messages.Back, drawer.Calls, drawer.Codes, drawer.Call, drawer.Keep, drawer.Back,
		prompt.Later, dialog.Cancel, dialog.Send,
	} {
		texts = append(texts, b.Help().Desc)
	}
	for _, skin := range phone.Skins() {
		words := skin.Words()
		texts = append(texts, words.Running, words.Failed, words.Expired, words.Length)
	}
	for _, kind := range []phone.PromptKind{phone.PromptOTP, phone.PromptConfirm, phone.PromptPay} {
		wants := askingOf(kind)
		texts = append(texts, wants.left, wants.right, wants.field.label)
	}
	for _, err := range []error{
		phone.ErrSessionOpen, phone.ErrNothingOpen, phone.ErrNoPrompt, phone.ErrNotTypable, phone.ErrEmpty, phone.ErrTooLong, phone.ErrRunning,
	} {
		texts = append(texts, err.Error())
	}
	return append(texts, keys.Panel.Help().Key+" shows why", "session ended", "Carrier message", wordsNotPaid, ledger.NotEnough, "Messages", "unread", "asked again", "paid", "declined", wordsNew,
		wordsPutAway, wordsPutAwayMany, wordsLater, wordsLinkCopied, wordsCodeCopied,
		titleCalls, titleCodes, titleNaming, wordsNaming, wordsNoCall, wordsNoCode, wordsFull, tabCalls, tabCodes,
		"rial", "rupees", "francs")
}

// TestOwnWordsInPersian: the handset has all of its own words in Persian, and says
// nothing else in it.
func TestOwnWordsInPersian(t *testing.T) {
	t.Parallel()
	fa, en := ruler{language: LanguagePersian}, ruler{language: LanguageEnglish}
	for _, s := range ownTexts() {
		if s != "" && fa.say(s) == s {
			t.Errorf("%q has no Persian", s)
		}
		if en.say(s) != s {
			t.Errorf("%q is not English in English", s)
		}
	}
	if got := fa.say("Corner shop"); got != "Corner shop" {
		t.Errorf("a handler's text became %q", got)
	}
	for day := range 7 {
		for month := range 12 {
			at := time.Date(2026, time.Month(month+1), day+1, 0, 0, 0, 0, time.UTC)
			if fa.date(at) == en.date(at) {
				t.Errorf("%s has no Persian", en.date(at))
			}
		}
	}
}

// TestDialledInPersian: whatever is dialled, the handset says in Persian what it is.
func TestDialledInPersian(t *testing.T) {
	t.Parallel()
	codes := []string{"", "*#06#", "*#*#4636#*#*", "*31#09121234567", "#31#09121234567", "1", "112", "123", "*123", "12ب", "*1234#", strings.Repeat("1", 200) + "#"}
	for service := range 1000 {
		for _, form := range []string{"*%02d#", "**%02d*1234*5678#", "**%03d#"} {
			codes = append(codes, fmt.Sprintf(form, service))
		}
	}
	fa, en := ruler{language: LanguagePersian}, ruler{language: LanguageEnglish}
	for _, code := range codes {
		d := dial.Classify(code)
		if d.Name != "IMEI" && fa.say(d.Name) == d.Name {
			t.Errorf("%s: %q has no Persian", code, d.Name)
		}
		if d.Note != "" && fa.note(d.Note) == d.Note {
			t.Errorf("%s: %q has no Persian", code, d.Note)
		}
		if en.sentence(d) != d.Sentence() || fa.sentence(d) == d.Sentence() {
			t.Errorf("%s: %q and %q", code, en.sentence(d), fa.sentence(d))
		}
		if d.Masked() != d.Code && strings.Contains(fa.sentence(d), "5678") {
			t.Errorf("%s: %q tells a PIN", code, fa.sentence(d))
		}
	}
}

// A handler may say what the phone says: that is shown as it was sent.
func TestHandlersWordsStay(t *testing.T) {
	t.Parallel()
	s := persianScene(t, 80)
	s.dial().ask("*6655*123", phone.TextExpired)
	if s.model.handset.said(s.model.pen.ruler) != phone.TextExpired {
		t.Error("a handler's words were translated")
	}
}

// TestHintsCodeInPersian: the code that an idle phone suggests reads as it is dialled.
func TestHintsCodeInPersian(t *testing.T) {
	t.Parallel()
	if frame := persianScene(t, 80).frame(); !strings.Contains(frame, "*6655*123#") {
		t.Errorf("the code is turned around:\n%s", frame)
	}
}

func persianScene(t *testing.T, width int) *scene {
	t.Helper()
	height := map[int]int{40: 20, 80: 24}[width]
	s := newScene(t, width, height)
	s.model.pen.language = LanguagePersian
	return s
}

func TestPersianHandset(t *testing.T) {
	t.Parallel()
	for _, sc := range []play{
		{"idle", func(*scene) {}},
		{"open", func(s *scene) { s.dial().ask("*6655*123", menu) }},
		{"waiting", func(s *scene) { s.dial() }},
		{"failed", func(s *scene) { s.dial().is(phone.Fail{}).happens() }},
		{"ended", func(s *scene) { s.dial().is(phone.Release{}).happens(event.Ended{How: session.UserTimeout}) }},
		{"not-ussd", func(s *scene) { s.is(phone.Call{Text: "*21*09121234567#"}).happens() }},
		{"reserved", func(s *scene) { s.is(phone.Call{Text: "*300#"}).happens() }},
		{"dialling", func(s *scene) { s.press("*", "6", "6", "5", "5") }},
		{"not-enough", func(s *scene) {
			s.bill().press("enter").is(phone.Withdraw{ID: payFirst.ID}).happens(
				event.Answered{ID: payFirst.ID, Answer: "approve"},
				event.Charge{ID: "1", Amount: 50_000, Currency: "IRR", State: "refused", Reason: ledger.NotEnough, Invoice: "1"})
		}},
		{"smartphone", func(s *scene) {
			s.is(phone.Wear{Skin: phone.Smartphone}).dial().is(phone.Tell{Text: "Bye."}).happens(event.Ended{How: session.Final})
		}},
		{"asked", func(s *scene) { s.asks(confirmFirst) }},
		{"messages", func(s *scene) { s.arrive("Paid.").press("m") }},
	} {
		for size, width := range map[string]int{"40x20": 40, "80x24": 80} {
			t.Run(size+"/"+sc.name, func(t *testing.T) {
				t.Parallel()
				s := persianScene(t, width)
				sc.play(s)
				straight(t, s.model.frame(), ansi.WcWidth, s.model.width, s.model.height)
				golden.RequireEqual(t, s.frame())
			})
		}
	}
}
