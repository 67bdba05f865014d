package event_test

import (
	"bytes"
	"encoding/json"
	"testing"

	"candybar/gateway/event"
	"candybar/phone/text/hostile"
)

// What is hostile to a terminal stands in no document as it is, and every reader
// gets it back.
func TestEncoderEscapesWhatActsOnTerminals(t *testing.T) {
	t.Parallel()
	for _, attack := range hostile.Attacks() {
		t.Run(attack.Name, func(t *testing.T) {
			t.Parallel()
			want := string([]rune(attack.Text)) // octets that are no UTF-8 are U+FFFD in any JSON
			var document bytes.Buffer
			if err := event.NewEncoder(&document).Encode(map[string]string{attack.Text: attack.Text}); err != nil {
				t.Fatal(err)
			}
			if found := hostile.FoundInJSON(document.String()); found != "" {
				t.Error(found)
			}
			var got map[string]string
			if err := json.Unmarshal(document.Bytes(), &got); err != nil {
				t.Fatal(err)
			}
			if got[want] != want {
				t.Errorf("%.200q is read back as %.200q", want, got)
			}
		})
	}
}
