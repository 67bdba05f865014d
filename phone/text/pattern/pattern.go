// Package pattern is regular expressions that are compiled when they are first
// used. Compiled as package variables they are a tenth of the time in which a
// command starts, and no command uses them all.
package pattern

import (
	"regexp"
	"sync"
)

// New is an expression in the syntax of package regexp. What it gives panics where
// it is none, and may be called from several goroutines.
func New(expression string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expression) })
}
