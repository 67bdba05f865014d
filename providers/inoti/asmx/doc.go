// Package asmx is the wire of ASP.NET's ASMX web services: an [http.Handler]
// that answers as the .NET Framework does for a service whose methods take
// strings and booleans and return one string. It knows nothing of any service;
// iNoti's is in the package above.
//
// # One request
//
// [New] reads the path first: what follows the segment that ends in .asmx is
// the path info. With path info a request is the HTTP GET or HTTP POST binding
// of the method it names (bindings.go). Without, a POST is SOAP (soap.go) and a
// GET is a document: the description (?WSDL), the discovery document (?disco)
// or a help page.
//
// A SOAP request goes through the same four gates as in ASP.NET, and each may
// end it with its own answer: the headers guess the version; the action, or in
// 1.2 the body's first element, names the method; the content type is checked;
// and only then the envelope's namespace says which version it really is, and
// the parameters are read. Hence 1.1 envelopes that work without SOAPAction,
// and faults whose version is not the request's.
//
// Parameters are matched by name and namespace. One in no namespace, as NuSOAP
// without WSDL sends it, is ignored without a word: the method is called with
// null. [Arguments.Misplaced] counts these, since no answer shows them.
//
// # Sources
//
// Microsoft's reference source of System.Web.Services, and answers of the same
// source in Mono 6.8 (Debian 12) to some two hundred requests, which the tests
// repeat. Where Mono prints a text without its arguments the text is the
// reference source's. Errors are as with custom errors on, the usual setting
// for callers from elsewhere: messages, no stack traces.
//
// # What is not ASP.NET
//
// A body is at most 1 MiB, where ASP.NET's default is 4 MiB; above it the
// answer is ASP.NET's own for a request too long. XML is at most 64 elements
// deep with 64 attributes on each, and in UTF-8 or what a content type without
// charset means (US-ASCII for text/xml, where every other byte becomes a
// question mark, as it does there); everything else is answered as XML that is
// not well-formed. The messages of a parser that a fault may quote are
// reproduced for the common cases only. Pages for people have the contents of
// ASP.NET's, not their looks. JSON, which ASP.NET AJAX takes from scripts, is a
// wrong content type. Unknown .asmx paths are the mounter's to refuse.
package asmx
