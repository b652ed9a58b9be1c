// Command lookup looks a string up in a map.
package main

var m = map[string]int{"key": 42}

//go:noinline
func lookup(key string) int { return m[key] }

func main() {
	println(lookup("key"))
}
