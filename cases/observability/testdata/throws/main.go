// Command throws ends in a fatal error of the runtime.
package main

func main() {
	select {}
}
