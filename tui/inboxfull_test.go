package tui

import (
	"strconv"
	"testing"

	"candybar/phone"
)

// The oldest messages of a full inbox give way, and what was read stays so.
func TestFullInbox(t *testing.T) {
	t.Parallel()
	var p phone.Phone
	receive := func(n int) {
		for range n {
			p, _ = phone.Step(p, phone.SMS{From: "shop", Text: strconv.Itoa(len(p.Inbox()) + p.GaveWay())})
		}
	}
	var b inbox
	see := func() { b.take(p.Inbox(), p.GaveWay()) }
	receive(phone.MaxInbox)
	see()
	b.open()
	b.readChosen()
	b.know(linkKnown{after: phone.MaxInbox - 1, prompt: "pay"})
	receive(10)
	see()
	if got := b.messages[b.chosen].Text; got != strconv.Itoa(phone.MaxInbox-1) || b.asks[b.chosen] != "pay" {
		t.Errorf("message %s is read, asking %q", got, b.asks[b.chosen])
	}
	if got := b.unread(); got != phone.MaxInbox-1 {
		t.Errorf("%d are unread", got)
	}
	receive(phone.MaxInbox)
	see()
	if b.view != inboxList || len(b.read) != 0 || b.unread() != phone.MaxInbox {
		t.Errorf("after all have gone: view %d, %d read, %d unread", b.view, len(b.read), b.unread())
	}
}
