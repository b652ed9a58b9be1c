// Package observability tries what articles claim of tools and figures: MemStats, gctrace, flags, symbols, /proc, profiles.
//
// Each test answers the claims that its comment ends with. It reports every part of a claim by holds or fails, which say what
// is expected and assert it, so that a test is green as long as the world is as it was found.
package observability
