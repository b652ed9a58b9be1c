package none

import "testing"

func TestOne(t *testing.T) {}
