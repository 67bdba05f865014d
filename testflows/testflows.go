// Package testflows is the house of flows: conversations between a subscriber and
// a service, in files that a reviewer reads in a diff and a machine replays.
//
//	> *6655*123#
//	CON
//	| Please enter your registration code
//
//	> 4567
//	END
//	| Your registration code has been stored successfully
//
// It has no code of its own. Its rooms are
//
//	flow      the language: what a flow is, read, written and compared
//	record    events to flows: what candybar dial prints, and recordings
//	replay    the runner: a flow played against a handler
//	report    what came of the flows that were played, for people and for CI
//	examples  flows to begin with
//
// record and replay meet in the language alone: what one writes the other reads
// as if a person had written it.
package testflows
