package main

import (
	"os"
	"syscall"
	"testing"
	"time"
)

func TestHang(t *testing.T) {
	for i := range 150 {
		term := onTerminal(t, 80, 24, true, "--listen", "127.0.0.1:0", "*6655*123#")
		term.await("5. Farsi")
		term.keys("5")
		term.await("│ 5 ")
		term.keys(enter)
		if os.Getenv("OLD") == "" {
			term.await("ﻡﺎﻧ ﺖﺒﺛ .۱", "ﺖﻤﯿﻗ .۳")
		} else {
			term.await("۱. ثبت نام", "قیمت")
		}
		term.cmd.Process.Signal(syscall.SIGTERM)
		select {
		case <-term.read:
		case <-time.After(3 * time.Second):
			n := len(term.written())
			term.cmd.Process.Signal(syscall.SIGQUIT)
			select {
			case <-term.read:
			case <-time.After(3 * time.Second):
			}
			t.Fatalf("%d hangs: %s", i, term.written()[n:])
		}
	}
}
