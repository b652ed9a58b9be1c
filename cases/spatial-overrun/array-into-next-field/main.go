// Title: Pointer arithmetic runs over the end of an array into the next field of the same struct
// Class: spatial-overrun
// Guilty: go
// Expect: silent
//
// checkptr misses it, and so does everything else: the unit of all these tools is the allocation, and
// this one holds both fields. An index on the array itself would have been a panic.
package main

import (
	"fmt"
	"unsafe"
)

type account struct {
	name    [16]byte
	balance int64
}

//go:noinline
func newAccount() *account { return &account{balance: 100} }

func main() {
	a := newAccount()
	p := unsafe.Pointer(&a.name[0])
	for i := 0; i <= len(a.name); i++ {
		*(*byte)(unsafe.Add(p, i)) = 'x' // GUILTY
	}
	if a.balance != 100 {
		fmt.Println("INTEROPFUZZ silent: after filling the name the balance is", a.balance)
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
