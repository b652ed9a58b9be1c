package sub

import "testing"

var Hidden = hidden

func TestHidden(t *testing.T) {}
