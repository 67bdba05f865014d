package gateway

import (
	"context"
	"sync"
	"sync/atomic"
)

// crew does exchanges, each in a goroutine of its own. It keeps some goroutines
// for the next one: a new one begins with a small stack, and an HTTP exchange
// that has to grow it costs half as much again.
type crew struct {
	open context.Context
	jobs chan func()
	work sync.WaitGroup
	idle atomic.Int64
}

// maxIdle is how many goroutines wait for work at the most.
const maxIdle = 256

func newCrew(open context.Context) *crew { return &crew{open: open, jobs: make(chan func())} }

// do has a job done, at once.
func (c *crew) do(job func()) {
	select {
	case c.jobs <- job:
	default:
		c.work.Go(func() { c.member(job) })
	}
}

// member does a job, and then others as they come, until the gateway closes or
// too many wait.
func (c *crew) member(job func()) {
	for {
		job()
		if c.idle.Add(1) > maxIdle {
			c.idle.Add(-1)
			return
		}
		select {
		case job = <-c.jobs:
			c.idle.Add(-1)
		case <-c.open.Done():
			c.idle.Add(-1)
			return
		}
	}
}

// wait returns when all that was begun has ended, after the gateway closed.
func (c *crew) wait() { c.work.Wait() }
