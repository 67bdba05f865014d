package lint_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"candybar/gateway/event"
	"candybar/gateway/lint"
)

func terms() lint.Terms {
	return lint.Terms{Slow: 5 * time.Second, Answer: 15 * time.Second, Starred: true}
}

// conversation reads the events of one session, s, and gives what was said about
// the last of them.
func conversation(t *testing.T, reader *lint.Reader, bodies ...event.Body) []event.Warning {
	t.Helper()
	var said []event.Warning
	for _, body := range bodies {
		said = reader.Read(event.Event{Session: "s", Body: body})
	}
	return said
}

func reply(id int64, body string) event.Reply {
	return event.Reply{ID: id, Status: 200, Bytes: []byte(body)}
}

func TestReader(t *testing.T) {
	t.Parallel()
	dialled, request := event.Dialled{Code: "*1#"}, event.Request{ID: 1}
	open := []event.Body{event.Typed{Text: "*1#"}, dialled, request, reply(1, "Menu"), event.Screen{Text: "Menu", Open: true}}
	after := func(more ...event.Body) []event.Body { return append(open[:len(open):len(open)], more...) }
	took := func(milliseconds int64, late bool) event.Reply {
		return event.Reply{ID: 1, Status: 500, Milliseconds: milliseconds, Late: late, Unreadable: true}
	}
	tests := []struct {
		name   string
		bodies []event.Body
		want   []string
	}{
		{"a dial string", []event.Body{event.Typed{Text: "*1#"}}, nil},
		{"a clean reply", []event.Body{dialled, request, reply(1, "Menu")}, nil},
		{"a reply's words", []event.Body{dialled, request, reply(1, "<b>\t")}, []string{"white-space 1:4", "html 1:1", "tab 1:4"}},
		{"one that nobody reads", []event.Body{dialled, request, event.Reply{ID: 1, Status: 500, Bytes: []byte("<b>"), Unreadable: true}}, nil},
		{"a late one's words", []event.Body{dialled, request, event.Reply{ID: 1, Status: 200, Bytes: []byte("<b>"), Late: true}}, []string{"late 0:0"}},
		{"an empty first reply", []event.Body{dialled, request, reply(1, "")}, nil},
		{"an empty first reply with a mark", []event.Body{dialled, request, reply(1, "\ufeff\n")}, nil},
		{"an empty later reply", after(event.Typed{Text: "1"}, event.Request{ID: 2}, reply(2, " \n")), []string{"bare-call 0:0"}},
		{"silence", after(event.Typed{Text: "1"}, event.Request{ID: 2}, reply(2, "[end]")), nil},
		{"in time", []event.Body{dialled, request, took(4999, false)}, nil},
		{"slow", []event.Body{dialled, request, took(5000, false)}, []string{"slow 0:0"}},
		{"late", []event.Body{dialled, request, took(16200, true)}, []string{"late 0:0"}},
		{"an answer", after(event.Typed{Text: "77"}), nil},
		{"a star in it", after(event.Typed{Text: "7*7"}), []string{"ambiguous-call 0:0"}},
		{"a hash in it", after(event.Typed{Text: "7#"}), []string{"ambiguous-call 0:0"}},
		{"the same screen", after(event.Typed{Text: "9"}, event.Screen{Text: "Menu", Open: true}), []string{"same-screen 0:0"}},
		{"another screen", after(event.Typed{Text: "9"}, event.Screen{Text: "Menu!", Open: true}), nil},
		{"the same text at the end", after(event.Typed{Text: "9"}, event.Screen{Text: "Menu"}), nil},
		{"the same screen unasked", after(event.Screen{Text: "Menu", Open: true}), nil},
		{"the same screen after another", after(event.Typed{Text: "9"}, event.Screen{Text: "No", Open: true}, event.Typed{Text: "0"}, event.Screen{Text: "Menu", Open: true}), nil},
		{"the same screen dialled again", after(event.Ended{}, dialled, event.Screen{Text: "Menu", Open: true}), nil},
		{"an empty reply dialled again", after(event.Ended{}, dialled, event.Request{ID: 7}, reply(7, "")), nil},
		{"a warning", after(event.Warning{Rule: "html"}), nil},
		{"a message", after(event.SMS{Text: "<b>"}), nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			said := conversation(t, lint.NewReader(terms()), test.bodies...)
			if diff := cmp.Diff(test.want, brief(said)); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

// An earlier session's late reply changes nothing in the one that is open.
func TestReaderKeepsSessionsApart(t *testing.T) {
	t.Parallel()
	reader := lint.NewReader(terms())
	read := func(session string, body event.Body) []string {
		return brief(reader.Read(event.Event{Session: session, Body: body}))
	}
	read("a", event.Dialled{Code: "*1#"})
	read("a", event.Request{ID: 1})
	read("b", event.Typed{Text: "*1#"})
	read("b", event.Dialled{Code: "*1#"})
	read("b", event.Request{ID: 2})
	if got := read("a", event.Reply{ID: 1, Late: true, Bytes: []byte("<b>")}); !cmp.Equal(got, []string{"late 0:0"}) {
		t.Errorf("the late reply: %v", got)
	}
	if got := read("b", reply(2, "")); got != nil {
		t.Errorf("the first reply of the open session: %v", got)
	}
	read("", event.Dialled{Class: "call", Code: "112"})
	if got := read("b", reply(3, "")); !cmp.Equal(got, []string{"bare-call 0:0"}) {
		t.Errorf("a dial string that is no code changed the session: %v", got)
	}
}

func TestReaderWithoutStars(t *testing.T) {
	t.Parallel()
	bare := terms()
	bare.Starred = false
	said := conversation(t, lint.NewReader(bare), event.Dialled{}, event.Request{ID: 1}, event.Request{ID: 2}, reply(2, ""))
	if len(said) != 0 {
		t.Errorf("%v", brief(said))
	}
}

// What is said of an answer does not quote it: it may be a PIN.
func TestReaderQuotesNoAnswer(t *testing.T) {
	t.Parallel()
	said := conversation(t, lint.NewReader(terms()), event.Dialled{}, event.Typed{Text: "4821*", Secret: true})
	if len(said) != 1 || strings.Contains(said[0].Text+said[0].Cure, "4821") {
		t.Errorf("%+v", said)
	}
}

func TestReaderSaysHowLong(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		reply event.Reply
		says  []string
	}{
		{event.Reply{Milliseconds: 5123}, []string{"5.1 s", "5s"}},
		{event.Reply{Milliseconds: 16234, Late: true}, []string{"16.2 s", "15s"}},
	} {
		said := conversation(t, lint.NewReader(terms()), event.Dialled{}, test.reply)
		if len(said) != 1 {
			t.Fatalf("%+v", said)
		}
		for _, words := range test.says {
			if !strings.Contains(said[0].Text, words) {
				t.Errorf("%q does not say %q", said[0].Text, words)
			}
		}
	}
}

// What a reader says of a reply is what Reply says, unless there is nothing to
// read.
func FuzzReader(f *testing.F) {
	f.Add("<b>\t", "7*7")
	f.Add("", "1")
	f.Add("9900|1|1", "")
	f.Add("bye[end]\x00", "#")
	f.Fuzz(func(t *testing.T, body, answer string) {
		reader := lint.NewReader(terms())
		conversation(t, reader, event.Dialled{}, event.Request{ID: 1}, event.Typed{Text: answer}, event.Request{ID: 2})
		want := brief(lint.Reply(body).Warnings)
		if slices.Contains(want, "!empty 1:1") {
			want = []string{"bare-call 0:0"}
		}
		if diff := cmp.Diff(want, brief(conversation(t, reader, reply(2, body)))); diff != "" {
			t.Errorf("%q: -alone +read\n%s", body, diff)
		}
	})
}
