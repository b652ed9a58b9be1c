package sub

import "testing"

// Check is a helper for tests that is no test.
func Check(t *testing.T, ok bool) {
	t.Helper()
	if !ok {
		t.Fatal("not ok")
	}
}
