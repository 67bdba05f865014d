package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"candybar/gateway/demoshop"
	"candybar/phone/text"
	"candybar/tui"
)

// codesFile has the codes that were saved on the phone, in the folder of --data.
const codesFile = "codes.json"

// demoName is by what the demo shop's code is saved.
const demoName = "Demo shop"

// savedCode is a code as the file has it.
type savedCode struct {
	Name string `json:"name"`
	Code string `json:"code"`
}

// saveCodes gives the phone its saved codes: the config's, the demo shop's where that
// answers, and those that were saved on it before, which are kept in the folder of
// --data where there is one.
func (s *settings) saveCodes(options *tui.Options) error {
	options.Codes = s.codes
	if s.demo {
		options.Codes = append(options.Codes, tui.Code{Name: demoName, Code: demoshop.Code})
	}
	if s.data == "" {
		return nil
	}
	file := filepath.Join(s.data, codesFile)
	own, err := readCodes(file)
	if err != nil {
		return failed(exitCannotRun, fmt.Errorf("the saved codes: %w", err)).hint("repair %s, or remove it: it has nothing else", file)
	}
	options.OwnCodes = own
	options.KeepCodes = func(codes []tui.Code) error { return writeCodes(file, codes) }
	return nil
}

// readCodes reads the codes that were saved, none where there is no file yet. What
// is no USSD code is refused: somebody else wrote it.
func readCodes(file string) ([]tui.Code, error) {
	data, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var saved []savedCode
	if err := json.Unmarshal(data, &saved); err != nil {
		return nil, fmt.Errorf("%s is not as it was written: %w", file, err)
	}
	codes := make([]tui.Code, len(saved))
	for i, code := range saved {
		name, _ := text.Clean(code.Name)
		codes[i] = tui.Code{Name: name, Code: code.Code}
		if !codes[i].IsUSSD() {
			return nil, fmt.Errorf("%s: %q is no USSD code", file, code.Code)
		}
	}
	return codes, nil
}

// writeCodes replaces the file, whole or not at all.
func writeCodes(file string, codes []tui.Code) error {
	saved := make([]savedCode, len(codes))
	for i, code := range codes {
		saved[i] = savedCode(code)
	}
	data, err := json.MarshalIndent(saved, "", "  ")
	if err != nil {
		return err
	}
	return rewrite(file, append(data, '\n'))
}
