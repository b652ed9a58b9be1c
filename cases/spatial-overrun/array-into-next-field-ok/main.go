// Title: An array in a struct is filled by range
// Class: spatial-overrun
// Expect: clean
//
// range ends where the array does.
package main

import "fmt"

type account struct {
	name    [16]byte
	balance int64
}

//go:noinline
func newAccount() *account { return &account{balance: 100} }

func main() {
	a := newAccount()
	for i := range a.name {
		a.name[i] = 'x'
	}
	if a.balance != 100 {
		fmt.Println("INTEROPFUZZ silent: after filling the name the balance is", a.balance)
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
