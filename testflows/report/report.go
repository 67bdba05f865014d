// Package report says what came of flows: to a person at a terminal, to a CI
// server, to a program, and to somebody who was not there.
//
// A [Report] is told one result after the other, in the order in which the flows
// were named, and is closed at the end:
//
//   - [Terminal] writes a line a flow, and what differed below it;
//   - [JUnit] writes the XML that CI servers read;
//   - [JSONLines] writes an object a flow;
//   - [HTML] writes one page that needs nothing else, with the phone drawn as it
//     was after each step.
//
// Flows that are played at once end in any order. A [Sequence] stands between
// them and the reports: it keeps a result until all before it have come.
//
// What a report writes is the same whenever the results are the same: no report
// reads a clock or asks for the name of a machine.
//
// # Secrets
//
// Results come with the flow's secrets masked. What the network itself knows to
// be secret, such as a one-time password in a message, is still in the phones,
// as their user saw it; it is masked here, where it leaves the process.
package report

import "candybar/testflows/replay"

// Report is told of results and writes what it makes of them. It is for one
// goroutine at a time.
type Report interface {
	// Add takes the next result. Its error is that of the writer below.
	Add(result replay.Result) error
	// Close writes what can only be said at the end. It does not close the writer
	// below, whose error it returns.
	Close() error
}
