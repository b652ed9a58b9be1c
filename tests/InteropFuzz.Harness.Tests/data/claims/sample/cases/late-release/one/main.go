// Title: a sample
// Class: late-release
// Guilty: go
// Claims: X-holds, X-fails, X-partly, X-once, X-prints, X-arm64, X-old, X-valgrind, X-missing
// Expect: silent
//
// For the rules of the ledger only.
package main

func main() { println("INTEROPFUZZ silent") }
