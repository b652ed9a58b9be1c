// Package broken does not compile.
package broken
