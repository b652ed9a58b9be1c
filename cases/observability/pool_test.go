package observability

import (
	"runtime"
	"runtime/debug"
	"sync"
	"testing"
)

// What a collection leaves in a pool.
//
// Claims: S4-16
func TestPoolAndCollections(t *testing.T) {
	defer debug.SetGCPercent(debug.SetGCPercent(-1))
	// On one processor, so that Get looks where Put has put it.
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	left := func(collections int) bool {
		pool := sync.Pool{}
		pool.Put(new([64]byte))
		for i := 0; i < collections; i++ {
			runtime.GC()
		}
		return pool.Get() != nil
	}
	one, two := left(1), left(2)
	fails(t, "S4-16", "a collection empties it", !one, "after one collection what was put is still there (%v), after two it is gone (%v)", one, !two)
	found := shapes(t, "GODEBUG=gctrace=1")
	fails(t, "S4-16", `gctrace prints "pool swept"`, with(found, "pool"), "none of the %d forms of its lines speaks of a pool", len(found))
}
