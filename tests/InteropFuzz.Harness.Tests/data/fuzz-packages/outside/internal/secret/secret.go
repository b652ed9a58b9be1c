// Package secret is internal.
package secret

// Word is secret.
const Word = "secret"
