package main

import (
	"bufio"
	"fmt"
	"net"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// startPHP serves a page of testdata/php with PHP's own server and returns its
// address. Where there is no PHP the test is skipped, and counted as such.
func startPHP(t *testing.T, page string) string {
	t.Helper()
	php, err := exec.LookPath("php")
	if err != nil {
		t.Skip("php is not installed (Debian: php-cli)")
	}
	folder, err := filepath.Abs("testdata/php")
	if err != nil {
		t.Fatal(err)
	}
	address := freeAddress(t)
	server := exec.Command(php, "-S", address, "-t", folder)
	says, err := server.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = server.Process.Kill()
		_ = server.Wait()
	})
	lines := bufio.NewScanner(says)
	for lines.Scan() {
		if strings.Contains(lines.Text(), "started") {
			go func() {
				for lines.Scan() {
					// PHP stops where nobody reads what it says.
					continue
				}
			}()
			return fmt.Sprintf("http://%s/%s", address, page)
		}
	}
	t.Fatalf("php did not start: %v", lines.Err())
	return ""
}

func freeAddress(t *testing.T) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	return listener.Addr().String()
}
