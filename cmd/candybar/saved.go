package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// mostSaved is how many exchanges one name may have in a folder.
const mostSaved = 1000

// saveExchange writes an exchange to a new file in the working folder, which only
// the user may read, and returns the file's name. Of is what it is named after. No
// file is ever overwritten.
func saveExchange(of string, exchange []byte) (file string, err error) {
	for n := 1; n <= mostSaved; n++ {
		name := fmt.Sprintf("candybar-exchange-%s-%d.http", of, n)
		f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
		if errors.Is(err, fs.ErrExist) {
			continue
		}
		if err != nil {
			return "", fmt.Errorf("the exchange is not saved: %w", err)
		}
		_, err = f.Write(exchange)
		if err := errors.Join(err, f.Close()); err != nil {
			return "", fmt.Errorf("the exchange is not saved: %w", err)
		}
		return name, nil
	}
	return "", fmt.Errorf("the exchange is not saved: there are %d of %s in this folder", mostSaved, of)
}
