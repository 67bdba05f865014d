// Package testflows is the flow notation: a conversation between a subscriber
// and a service, written so that a reviewer reads it in a diff.
//
//	> *6655*123#
//	CON
//	| Please enter your registration code
//
//	> 4567
//	CON
//	| Your registration code has been stored successfully
//
// Column 1 decides what a line is: ">" is what the user types, the first one
// being the dial string; CON says that the session stays open and END that it is
// closed; "|" is one line of the screen's text. END alone is the end "final"; any
// other end is END and its name, without text, since what the phone then shows
// is the phone's own. "sms from NAME" is a short message. Two braces in a text
// are written "\{{", since "{{name}}" is a variable.
//
// [Writer] writes events (package gateway/event) in it.
package testflows
