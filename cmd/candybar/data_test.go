package main

import (
	"bufio"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"

	"candybar/gateway/ledger"
	"candybar/phone/number"
)

// books FOLDER BALANCE YOURS=STATE...: what the folder's books hold for the usual
// phone, and its invoices in their order, each with ids of its own.
func checkBooks(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: books FOLDER BALANCE YOURS=STATE...")
	}
	file, err := ledger.Open(ts.MkAbs(args[0]), "a script")
	ts.Check(err)
	kept := ledger.New(file)
	balance, err := kept.Balance(number.Iran.Example())
	ts.Check(err)
	invoices, err := kept.Invoices()
	ts.Check(err)
	ts.Check(file.Close())
	slices.SortFunc(invoices, func(a, b ledger.Invoice) int { return int(a.Order - b.Order) })
	got := []string{strconv.FormatInt(balance, 10)}
	sessions := make(map[string]bool)
	for _, invoice := range invoices {
		got = append(got, invoice.Yours+"="+string(invoice.State))
		sessions[invoice.Session] = true
	}
	if !slices.Equal(got, args[1:]) {
		ts.Fatalf("the books have %v, want %v", got, args[1:])
	}
	if len(sessions) != len(invoices) {
		ts.Fatalf("%d sessions have %d invoices", len(sessions), len(invoices))
	}
}

// hold FOLDER: a gateway keeps its books there until the script ends.
func hold(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: hold FOLDER")
	}
	cmd := exec.Command("candybar", "gateway", "--listen", "127.0.0.1:0", "--data", ts.MkAbs(args[0]))
	says, err := cmd.StderrPipe()
	ts.Check(err)
	ts.Check(cmd.Start())
	ts.Defer(func() {
		ts.Check(cmd.Process.Signal(os.Interrupt))
		ts.Check(cmd.Wait())
	})
	line, err := bufio.NewReader(says).ReadString('\n')
	ts.Check(err)
	if !strings.HasPrefix(line, "candybar: gateway on ") {
		ts.Fatalf("the gateway says %q", line)
	}
}
