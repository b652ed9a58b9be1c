package none

import "testing"

func TestNone(t *testing.T) {}
