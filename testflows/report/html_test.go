package report_test

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"candybar/phone"
	"candybar/testflows/flow"
	"candybar/testflows/replay"
	"candybar/testflows/report"
)

func TestHTMLNeedsNothingElse(t *testing.T) {
	t.Parallel()
	out := string(written(t, "html", mixed(t)...))
	for _, pattern := range []string{`(?i)<script`, `<img`, `<link`, `<iframe`, `<[^>]*\ssrc=`, `url\(`, `@import`, `<[^>]*\son\w+=`, `href="[^#]`} {
		if found := regexp.MustCompile(pattern).FindString(out); found != "" {
			t.Errorf("the page has %q", found)
		}
	}
	if !strings.Contains(out, `content="default-src 'none'; style-src 'unsafe-inline'"`) {
		t.Error("the page does not say that it needs nothing else")
	}
	if strings.Contains(out, "ZgotmplZ") {
		t.Error("the template refused a value")
	}
}

func TestHTMLEscapes(t *testing.T) {
	t.Parallel()
	out := string(written(t, "html", mixed(t)...))
	for _, shown := range []string{
		`&lt;script&gt;alert(&#34;1&#34;)&lt;/script&gt; ]]&gt; &amp; &#34;quoted&#34;`,
		`<div class="words" dir="auto">&lt;b&gt;Welcome&lt;/b&gt; ]]&gt; &amp;amp; &lt;img src=x onerror=alert(1)&gt;</div>`,
		`<var>{{who: /&lt;.*&gt;/}}</var>`,
		`]]&gt; &lt;script&gt;alert(2)&lt;/script&gt;`,
	} {
		if !strings.Contains(out, shown) {
			t.Errorf("the page does not show %s", shown)
		}
	}
	if at := strings.IndexFunc(out, func(r rune) bool { return r < ' ' && r != '\n' || 0x202A <= r && r <= 0x202E }); at >= 0 {
		t.Errorf("the page has the character %q", out[at:at+3])
	}
}

func TestHTMLLinksLeadSomewhere(t *testing.T) {
	t.Parallel()
	out := string(written(t, "html", mixed(t)...))
	links := regexp.MustCompile(`href="#([^"]+)"`).FindAllStringSubmatch(out, -1)
	if len(links) != 5 {
		t.Errorf("%d links, want one to each flow that was played", len(links))
	}
	for _, link := range links {
		if strings.Count(out, `id="`+link[1]+`"`) != 1 {
			t.Errorf("there is no one place %s", link[1])
		}
	}
}

func TestHTMLOpensWhatMatters(t *testing.T) {
	t.Parallel()
	open := func(results ...replay.Result) int {
		return bytes.Count(written(t, "html", results...), []byte("<details open>"))
	}
	if got := open(mixed(t)...); got != 3 {
		t.Errorf("%d flows are open, want the 3 that did not pass", got)
	}
	if got := open(boughtAirtime(t)); got != 1 {
		t.Error("the only flow is not open")
	}
}

func TestHTMLDrawsEachPhoneOnce(t *testing.T) {
	t.Parallel()
	phones := func(result replay.Result) int {
		return bytes.Count(written(t, "html", result), []byte(`<figure class="phone">`))
	}
	// The callback and the question about the invoice leave the phone as the last
	// message did.
	if got := phones(boughtAirtime(t)); got != 6 {
		t.Errorf("%d phones, want 6", got)
	}
	if got := phones(play(t, "closed.ussd", 0).step(dial("Welcome")...).step(phone.Send{Text: "1"}, phone.Ask{Text: "Welcome"}).Result); got != 1 {
		t.Errorf("a phone that looks the same is drawn %d times", got)
	}
}

