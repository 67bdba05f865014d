// Package record turns events (package gateway/event) into flows (package
// testflows/flow). It reads what happened and writes what would make it happen
// again; it has no phone, no clock and no file of its own.
//
// There are two ways in. [Writer] writes the conversation while it is held, word
// for word, as candybar dial prints it. [Flow] makes a whole flow of what is over:
// a recording, which passes candybar test unchanged and reads as if somebody had
// written it. The rest of this text is about recordings.
//
// # Three passes
//
// A recording is made in three passes over plain data, each in files of its own.
//
// First the events become steps (listen.go, sessions.go, questions.go, money.go).
// What nobody would write down is left out: what is of a time before the first
// dial string, or of a phone that dials nothing, a dial string that is no USSD, a
// charge that the answer to a prompt implies, what programs said to providers.
// What came while the handler had the turn stands behind the screen that ended the
// turn, as a flow wants it. A session that is open at the end is left open, and a
// turn of which nobody knows what came is hung up.
//
// Then it is found what must not stand there as it is (words.go, marks.go,
// shapes.go). Ids, one-time passwords, tracking numbers, links, dates and times are
// other ones the next time, and become matchers. A number of four digits or more
// that the user copied from an earlier screen or message is captured there, unless
// it is an amount of money. What was typed as a PIN or password becomes a variable
// whose value is given from outside, and stands nowhere in the name and the steps.
// There are two exceptions: a choice of the screen's ("1. Change PIN") is typed as
// it is, and one of fewer than four characters is hidden in texts alone, where it
// stands by itself.
//
// At last the steps are written (write.go, texts.go) and flow.Flow.Format lays them
// out.
//
// # Time
//
// The clock of a flow stands still but for its waits, so time is written only
// where something was due (wait.go): a session that ran out, a late callback, an
// invoice that nobody asked about, a question that nobody answered. From what
// started the timer to what it did, time passes in the flow as it passed in the
// recording.
//
// # Money
//
// A flow must account for every prompt and charge. What a payment link brought
// about is one step, pay, however it was paid; an approve, decline or otp stands for
// its charge, where that ended as it should. Of the PIN or password that was typed
// with an answer no event tells, but that it was wrong: then one is written that is
// never right.
//
// # What a recording cannot say
//
// Some things leave no event, or have no step: an outcome that was chosen for one
// invoice while the recording ran, a callback that was made again by hand, a change
// of the wallet, the answer to another prompt than the oldest, a session that ran
// out while the handler had the turn, a subscriber's operator. A recording has what
// came of them, and fails when it is replayed until a person adds what is missing. A
// recording larger than flow.Parse reads is written, but not laid out.
package record
