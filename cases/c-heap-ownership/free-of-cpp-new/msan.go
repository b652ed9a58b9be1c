//go:build msan

package main

/*
#cgo CXXFLAGS: -fsanitize=memory
*/
import "C"
