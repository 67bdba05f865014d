package asmx

import (
	"net"
	"net/http"
	"strings"
)

// Matches reports whether a request's path is a service's, alone or with path
// info behind it. Case does not matter, as in IIS: iNoti's own pages write both
// /_services/ and /_Services/.
func Matches(path, service string) bool {
	file, _ := split(path)
	return strings.EqualFold(file, service)
}

// split cuts a path behind its first segment that ends in .asmx. A path without
// one has no path info.
func split(path string) (file, info string) {
	for end := 0; end < len(path); {
		rest := path[end+1:]
		next := strings.IndexByte(rest, '/')
		if next < 0 {
			return path, ""
		}
		end += 1 + next
		if segment := path[:end]; len(segment) >= len(extension) && strings.EqualFold(segment[len(segment)-len(extension):], extension) {
			return path[:end], path[end:]
		}
	}
	return path, ""
}

const extension = ".asmx"

// location is the address that the description gives: the request's own, as it
// was written, without path info and query. The scheme is https only where this
// server speaks TLS itself; a header cannot change it.
func location(r *http.Request) string {
	scheme := "http"
	if r.TLS != nil {
		scheme = "https"
	}
	file, _ := split(r.URL.EscapedPath())
	return scheme + "://" + host(r) + file
}

// host is the request's Host, or the address it came in on where it has none
// (HTTP/1.0).
func host(r *http.Request) string {
	if r.Host != "" {
		return r.Host
	}
	if local, ok := r.Context().Value(http.LocalAddrContextKey).(net.Addr); ok {
		return local.String()
	}
	return "localhost"
}
