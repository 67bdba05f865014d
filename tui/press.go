package tui

import (
	"fmt"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"candybar/phone"
	"candybar/phone/dial"
)

// act is what a soft key does.
type act uint8

const (
	doNothing act = iota
	doCall
	doRedial
	doSend
	doOK
	doClear
	doHangUp
	doMessages
	doRead
	doBack
	doCopy
	doAnswer
	doLater
	doBring
	doPay
	doFillCode
	doCopyCode
	doCalls
	doCodes
	doCallChosen
	doKeepCode
	doCloseDrawer
)

// softKey is one of the two keys under the screen, and the binding that is the
// same key on the keyboard. One that is not ready says what it will do.
type softKey struct {
	act   act
	key   key.Binding
	ready bool
}

// softKeys are the left one, which is Esc, and the right one, which is Enter, but
// for the messages and the calls of an idle phone.
func (m *mirror) softKeys() (left, right softKey) {
	keys := &m.keys.Phone
	switch {
	case m.handset.sheet.stands():
		return m.sheetKeys()
	case m.handset.notice != "":
		return softKey{}, softKey{doOK, keys.OK, true}
	case m.handset.inbox.isOpen():
		return m.inboxKeys()
	case m.handset.drawer.isOpen():
		return m.drawerSoftKeys()
	}
	switch m.handset.dialogue.(type) {
	case phone.Idle:
		if m.handset.dial.value != "" {
			return softKey{doClear, keys.Clear, true}, softKey{doCall, keys.Call, true}
		}
		return m.messagesKey(), m.recentKey()
	case phone.Waiting:
		if m.handset.dialogStands() {
			return softKey{}, softKey{}
		}
		return softKey{doHangUp, keys.HangUp, true}, softKey{}
	case phone.Open:
		if m.handset.dialogStands() {
			return m.dialogSoftKeys()
		}
		if m.handset.reply.value != "" {
			return softKey{doClear, keys.Clear, true}, softKey{doSend, keys.Send, true}
		}
		return softKey{doHangUp, keys.Cancel, true}, softKey{doSend, keys.Send, false}
	case phone.Ended:
		return softKey{}, softKey{doOK, keys.OK, true}
	default:
		return softKey{}, softKey{}
	}
}

// sheetKeys put the question off, or answer it.
func (m *mirror) sheetKeys() (left, right softKey) {
	s, answer := &m.handset.sheet, m.keys.Prompt.Answer
	words := s.wants().right
	if s.onLeft {
		words = s.wants().left
	}
	answer.SetHelp(answer.Help().Key, words)
	return softKey{doLater, m.keys.Prompt.Later, true}, softKey{doAnswer, answer, s.ready()}
}

func (m *mirror) messagesKey() softKey {
	b := &m.handset.inbox
	if len(b.messages) == 0 {
		return softKey{}
	}
	open := m.keys.Messages.Open
	if n := b.unread(); n > 0 {
		open.SetHelp(open.Help().Key, fmt.Sprintf("messages (%d)", min(n, 99)))
	}
	return softKey{doMessages, open, true}
}

func (m *mirror) redialKey() softKey {
	if m.handset.last == "" {
		return softKey{}
	}
	return softKey{doRedial, m.keys.Phone.Redial, true}
}

// do does what a soft key does.
func (m *model) do(soft softKey) tea.Cmd {
	if !soft.ready {
		return nil
	}
	h := &m.handset
	switch soft.act {
	case doCall:
		return m.call(h.dial.value)
	case doRedial:
		h.dial.set(h.last)
		h.kind = dial.Classify(h.last)
		return nil
	case doSend:
		return m.sendReply()
	case doOK:
		return m.putAway()
	case doClear:
		h.edit((*entry).clear)
		return nil
	case doHangUp:
		h.become(phone.Idle{})
		return m.press(phone.End{})
	case doMessages:
		h.inbox.open()
		return nil
	case doRead:
		return m.readMessage()
	case doBack:
		h.inbox.back()
		return nil
	case doCopy:
		return m.copyLink()
	case doAnswer:
		return m.answer()
	case doLater:
		return m.later()
	case doBring:
		return m.bringBack(h.sheet.aside[0].ID)
	case doPay:
		return m.bringBack(h.inbox.asks[h.inbox.chosen])
	case doFillCode:
		return m.fillCode()
	case doCopyCode:
		return m.copyCode()
	case doCalls:
		m.openDrawer(drawerCalls)
		return nil
	case doCodes:
		m.openDrawer(drawerCodes)
		return nil
	case doCallChosen:
		return m.callChosen()
	case doKeepCode:
		return m.keepCode()
	case doCloseDrawer:
		m.closeDrawer()
		return nil
	case doNothing:
		return nil
	default:
		return nil
	}
}

// call presses the call key after code.
func (m *model) call(code string) tea.Cmd {
	h := &m.handset
	h.dial.clear()
	h.notice, m.dialled = "", true
	kind := dial.Classify(code)
	if kind.Class != dial.Local {
		h.last = code
	}
	if kind.Class == dial.USSD {
		h.code = kind.Code
		h.become(phone.Waiting{})
	}
	return m.press(phone.Call{Text: code})
}

// putAway is the OK key: the notice, else the ended dialogue, goes.
func (m *model) putAway() tea.Cmd {
	h := &m.handset
	if h.notice != "" {
		h.notice = ""
		return nil
	}
	if _, ended := h.dialogue.(phone.Ended); !ended {
		return nil
	}
	h.become(phone.Idle{})
	return m.press(phone.Dismiss{})
}
