package main

import (
	"errors"
	"fmt"
	"os"

	"candybar/gateway/ledger"
)

// openBooks has the gateway keep its books in the folder of --data, where there
// is one.
func (s *settings) openBooks() (closeBooks func() error, err error) {
	if s.data == "" {
		return func() error { return nil }, nil
	}
	store, err := ledger.Open(s.data, fmt.Sprintf("process %d, listening on %s", os.Getpid(), s.server.Listen))
	var held *ledger.HeldError
	switch {
	case errors.As(err, &held):
		return nil, failed(exitCannotRun, err).hint("stop that process, or give this one a folder of its own")
	case err != nil:
		return nil, failed(exitCannotRun, err)
	}
	s.server.Gateway.Ledger = ledger.New(store)
	return s.server.Gateway.Ledger.Close, nil
}
