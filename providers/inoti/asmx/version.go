package asmx

import "strings"

// version is a version of SOAP.
type version uint8

const (
	soap11 version = iota
	soap12
)

// envelope is the namespace of the version's envelope.
func (v version) envelope() string {
	if v == soap12 {
		return "http://www.w3.org/2003/05/soap-envelope"
	}
	return "http://schemas.xmlsoap.org/soap/envelope/"
}

// mediaType is the version's content type without its charset.
func (v version) mediaType() string {
	if v == soap12 {
		return "application/soap+xml"
	}
	return "text/xml"
}

// contentType is that of an answer.
func (v version) contentType() string { return v.mediaType() + "; charset=utf-8" }

// versionOf gives the version whose envelope has the namespace; ok is false for
// an unknown one, which is answered in 1.1.
func versionOf(namespace string) (v version, ok bool) {
	switch namespace {
	case soap11.envelope():
		return soap11, true
	case soap12.envelope():
		return soap12, true
	default:
		return soap11, false
	}
}

// guess is the version that the headers hint at, before anybody looked at the
// envelope: 1.1 where there is a SOAPAction, unless the content type is 1.2's
// (zeep sends both).
func guess(action bool, contentType string) version {
	if !action || hasMediaType(contentType, soap12.mediaType()) {
		return soap12
	}
	return soap11
}

// hasMediaType compares what stands before the first semicolon. As in .NET a
// blank there is part of the name.
func hasMediaType(contentType, mediaType string) bool {
	base, _, _ := strings.Cut(contentType, ";")
	return strings.EqualFold(base, mediaType)
}

// isSOAP reports whether the content type is one of SOAP's two.
func isSOAP(contentType string) bool {
	return hasMediaType(contentType, soap11.mediaType()) || hasMediaType(contentType, soap12.mediaType())
}

// mediaParameter reads a parameter of a content type as .NET does: quotes of
// either kind are optional, and a name that begins with the wanted one is
// taken for it.
func mediaParameter(contentType, name string) string {
	for i, part := range strings.Split(contentType, ";") {
		part = strings.TrimLeft(part, " \t")
		if i == 0 || len(part) < len(name) || !strings.EqualFold(part[:len(name)], name) {
			continue
		}
		if _, value, ok := strings.Cut(part[len(name):], "="); ok {
			return strings.Trim(value, " '\"\t")
		}
	}
	return ""
}
