// Title: a sample
// Class: runtime-fatal-state
// Guilty: go
// Claims: X-tampers
// Expect: silent
// Tampers: a field
//
// For the rules of the ledger only.
package main

func main() { println("INTEROPFUZZ silent") }
