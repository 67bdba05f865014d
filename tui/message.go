package tui

import (
	"net/url"
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"candybar/phone"
	"candybar/phone/text"
	"candybar/phone/text/pattern"
)

// What came of a message's action.
const (
	wordsLinkCopied = "link given to the clipboard"
	wordsCodeCopied = "code given to the clipboard"
)

// message is the text of the message that is read, or empty.
func (b *inbox) message() string {
	if b.view != inboxMessage {
		return ""
	}
	return plain(b.messages[b.chosen].Text)
}

// link is the first link in the message that is read, or empty.
func (b *inbox) link() string {
	for word := range strings.FieldsSeq(b.message()) {
		if u, err := url.Parse(word); err == nil && u.Host != "" && (u.Scheme == "http" || u.Scheme == "https") {
			return word
		}
	}
	return ""
}

// code is the one-time password in the message that is read, or empty. A message
// with a link asks for money, whatever figures stand in it.
func (b *inbox) code() string {
	if b.link() != "" {
		return ""
	}
	return codeIn(b.message())
}

// The words by which a message with a one-time password is known, in the languages
// of the countries; and its digits.
var (
	passwordWords = pattern.New(`(?i)\b(otp|code|passcode|password|pin)\b|رمز|کد|كد|ओटीपी|कोड|पासवर्ड`)
	digitRuns     = pattern.New(`[0-9]+`)
)

const leastCode, mostCode = 4, 8

// codeIn is the first run of 4 to 8 digits in a message that speaks of a code.
func codeIn(message string) string {
	message = text.LatinDigits(message)
	if !passwordWords().MatchString(message) {
		return ""
	}
	for _, run := range digitRuns().FindAllString(message, -1) {
		if len(run) >= leastCode && len(run) <= mostCode {
			return run
		}
	}
	return ""
}

// linkKnown is the prompt that asks the same as the link of a message, which is
// the one after so many of all that ever came.
type linkKnown struct {
	of     *sim
	after  int
	prompt string
}

func (b *inbox) know(known linkKnown) {
	if b.asks == nil {
		b.asks = make(map[int]string)
	}
	b.asks[known.after-b.gaveWay] = known.prompt
}

// readMessage opens the chosen message, and has its link looked up.
func (m *model) readMessage() tea.Cmd {
	b := &m.handset.inbox
	b.readChosen()
	link, promptOf := b.link(), m.options.PromptOf
	if _, known := b.asks[b.chosen]; known || link == "" || promptOf == nil {
		return nil
	}
	at, after := m.sim, b.gaveWay+b.chosen
	return func() tea.Msg {
		prompt, ok := promptOf(link)
		if !ok {
			return nil
		}
		return linkKnown{at, after, prompt}
	}
}

// passwordPrompt is the question that the code of the message is for: the latest
// one for a code that is open, of the message's sender where there is one.
func (h *handset) passwordPrompt() (id string, found bool) {
	from := h.inbox.messages[h.inbox.chosen].From
	for _, p := range h.sheet.aside {
		if p.Kind == phone.PromptOTP && (p.From == from || !found) {
			id, found = p.ID, true
		}
	}
	return id, found
}

// messageActions are what can be done with the message that is read, what one most
// likely wants first.
func (m *mirror) messageActions() []softKey {
	h, keys := &m.handset, &m.keys.Messages
	var actions []softKey
	if link := h.inbox.link(); link != "" {
		if contains(h.sheet.aside, h.inbox.asks[h.inbox.chosen]) {
			actions = append(actions, softKey{doPay, keys.Pay, true})
		}
		actions = append(actions, softKey{doCopy, keys.Copy, true})
	}
	if h.inbox.code() != "" {
		if _, asked := h.passwordPrompt(); asked {
			actions = append(actions, softKey{doFillCode, keys.Fill, true})
		}
		actions = append(actions, softKey{doCopyCode, keys.CopyCode, true})
	}
	return actions
}

// inboxKeys are the soft keys while the inbox is open.
func (m *mirror) inboxKeys() (left, right softKey) {
	b, keys := &m.handset.inbox, &m.keys.Messages
	left = softKey{doBack, keys.Back, true}
	if b.view == inboxList {
		return left, softKey{doRead, keys.Read, true}
	}
	if actions := m.messageActions(); len(actions) > 0 {
		return left, actions[b.action%len(actions)]
	}
	return left, softKey{}
}

// messageKey is a key while a message is read. It reports false where the key means
// what it means elsewhere.
func (m *model) messageKey(msg tea.KeyPressMsg) (command tea.Cmd, taken bool) {
	if !m.handset.shownInbox() || !key.Matches(msg, m.keys.Messages.Other) || len(m.mirror().messageActions()) < 2 {
		return nil, false
	}
	m.handset.inbox.action++
	return nil, true
}

// listTakes reports whether a key that leads to the inspector elsewhere chooses what
// to do with a message, or another list.
func (m *model) listTakes(msg tea.KeyPressMsg) bool {
	h := &m.handset
	if m.focus != phonePage || h.sheet.stands() || !key.Matches(msg, m.keys.Messages.Other) {
		return false
	}
	return h.shownInbox() && len(m.mirror().messageActions()) > 1 || h.shownDrawer() && !h.isNaming()
}

// messageHints are the soft keys' hints, with what else there is to do before the
// way back.
func (m *model) messageHints(hints []key.Binding) []key.Binding {
	actions := m.mirror().messageActions()
	if len(actions) < 2 {
		return hints
	}
	next := actions[(m.handset.inbox.action+1)%len(actions)].key.Help().Desc
	return slices.Insert(hints, 1, renamed(m.keys.Messages.Other.Help().Key, next, m.keys.Messages.Other))
}

// copyLink gives the link to the terminal's clipboard, which is the only way out
// of a terminal for an address that takes several rows.
func (m *model) copyLink() tea.Cmd {
	m.handset.toast = words{quietly, wordsLinkCopied}
	return tea.SetClipboard(m.handset.inbox.link())
}

func (m *model) copyCode() tea.Cmd {
	m.handset.toast = words{quietly, wordsCodeCopied}
	return tea.SetClipboard(m.handset.inbox.code())
}

// fillCode asks the question again that the code is for, with the code typed into
// it: to send it is another key.
func (m *model) fillCode() tea.Cmd {
	h := &m.handset
	code := h.inbox.code()
	if id, found := h.passwordPrompt(); found {
		m.bringBack(id)
		h.sheet.typed(code)
	}
	return nil
}
