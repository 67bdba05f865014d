package demoshop

import (
	"fmt"
	"slices"
	"strconv"
	"testing"
)

func TestStoreKeepsByMobile(t *testing.T) {
	t.Parallel()
	var s store
	s.register("09121234567", "77")
	s.register("09351234567", "88")
	s.register("09121234567", "99")
	s.leave("09121234567", note{"s1", "Two eggs"})
	s.leave("09121234567", note{"s1", "Two eggs"}) // delivered twice
	s.leave("09121234567", note{"s2", "Two eggs"})

	c, _ := s.of("09121234567")
	if c.code != "99" || !slices.Equal(c.notes, []note{{"s1", "Two eggs"}, {"s2", "Two eggs"}}) {
		t.Errorf("got %+v", c)
	}
	if c, _ := s.of("09351234567"); c.code != "88" || len(c.notes) > 0 {
		t.Errorf("the other mobile got %+v", c)
	}
}

func TestStoreIsBounded(t *testing.T) {
	t.Parallel()
	var s store
	s.register("first", "77")
	s.register("second", "77")
	for i := range maxCustomers - 1 {
		s.register(strconv.Itoa(i), "77")
		s.register("second", "88") // comes again and stays
	}
	if len(s.customers) != maxCustomers {
		t.Errorf("%d customers are kept, want %d", len(s.customers), maxCustomers)
	}
	if _, known := s.of("first"); known {
		t.Error("the oldest did not make room")
	}
	if _, known := s.of("second"); !known {
		t.Error("one who came again was forgotten")
	}

	for i := range maxNotes + 5 {
		s.leave("second", note{"s", fmt.Sprint(i)})
	}
	c, _ := s.of("second")
	if len(c.notes) != maxNotes || c.notes[0].text != "5" {
		t.Errorf("notes kept: %v", c.notes)
	}
}
