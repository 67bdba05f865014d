package asmx

import (
	"net/http"
	"strconv"
	"strings"
	"unicode/utf8"
)

// The content types of the answers.
const (
	typeXML   = "text/xml; charset=utf-8"
	typeHTML  = "text/html; charset=utf-8"
	typePlain = "text/plain; charset=utf-8"
)

// declaration starts every XML answer.
const declaration = `<?xml version="1.0" encoding="utf-8"?>`

// lineBreak ends lines where .NET does it: it runs on Windows.
const lineBreak = "\r\n"

// send writes a whole answer. Its length is always said, so that net/http never
// sends chunks: NuSOAP speaks HTTP/1.0 and would read them as text. An error
// has lost the cache setting of the method that was to be called.
func send(w http.ResponseWriter, status int, contentType, body string) {
	header := w.Header()
	header.Set("Content-Type", contentType)
	header.Set("Content-Length", strconv.Itoa(len(body)))
	header.Set("Cache-Control", "private")
	if status == http.StatusOK {
		header.Set("Cache-Control", "private, max-age=0")
	}
	w.WriteHeader(status)
	// An error here is the client's end, and there is nobody left to tell.
	_, _ = w.Write([]byte(body))
}

// plainError answers as the HTTP bindings do when something failed: text, with
// each message made safe for browsers that take it for HTML.
func plainError(w http.ResponseWriter, err error) {
	messages, ok := err.(chain)
	if !ok {
		messages = chain{err.Error()}
	}
	encoded := make(chain, len(messages))
	for i, message := range messages {
		encoded[i] = htmlEncode(message)
	}
	send(w, http.StatusInternalServerError, typePlain, encoded.Error()+lineBreak)
}

// errorPage is ASP.NET's own page about an exception that no protocol caught.
func errorPage(w http.ResponseWriter, status int, message string) {
	message = htmlEncode(message)
	send(w, status, typeHTML, "<!DOCTYPE html>\n<html><head><title>"+message+"</title></head>"+
		"<body><h1>Server Error in '/' Application.</h1><h2><i>"+message+"</i></h2></body></html>\n")
}

// unrecognized is the page for a path info that no binding takes.
func unrecognized(w http.ResponseWriter, info string) {
	errorPage(w, http.StatusInternalServerError, "Request format is unrecognized for URL unexpectedly ending in '"+info+"'.")
}

// escapeText writes text as .NET's XmlTextWriter does: only & < > are escaped,
// quotes stay. A character that XML cannot hold becomes U+FFFD, where .NET
// writes a reference that no parser accepts.
func escapeText(text string) string {
	var out strings.Builder
	for _, r := range text {
		switch {
		case r == '&':
			out.WriteString("&amp;")
		case r == '<':
			out.WriteString("&lt;")
		case r == '>':
			out.WriteString("&gt;")
		case !inXML(r):
			out.WriteRune(utf8.RuneError)
		default:
			out.WriteRune(r)
		}
	}
	return out.String()
}

// escapeAttribute is escapeText for a value between double quotes.
func escapeAttribute(value string) string {
	return strings.ReplaceAll(escapeText(value), `"`, "&quot;")
}

// inXML reports whether XML 1.0 has the character.
func inXML(r rune) bool {
	return r == '\t' || r == '\n' || r == '\r' ||
		r >= 0x20 && r <= 0xD7FF || r >= 0xE000 && r <= 0xFFFD || r >= 0x10000 && r <= 0x10FFFF
}

// htmlEncode is .NET's HttpUtility.HtmlEncode: the five characters of markup,
// and Latin-1's upper half and everything above U+FFFF as numbers.
func htmlEncode(text string) string {
	var out strings.Builder
	for _, r := range text {
		switch {
		case r == '&':
			out.WriteString("&amp;")
		case r == '<':
			out.WriteString("&lt;")
		case r == '>':
			out.WriteString("&gt;")
		case r == '"':
			out.WriteString("&quot;")
		case r == '\'':
			out.WriteString("&#39;")
		case r >= 0xA0 && r <= 0xFF, r > 0xFFFF:
			out.WriteString("&#" + strconv.Itoa(int(r)) + ";")
		default:
			out.WriteRune(r)
		}
	}
	return out.String()
}