func TestHTMLDrawsEveryState(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name     string
		happened []phone.Event
		want     string
	}{
		{"idle", nil, `<div class="glass idle"><p class="quiet">no session</p></div>`},
		{"waiting", []phone.Event{phone.Call{Text: "*1#"}}, `<div class="glass waiting"><div class="words own" dir="auto">USSD code running…</div></div>`},
		{"notice", []phone.Event{phone.Call{Text: "*#06#"}}, "<div class=\"glass notice\"><div class=\"words own\" dir=\"auto\">IMEI\n" + phone.IMEI + `</div><div class="keys"><span></span><span>OK</span></div></div>`},
		{"two lines", dial("سلام\n\n1. Go "), "dir=\"auto\">سلام\n\n1. Go </div><div class=\"entry\"></div><div class=\"keys\"><span>cancel</span><span>send</span></div></div>"},
		{"its own end", append(dial("?"), phone.Fail{}), phone.TextFailed + `</div><div class="keys"><span></span><span>OK</span></div></div>`},
		{"a question", append(dial("?"), phone.Prompt{ID: "1", From: "X", Kind: "new", Text: "Sure?"}),
			`?</div><div class="sheet"><b><bdi>X</bdi></b><div class="words" dir="auto">Sure?</div><div class="keys"><span>decline</span><span>approve</span></div></div></div>`},
	}
	for _, test := range tests {
		out := string(written(t, "html", play(t, "closed.ussd", 0).step(test.happened...).Result))
		if !strings.Contains(out, test.want) {
			t.Errorf("%s: no %s in\n%s", test.name, test.want, out[strings.Index(out, "<figure"):])
		}
	}
}

// A failure that only shows when all was played stands at the last step, and
// nothing is left unplayed but what cannot be played.
func TestHTMLMarksTheStepThatFailed(t *testing.T) {
	t.Parallel()
	late := boughtAirtime(t)
	late.Verdict, late.Complete = replay.Failed, false
	late.Failure = flow.Drawing{Title: "an SMS came that no step expects"}
	early := boughtAirtime(t)
	early.Verdict, early.Complete, early.Moments = replay.Failed, false, early.Moments[:2]
	early.Failure = flow.Drawing{Title: "screen differs", At: flow.Position{Line: 17, Column: 1}}
	tests := []struct {
		name                      string
		result                    replay.Result
		steps, before             string
		broken, unplayed, differs int
	}{
		{"late", late, "8 steps", `<i>36</i>`, 1, 0, 0},
		{"early", early, "2 of 8 steps", `<i>15</i>`, 1, 6, 1},
	}
	for _, test := range tests {
		out := string(written(t, "html", test.result))
		if !strings.Contains(out, "<td>"+test.steps+"<td>") {
			t.Errorf("%s: not %s", test.name, test.steps)
		}
		for class, want := range map[string]int{`class="broken"`: test.broken, `class="unplayed"`: test.unplayed, ` differs"`: test.differs} {
			if got := strings.Count(out, class); got != want {
				t.Errorf("%s: %d of %s, want %d", test.name, got, class, want)
			}
		}
		_, broken, _ := strings.Cut(out, `<li class="broken"><p class="`)
		if at := strings.Index(broken, "<i>"); at < 0 || !strings.HasPrefix(broken[at:], test.before) {
			t.Errorf("%s: the broken step is not that of %s", test.name, test.before)
		}
	}
}

func TestHTMLOfNoKnownTime(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	if err := report.NewHTML(&out, time.Time{}).Close(); err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(out.Bytes(), []byte("<time")) {
		t.Error("the page says when")
	}
}

// Two hundred flows of eight steps are a page that can be sent by mail.
func TestHTMLStaysSmall(t *testing.T) {
	t.Parallel()
	const most = 2 << 20
	results := make([]replay.Result, 200)
	for i := range results {
		results[i] = boughtAirtime(t)
		results[i].Flow.File = fmt.Sprintf("flows/%d.ussd", i)
	}
	size := len(written(t, "html", results...))
	t.Logf("%d octets, %d a flow", size, size/len(results))
	if size > most {
		t.Errorf("200 flows are %d octets, more than %d", size, most)
	}
}
