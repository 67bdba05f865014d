package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// floors says which of our own packages each package may import: downwards
// only. A package that is not named here has no floor yet, and fails the test.
var floors = map[string][]string{
	"phone/text":           {},
	"phone/text/pattern":   {},
	"phone/text/hostile":   {}, // and no floor has it: it is for tests alone
	"phone/number":         {"phone/text"},
	"phone/dial":           {"phone/text"},
	"phone/rtl":            {},
	"phone":                {"phone/dial", "phone/number", "phone/text"},
	"phone/face":           {"phone"},
	"providers/inoti/asmx": {},
	"providers/intouchpay": {"phone/number", "phone/text", "phone/text/pattern"},
	"providers/ipayy":      {"phone/number", "phone/text", "phone/text/pattern"},
	"providers/inoti":      {"phone/number", "phone/text", "providers/inoti/asmx"},
	"gateway/authority":    {},
	"gateway/ledger":       {"phone/number"},
	"gateway/paypage":      {"gateway/ledger", "phone/text"},
	"gateway/session":      {},
	"gateway/weather":      {},
	"gateway/event":        {"gateway/session", "phone/number", "phone/text"},
	"gateway/lint":         {"gateway/event", "phone/text", "phone/text/pattern", "providers/inoti"},
	"gateway/demoshop":     {"phone/text/pattern", "providers/inoti"},
	"gateway":              {"gateway/event", "gateway/ledger", "gateway/lint", "gateway/session", "gateway/weather", "phone", "phone/dial", "phone/number", "phone/text", "providers/inoti", "providers/intouchpay", "providers/ipayy"},
	"gateway/control":      {"gateway", "gateway/event", "gateway/ledger", "gateway/session", "gateway/weather", "phone", "phone/number", "providers/ipayy"},
	"gateway/server":       {"gateway", "gateway/authority", "gateway/control", "gateway/demoshop", "gateway/event", "gateway/ledger", "gateway/paypage", "phone/number", "phone/text", "phone/text/pattern", "providers/inoti", "providers/inoti/asmx", "providers/intouchpay", "providers/ipayy"},
	"testflows/flow":       {"phone/number", "phone/text"},
	"testflows/replay":     {"gateway", "gateway/event", "gateway/ledger", "gateway/server", "gateway/session", "gateway/weather", "phone", "phone/number", "phone/text", "providers/inoti", "testflows/flow"},
	"testflows/record":     {"gateway/event", "gateway/session", "gateway/weather", "phone", "phone/number", "phone/text", "phone/text/pattern", "testflows/flow"},
	"testflows/report":     {"gateway/event", "phone", "phone/face", "phone/text", "phone/text/pattern", "testflows/flow", "testflows/replay"},
	"testflows":            {},
	"tui":                  {"gateway", "gateway/event", "gateway/ledger", "gateway/session", "gateway/weather", "phone", "phone/dial", "phone/number", "phone/rtl", "phone/text", "phone/text/pattern", "providers/inoti"},
	"cmd/candybar":         {"gateway", "gateway/authority", "gateway/demoshop", "gateway/event", "gateway/ledger", "gateway/lint", "gateway/server", "gateway/session", "gateway/weather", "phone", "phone/number", "phone/text", "providers/inoti", "providers/intouchpay", "providers/ipayy", "testflows/flow", "testflows/record", "testflows/replay", "testflows/report", "tui", "tui/storyboard"},
	"tui/storyboard":       {"gateway", "gateway/event", "gateway/ledger", "gateway/session", "phone", "phone/face", "phone/number", "phone/text", "providers/inoti", "tui"},
}

// pure are the packages that are standard library only, without I/O, goroutine
// or clock.
var pure = []string{"phone", "phone/dial", "phone/face", "phone/number", "phone/text", "gateway/session", "gateway/weather"}

const module = "candybar/"

// listed is one line of go list.
type listed struct {
	path    string
	imports []string
	deps    []string
}

func goList(t *testing.T) []listed {
	t.Helper()
	cmd := exec.Command("go", "list", "-deps", "-f", `{{.ImportPath}}|{{join .Imports " "}}|{{join .Deps " "}}`, "./...")
	cmd.Dir = filepath.Join("..", "..")
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var packages []listed
	for line := range strings.Lines(string(out)) {
		fields := strings.Split(strings.TrimSpace(line), "|")
		if own, ours := strings.CutPrefix(fields[0], module); ours {
			packages = append(packages, listed{own, strings.Fields(fields[1]), strings.Fields(fields[2])})
		}
	}
	return packages
}

func TestImportsGoDownwards(t *testing.T) {
	t.Parallel()
	for _, p := range goList(t) {
		allowed, known := floors[p.path]
		if !known {
			t.Errorf("%s has no floor: say in this test what it may import", p.path)
		}
		for _, imported := range p.imports {
			if own, ours := strings.CutPrefix(imported, module); ours && !slices.Contains(allowed, own) {
				t.Errorf("%s may not import %s", p.path, own)
			}
		}
		if slices.Contains(pure, p.path) {
			checkStandardOnly(t, p)
		}
	}
}

func checkStandardOnly(t *testing.T, p listed) {
	t.Helper()
	for _, dep := range p.deps {
		first, _, _ := strings.Cut(dep, "/")
		if strings.Contains(first, ".") {
			t.Errorf("%s depends on %s: it is standard library only", p.path, dep)
		}
	}
	for _, imported := range p.imports {
		switch first, _, _ := strings.Cut(imported, "/"); first {
		case "os", "net", "io", "log", "sync", "context", "syscall", "runtime":
			t.Errorf("%s imports %s: it has no I/O and no goroutine", p.path, imported)
		}
	}
}

// TestPureHasNoClockAndNoGoroutine reads the pure packages' source for what no
// import tells.
func TestPureHasNoClockAndNoGoroutine(t *testing.T) {
	t.Parallel()
	for _, path := range pure {
		files, err := filepath.Glob(filepath.Join("..", "..", filepath.FromSlash(path), "*.go"))
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: %d files, %v", path, len(files), err)
		}
		for _, file := range files {
			if !strings.HasSuffix(file, "_test.go") {
				checkSource(t, file)
			}
		}
	}
}

func checkSource(t *testing.T, file string) {
	t.Helper()
	set := token.NewFileSet()
	source, err := parser.ParseFile(set, file, nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(source, func(node ast.Node) bool {
		switch node := node.(type) {
		case *ast.GoStmt:
			t.Errorf("%s starts a goroutine", set.Position(node.Pos()))
		case *ast.SelectorExpr:
			if name, ok := node.X.(*ast.Ident); ok && name.Name == "time" && slices.Contains(clockFunctions, node.Sel.Name) {
				t.Errorf("%s reads the clock by time.%s", set.Position(node.Pos()), node.Sel.Name)
			}
		}
		return true
	})
}

var clockFunctions = []string{"Now", "Since", "Until", "Sleep", "After", "AfterFunc", "NewTimer", "NewTicker", "Tick"}

// TestTopLevel keeps the folders that the project is made of.
func TestTopLevel(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"cmd", "tui", "phone", "gateway", "providers", "testflows", "go.mod", "README.md", "LICENSE"} {
		if _, err := os.Stat(filepath.Join("..", "..", name)); err != nil {
			t.Errorf("%s: %v", strconv.Quote(name), err)
		}
	}
}

// TestNoReplace keeps go.mod installable from elsewhere.
func TestNoReplace(t *testing.T) {
	t.Parallel()
	mod, err := os.ReadFile(filepath.Join("..", "..", "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(mod), "replace") {
		t.Error("go.mod has a replace")
	}
}
