// Package none has a test and nothing to fuzz.
package none
