// Title: a sample
// Class: late-release
// Expect: clean
//
// For the rules of the ledger only.
package main

func main() { println("INTEROPFUZZ clean") }
