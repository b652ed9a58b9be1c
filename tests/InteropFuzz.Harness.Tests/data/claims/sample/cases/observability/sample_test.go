package observability

import "testing"

// What the ledger makes of lines; nothing runs it.
//
// Claims: O-partly, O-releases, O-skipped
func TestSample(t *testing.T) {}

// Says nothing.
//
// Claims: O-nothing
func TestNothing(t *testing.T) {}
