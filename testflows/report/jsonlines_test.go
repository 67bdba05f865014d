package report_test

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
	"testing"
)

func TestJSONLinesHaveAllTheirKeys(t *testing.T) {
	t.Parallel()
	lines := bytes.Split(bytes.TrimSuffix(written(t, "json", mixed(t)...), []byte("\n")), []byte("\n"))
	verdicts := map[string]int{}
	for i, line := range lines {
		var object map[string]any
		if err := json.Unmarshal(line, &object); err != nil {
			t.Fatalf("line %d: %v", i+1, err)
		}
		want := []string{"failure", "file", "kind", "ms", "name", "steps", "tags", "verdict", "warnings"}
		if i == len(lines)-1 {
			want = []string{"error", "failed", "flows", "kind", "ms", "passed", "skipped"}
			checkSummary(t, object, verdicts)
		} else {
			verdicts[object["verdict"].(string)]++
		}
		if keys := slices.Sorted(maps.Keys(object)); !slices.Equal(keys, want) {
			t.Errorf("line %d has %v, want %v", i+1, keys, want)
		}
		if failure, failed := object["failure"].(map[string]any); failed {
			if keys := slices.Sorted(maps.Keys(failure)); !slices.Equal(keys, []string{"after", "column", "drawing", "line", "title"}) {
				t.Errorf("line %d: the failure has %v", i+1, keys)
			}
		}
	}
}

// checkSummary compares the summary with the verdicts of the lines above it.
func checkSummary(t *testing.T, summary map[string]any, verdicts map[string]int) {
	t.Helper()
	for _, verdict := range []string{"passed", "failed", "error", "skipped"} {
		if got := summary[verdict]; got != float64(verdicts[verdict]) || got == 0.0 {
			t.Errorf("the summary has %v %s, the lines %d", got, verdict, verdicts[verdict])
		}
	}
}
