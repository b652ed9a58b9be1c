// Package user imports a package with cgo.
package user

import "example.org/vetted"

// Zero is nil.
func Zero() *int { return vetted.Bad(0) }
