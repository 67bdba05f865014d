//go:build unix

package server_test

import (
	"syscall"
	"testing"
)

// wantDescriptors skips where the system does not let a process open both ends of
// the slow connections. Go has asked it for all that it gives already.
func wantDescriptors(t *testing.T) {
	t.Helper()
	const both, others = 2, 300
	var limit syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_NOFILE, &limit); err != nil {
		t.Fatal(err)
	}
	if limit.Cur < both*slowConnections+others {
		t.Skipf("a process may have %d files here, and %d connections take %d", limit.Cur, slowConnections, both*slowConnections+others)
	}
}
