package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// rewrite replaces what is in a file, whole or not at all, also where the machine
// stops meanwhile. It keeps the file's mode, and a link stays one.
func rewrite(file string, content []byte) error {
	at, mode := file, os.FileMode(0o644)
	if real, err := filepath.EvalSymlinks(file); err == nil {
		at = real
	}
	if info, err := os.Stat(at); err == nil {
		mode = info.Mode().Perm()
	}
	if err := replace(at, content, mode); err != nil {
		return failed(exitCannotRun, fmt.Errorf("%s cannot be written: %w", file, err))
	}
	return nil
}

// replace writes a file beside and gives it the name when all of it is there.
func replace(file string, content []byte, mode os.FileMode) error {
	next, err := os.CreateTemp(filepath.Dir(file), ".candybar-*")
	if err != nil {
		return err
	}
	_, err = next.Write(content)
	if err = errors.Join(err, next.Sync(), next.Close(), os.Chmod(next.Name(), mode)); err == nil {
		err = os.Rename(next.Name(), file)
	}
	if err != nil {
		return errors.Join(err, os.Remove(next.Name()))
	}
	return nil
}
