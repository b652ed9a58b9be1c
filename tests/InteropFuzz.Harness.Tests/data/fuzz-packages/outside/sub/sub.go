// Package sub is tested from outside.
package sub

import "dep.example/d"

func hidden(n int) int { return d.Twice(n) }

// State is what a test opens and closes.
type State struct{ closed bool }

// Open opens.
func Open() *State { return &State{} }

// Close closes.
func (s *State) Close() { s.closed = true }

// Closed says whether it is.
func (s *State) Closed() bool { return s.closed }
