package main

import (
	"cmp"
	"crypto/sha256"
	"encoding/base32"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"candybar/gateway"
	"candybar/gateway/event"
	"candybar/gateway/server"
	"candybar/testflows/flow"
	"candybar/testflows/replay"
	"candybar/tui/storyboard"
)

// usualAddress stands for the gateway's where that was any free port: a picture
// must not depend on which one was free.
const usualAddress = "http://" + defaultListen

// taleOf is what happened to a flow's phones, for the storyboard.
func taleOf(result replay.Result, s settings, address string) storyboard.Tale {
	same := strings.NewReplacer(stand(result.Events, s, address)...)
	tale := storyboard.Tale{
		Title:   cmp.Or(result.Flow.Name.Or(""), strings.TrimSuffix(filepath.Base(result.Flow.File), ".ussd")),
		Failure: result.Failure.Title,
		Mask:    func(text string) string { return result.Mask(same.Replace(text)) },
	}
	subscriber := s.server.Gateway.Subscriber
	if subscriber == nil {
		subscriber = gateway.NewSubscriber
	}
	for _, phone := range result.Flow.Phones {
		known := subscriber(phone.Number)
		tale.Phones = append(tale.Phones, storyboard.Phone{
			Name: phone.Name, Number: phone.Number, Operator: known.Operator, Balance: result.Flow.Balance.Or(known.Balance),
		})
	}
	heard := 0
	for _, moment := range result.Moments {
		tale.Scenes = append(tale.Scenes, storyboard.Scene{
			Phone: moment.Number, Did: didOf(moment.Step), After: moment.Handset,
			Events: tellable(result.Events[heard:moment.Heard], address),
		})
		heard = moment.Heard
	}
	if rest := tellable(result.Events[heard:], address); len(rest) > 0 {
		last := result.Moments[len(result.Moments)-1]
		tale.Scenes = append(tale.Scenes, storyboard.Scene{Phone: last.Number, After: last.Handset, Events: rest})
	}
	return tale
}

// stand gives what is another one each time a flow is played, each followed by what
// stands for it, so that a picture is the same each time: the gateway's address
// where that was any free port, and the ids that the demo shop drew.
func stand(events []event.Event, s settings, address string) []string {
	var pairs []string
	for _, e := range events {
		invoice, ok := e.Body.(event.Invoice)
		if ok && isDemo(events, address) {
			digest := sha256.Sum256([]byte(invoice.ID))
			pairs = append(pairs, invoice.Yours, "A-"+base32.StdEncoding.EncodeToString(digest[:])[:12])
		}
	}
	if s.server.Listen == freePort {
		pairs = append(pairs, address, usualAddress)
	}
	return pairs
}

// isDemo reports whether the demo shop was the handler.
func isDemo(events []event.Event, address string) bool {
	return slices.ContainsFunc(events, func(e event.Event) bool {
		request, ok := e.Body.(event.Request)
		return ok && strings.HasPrefix(request.URL, address+server.DemoPath)
	})
}

// tellable are the events that are anybody's business: what IntouchPay tells the
// gateway as its merchant is not.
func tellable(events []event.Event, address string) []event.Event {
	return slices.DeleteFunc(slices.Clone(events), func(e event.Event) bool {
		callback, ok := e.Body.(event.Callback)
		return ok && callback.URL == address+gateway.IntouchPayCallbackPath
	})
}

// didOf is what a user does in a step that no event tells of.
func didOf(step flow.Step) string {
	switch step := step.(type) {
	case *flow.Hangup:
		return "hang up"
	case *flow.Pay:
		if step.Approve {
			return "pay by the link"
		}
		return "decline by the link"
	case *flow.Wait:
		return span(step.For) + " later"
	default:
		return ""
	}
}

// span is a time without its parts that are zero.
func span(d time.Duration) string {
	words := d.String()
	if strings.HasSuffix(words, "m0s") {
		words = strings.TrimSuffix(words, "0s")
	}
	if strings.HasSuffix(words, "h0m") {
		words = strings.TrimSuffix(words, "0m")
	}
	return words
}
