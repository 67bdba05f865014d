package lint_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"candybar/gateway/lint"
)

// The README's table of rules is this one.
func TestReadme(t *testing.T) {
	t.Parallel()
	readme, err := os.ReadFile(filepath.Join("..", "..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	const head = "| rule | counts as | why | what to do |\n|---|---|---|---|\n"
	_, found, ok := strings.Cut(string(readme), head)
	if !ok {
		t.Fatalf("the README has no table that begins %q", head)
	}
	found, _, _ = strings.Cut(found, "\n\n")
	cell := strings.NewReplacer("|", `\|`, "<", `\<`).Replace
	var want []string
	for _, rule := range lint.Rules() {
		want = append(want, fmt.Sprintf("| `%s` | %s | %s | %s |", rule.ID, rule.Severity, cell(rule.Why), cell(rule.Cure)))
	}
	if diff := cmp.Diff(want, strings.Split(strings.TrimSpace(found), "\n")); diff != "" {
		t.Errorf("-the rules +the README\n%s", diff)
	}
}
