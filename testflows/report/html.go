package report

import (
	"embed"
	"fmt"
	"html/template"
	"io"
	"sync"
	"time"

	"candybar/testflows/replay"
)

// HTML writes one page for people: how many flows passed, an index of them, and
// for each one its steps beside the phone as it was. The page needs nothing
// else, no script and no other file, and says so in its content security policy;
// it follows the reader's light or dark colours and prints on paper.
//
// Steps after which a phone looks the same stand beside one drawing of it.
type HTML struct {
	out   io.Writer
	began time.Time
	page  page
}

// NewHTML makes a report to out, which is written when it is closed. Began is
// when the flows were played, as the page says; the zero Time is not said.
func NewHTML(out io.Writer, began time.Time) *HTML { return &HTML{out: out, began: began} }

// page is what the template draws.
type page struct {
	Style template.CSS
	Tally Tally
	// Flows is how many there are, in words.
	Flows, Took string
	// Began is when, for people and for machines; empty where it is not known.
	Began, BeganISO string
	Sections        []section
}

//go:embed page.gohtml page.css
var sources embed.FS

// pageTemplate is parsed at its first use: it would cost the phone part of its start.
var pageTemplate = sync.OnceValue(func() *template.Template {
	return template.Must(template.ParseFS(sources, "page.gohtml"))
})

// Add draws the flow.
func (h *HTML) Add(result replay.Result) error {
	h.page.Tally.Add(result)
	h.page.Sections = append(h.page.Sections, sectionOf(len(h.page.Sections)+1, result))
	return nil
}

// Close writes the page.
func (h *HTML) Close() error {
	style, err := sources.ReadFile("page.css")
	if err != nil {
		return fmt.Errorf("the HTML report has no style: %w", err)
	}
	h.page.Style = template.CSS(style)
	h.page.Flows, h.page.Took = plural(h.page.Tally.Flows(), "flow"), timeTaken(h.page.Tally.Took)
	if len(h.page.Sections) == 1 {
		h.page.Sections[0].Open = true
	}
	if !h.began.IsZero() {
		h.page.Began, h.page.BeganISO = h.began.Format("2 January 2006, 15:04"), h.began.Format(time.RFC3339)
	}
	if err := pageTemplate().Execute(h.out, h.page); err != nil {
		return fmt.Errorf("the HTML report cannot be written: %w", err)
	}
	return nil
}
