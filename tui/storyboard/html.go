package storyboard

import (
	"embed"
	"fmt"
	"html/template"
	"io"
	"sync"
)

//go:embed storyboard.gohtml storyboard.css
var pages embed.FS

// pageTemplate is parsed at its first use, since every command would pay for it.
var pageTemplate = sync.OnceValue(func() *template.Template {
	return template.Must(template.ParseFS(pages, "storyboard.gohtml"))
})

// page is what the template draws.
type page struct {
	Style                    template.CSS
	Title, Subtitle, Failure string
	Frames                   []pageFrame
}

type pageFrame struct {
	// Class says how the arrow looks: dialled, typed, did or came.
	Class, Lead string
	Phone       look
	Notes       []pageNote
	Failed      bool
}

type pageNote struct{ Class, Text string }

// HTML writes the story as one page, which is SVG's picture with texts that flow:
// it needs nothing else, has no script, says so in its content security policy,
// and follows the reader's light or dark colours. The error is the writer's.
func HTML(w io.Writer, story Story) error {
	style, err := pages.ReadFile("storyboard.css")
	if err != nil {
		return fmt.Errorf("the page has no style: %w", err)
	}
	p := page{Style: template.CSS(style), Title: story.Title, Subtitle: story.subtitle(), Failure: story.Failure}
	for i, frame := range story.Frames {
		f := pageFrame{
			Class: frame.Lead.Kind.class(), Lead: frame.Lead.words(), Phone: story.look(frame),
			Failed: story.Failure != "" && i == len(story.Frames)-1,
		}
		for _, note := range frame.Notes {
			f.Notes = append(f.Notes, pageNote{note.Tone.class(), cleaned(note.Text)})
		}
		p.Frames = append(p.Frames, f)
	}
	if err := pageTemplate().Execute(w, p); err != nil {
		return fmt.Errorf("the page cannot be written: %w", err)
	}
	return nil
}

// class is a kind's style in a picture or a page.
func (k LeadKind) class() string {
	switch k {
	case Came:
		return "came"
	case Dialled, Typed:
		return "typed"
	case Did:
		return "did"
	default:
		return "did"
	}
}

// words are what an arrow says. Who sends an empty answer presses the key alone.
func (l Lead) words() string {
	if l.Words == "" {
		return "send"
	}
	return oneLine(l.Words)
}

func (t Tone) class() string {
	switch t {
	case Good:
		return "good"
	case Bad:
		return "bad"
	case Plain:
		return "quiet"
	default:
		return "quiet"
	}
}
