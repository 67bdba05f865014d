package main

import (
	"errors"
	"fmt"
	"os"

	"candybar/gateway/ledger"
)

// books are the gateway's, in the folder of --data; the zero books are in memory.
type books struct{ file *ledger.File }

// openBooks has the gateway keep its books in the folder of --data, where there
// is one. A second process there draws other ids than the first, also from one seed.
func (s *settings) openBooks() (books, error) {
	if s.data == "" {
		return books{}, nil
	}
	store, err := ledger.Open(s.data, fmt.Sprintf("process %d", os.Getpid()))
	var held *ledger.HeldError
	switch {
	case errors.As(err, &held):
		return books{}, failed(exitCannotRun, err).hint("stop that process, or give this one a folder of its own")
	case err != nil:
		return books{}, failed(exitCannotRun, err).hint("name another folder with --data")
	}
	s.server.Gateway.Ledger = ledger.New(store)
	before, err := s.server.Gateway.Ledger.Enter()
	if err != nil {
		return books{}, errors.Join(failed(exitCannotRun, err), store.Close())
	}
	s.server.Gateway.Seed += uint64(before)
	return books{store}, nil
}

// listensOn says in the folder where this process can be reached.
func (b books) listensOn(address string) error {
	if b.file == nil {
		return nil
	}
	return b.file.SetHolder(fmt.Sprintf("process %d, which listens on %s", os.Getpid(), address))
}

func (b books) close() error {
	if b.file == nil {
		return nil
	}
	return b.file.Close()
}
