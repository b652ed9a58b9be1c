// Title: a sample
// Class: forged-view
// Guilty: unknown
// Claims: X-releases, X-timeouts
// Expect: clean
//
// For the rules of the ledger only.
package main

func main() { println("INTEROPFUZZ clean") }
