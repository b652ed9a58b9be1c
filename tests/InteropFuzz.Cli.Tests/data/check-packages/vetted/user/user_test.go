package user

import "testing"

func TestZero(t *testing.T) {
	if Zero() != nil {
		t.Fatal()
	}
}
