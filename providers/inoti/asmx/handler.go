package asmx

import (
	"net/http"
	"strings"
)

// handler is a service with what never changes about it.
type handler struct {
	service Service
}

// New makes the handler of a service. It looks only at what follows .asmx in
// the path, so that it may be mounted anywhere; see [Matches].
func New(service Service) http.Handler {
	return &handler{service: service}
}

// ServeHTTP routes as ASP.NET's protocol factories do, in their order.
func (h *handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	_, info := split(r.URL.Path)
	switch {
	case info != "" && h.bound(r.Method, info):
		h.serveBinding(w, r, info[1:])
	case info != "":
		unrecognized(w, info)
	case r.Method == http.MethodPost:
		h.serveSOAP(w, r)
	case r.Method == http.MethodGet:
		h.serveDocument(w, r)
	default:
		errorPage(w, http.StatusMethodNotAllowed, "Request format is unrecognized.")
	}
}

// bound reports whether one of the HTTP bindings takes the request. A bare
// slash names no method.
func (h *handler) bound(method, info string) bool {
	return h.service.HTTPBindings && len(info) > 1 &&
		(method == http.MethodGet || method == http.MethodPost)
}

// serveDocument answers a GET without path info. What is asked for stands in
// the query without a name: ?WSDL.
func (h *handler) serveDocument(w http.ResponseWriter, r *http.Request) {
	query := parseQuery(r.URL.RawQuery)
	nameless, _ := query.nameless()
	_, schema := query.named("schema")
	_, imported := query.named("wsdl")
	switch {
	case schema:
		plainError(w, exception("Schema not found."))
	case imported:
		plainError(w, exception("XML Web service description was not found."))
	case strings.EqualFold(nameless, "wsdl"):
		send(w, http.StatusOK, typeXML, h.service.describe(location(r)))
	case strings.EqualFold(nameless, "disco"):
		send(w, http.StatusOK, typeXML, h.service.discover(location(r)))
	default:
		h.serveHelp(w, r, query)
	}
}
