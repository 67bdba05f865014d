package replay

import (
	"slices"
	"sync"

	"candybar/phone/number"
)

// phones are the numbers that flows have in use.
type phones struct {
	mu   sync.Mutex
	free sync.Cond
	used map[number.Number]bool
}

func newPhones() *phones {
	p := &phones{used: make(map[number.Number]bool)}
	p.free.L = &p.mu
	return p
}

// take waits until all the numbers are free, and has them until release.
func (p *phones) take(numbers []number.Number) (release func()) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for slices.ContainsFunc(numbers, func(n number.Number) bool { return p.used[n] }) {
		p.free.Wait()
	}
	for _, n := range numbers {
		p.used[n] = true
	}
	return func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		for _, n := range numbers {
			delete(p.used, n)
		}
		p.free.Broadcast()
	}
}
