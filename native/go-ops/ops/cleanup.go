//go:build go1.24

package ops

import "runtime"

// whenCollected runs release some time after the object is garbage.
func whenCollected(o *owner, release func(uint32)) { runtime.AddCleanup(o, release, o.block) }
