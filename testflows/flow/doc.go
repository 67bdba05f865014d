// Package flow is the language of flows: a conversation between a subscriber and
// a service, written so that a reviewer reads it in a diff and a machine replays
// it. [Parse] reads a flow, [Flow.Format] writes it in its canonical form,
// [Flow.Rewrite] corrects what it expects, and [Schema] describes it as JSON. The
// package plays nothing: no network, no clock, no file.
//
//	flow 1
//	# A customer buys airtime and pays by link.
//	name    Buy airtime
//	phone   09121234567
//	pay-by  inoti
//
//	> *6655*123#
//	CON
//	| Corner shop
//	| 1. Register
//	| 2. Buy airtime
//
//	> 2
//	END
//	| We sent you a payment link.
//
//	sms from iNoti
//	| Invoice {{invoice: id}}, 50,000 rial: {{link: url}}
//
//	pay {{invoice}} approve
//
//	callback
//	  call  *6655*123*2*{{invoice}}*{{inoti_invoice: digits}}
//	  RRN   {{rrn: digits}}
//
//	verified {{invoice}}
//
// # Lines
//
// A flow is UTF-8 text of at most 1 MiB, in lines of at most 4096 octets. A byte
// order mark at the beginning and Windows line ends are read, and formatting
// takes them out. Tabs, other control characters and characters that turn the
// reading order around are faults. Column 1 decides what a line is:
//
//	#               a comment, the whole line; elsewhere # is text
//	>   alice>      what the user types
//	CON   END       what the handler does with the session
//	|               one line of expected text, after one blank
//	two blanks      an option of the step above
//	a word          a header, or a step
//
// Blank lines and comments may stand anywhere. The grammar, in which BLANKS are
// one or more, what is in brackets may be left out, and what is in braces may
// stand any number of times:
//
//	flow      = "flow 1" { header | allow } step { step }
//	header    = "name" TEXT               what reports call the flow
//	          | "phone" [NAME] NUMBER     a phone; with names where there are several
//	          | "handler" URL             the program under test, http or https
//	          | "pay-by" PROVIDER         inoti, ipayy or intouchpay
//	          | "country" CC              IR, IN or RW: how numbers are read
//	          | "balance" N               each wallet, in the smallest unit
//	          | "dialect" NAME            inoti
//	          | "call-form" NAME          star, bare or mixed
//	          | "timers" NAME             default, strict or africastalking
//	          | "weather" NAME            as in the step weather, from the beginning
//	          | "outcome" NAME            of each callback, as in the step outcome
//	          | "skin" NAME               feature or smartphone: what the phones do
//	          | "seed" N                  of ids, passwords and tracking numbers
//	          | "var" NAME VALUE          a variable
//	          | "secret" NAME             a variable whose value is given from outside
//	          | "tag" WORD                by which flows are chosen
//	step      = [NAME] ">" [TEMPLATE] {option} (screen | hangup | wait)
//	          | "wait" DURATION {option} [screen]
//	          | "hangup" {option} [screen]
//	          | "sms from" PATTERN {option} text
//	          | "prompt" PATTERN {option} text
//	          | "approve" {option}        option: pin TEMPLATE
//	          | ("decline" | "ignore" | "resend" | "otp" TEMPLATE) {option}
//	          | "pay" [TEMPLATE] ("approve" | "decline") {option}
//	          | ("verified" | "unverified") TEMPLATE {option}
//	          | "callback" {option}       options: of the call, below
//	          | "request" option {option} options: of the request, below
//	          | "charge" ("succeeded" | "refused") {option}
//	                                      options: provider amount currency reason
//	          | "weather" NAME | "outcome" NAME | "balance" N
//	          | allow
//	allow     = "allow" ("sms" | "prompt" | "charge" | "callback")
//	screen    = "CON" text | "END" text | "END" END
//	text      = ("|" [" " PATTERN] | "| ...") {text}
//	option    = "  " WORD BLANKS VALUE
//
// Headers stand above the first step, each at most once but phone, var, secret
// and tag. Where a line has several words any number of blanks may part them;
// blanks at a line's end never count.
//
// # Steps
//
// The first step dials: its text is the dial string. What is typed is followed
// by what comes of it: CON where the session stays open, END where the handler
// closes it (the end final), both with the text of the screen; or END and the
// name of another end, without a text, since what the phone then shows is its
// own: released, cancelled, user-timeout, handler-timeout, session-limit,
// network-error, not-supported. In the place of a screen a hangup may follow:
// the user hangs up while the handler has the turn. Or a wait, with the screen
// below it, where the weather is slow with it. A wait and a hangup may say what
// becomes of the session:
//
//	wait 200s
//	END user-timeout
//
// A wait moves the flow's own clock (2s, 1m30s, 24h at most). A ">" alone does
// what the phone does with an empty answer: a feature phone does not take it, and
// a smartphone (header skin) hangs up, END cancelled.
//
// A step that takes something (sms, prompt, charge, callback) takes the oldest
// of its kind for its phone that no step took yet. An approve, decline, ignore,
// otp or resend answers the oldest open prompt. An invoice is named by the
// handler's own id; pay without one takes the newest live one. The outcomes of
// a callback are on-time, late, twice, out-of-order, lost, wrong-amount,
// no-record and forged; the step sets that of the newest invoice. A weather is a
// profile (clear, slow, 2g, flaky, storm), which goes by the seed, or a single
// fault, which happens to every request from then on: delay, drop-before,
// drop-after, reset, hang-up, idle, duplicate, digits-id, long-id, persian-call,
// persian-mobile, missing-mobile, missing-sessionid, missing-call. An allow lets
// everything of a kind pass that no step took, in the whole flow and for all its
// phones; it may stand among the headers.
//
// # Options
//
// Every step that waits has "within DURATION", how long it may take in real
// time, 5s where it is left out. Every step but allow has "phone NAME", which
// says whose it is; elsewhere that is the phone of the last ">", and at first
// the first phone. A flow without a phone has the example number of its country,
// which is that of pay-by where it names none, and Iran at last.
//
// The options of callback are method, url, status, outcome, attempt, body and
// to, those of request are method, url, status and body. Any other name is that
// of a parameter of the URL's query, as it is sent (call, RRN, mobile). Their
// values are patterns.
//
// # Variables and matchers
//
// A name is of small letters, digits and _, and begins with a letter. It has a
// value from a var, a secret, or the one matcher that keeps what it matched, and
// can be used below that. A var or secret that nothing uses is a fault.
//
//	{{name}}             the value of a variable
//	{{name: type}}       must match, and is kept
//	{{: type}}           must match, and is not kept
//	{{name: /regexp/}}   the same with a regular expression, in RE2's syntax
//	| ...                any number of lines
//	\{{                  two braces that are text
//	| \...               a line of three dots; further backslashes stay
//	{{\s}} {{\n}} {{\\}} a blank where blanks do not count, a line's end, and a
//	                     backslash right before braces
//
// A template has values only, a pattern matchers too. The types, whose digits
// are Latin, Persian or Arabic:
//
//	any     .*                              money   [0-9][0-9,.]*
//	digits  [0-9]+                          url     https?://\S+
//	id      [A-Za-z0-9_-]+                  phone   \+?[0-9]{8,15}
//	word    \S+                             date    [0-9]{4}[-/][0-9]{2}[-/][0-9]{2}
//	                                        time    [0-9]{2}:[0-9]{2}(:[0-9]{2})?
//
// A regular expression must match the whole of what it stands for, and knows
// nothing of what is around it. Of more than two braces in a row the last two
// open a matcher, the first two close it. Everything that is not in braces is
// compared letter by letter. A matcher takes as much as it can, "| ..." as
// little. What a line keeps holds in the lines below it, and further right.
package flow
