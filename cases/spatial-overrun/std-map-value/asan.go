//go:build asan

package main

/*
#cgo CXXFLAGS: -fsanitize=address
*/
import "C"
