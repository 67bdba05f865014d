package main

import (
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// rewrite replaces what is in a file, whole or not at all, also where the machine
// stops meanwhile. It keeps the file's mode, and a link stays one.
func rewrite(file string, content []byte) error {
	at := file
	if real, err := filepath.EvalSymlinks(file); err == nil {
		at = real
	}
	if err := replace(at, content); err != nil {
		return failed(exitCannotRun, fmt.Errorf("%s cannot be written: %w", file, err))
	}
	return nil
}

// replace writes a file beside and gives it the name when all of it is there.
func replace(file string, content []byte) error {
	beside := filepath.Join(filepath.Dir(file), ".candybar-"+rand.Text())
	next, err := os.OpenFile(beside, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644) // less what the user's umask takes
	if err != nil {
		return err
	}
	_, err = next.Write(content)
	if before, statErr := os.Stat(file); statErr == nil {
		err = errors.Join(err, next.Chmod(before.Mode().Perm()))
	}
	if err = errors.Join(err, next.Sync(), next.Close()); err == nil {
		err = os.Rename(beside, file)
	}
	if err != nil {
		return errors.Join(err, os.Remove(beside))
	}
	return nil
}
