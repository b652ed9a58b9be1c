// Performs the operation programs of a file, one in hexadecimal on each line, over cgo: docs/operations.md.
package main

import (
	"bufio"
	"encoding/hex"
	"fmt"
	"os"

	"interopfuzz/ops/ops"
)

func main() {
	args := os.Args[1:]
	if len(args) == 2 && args[0] == "bench" {
		ops.Bench(args[1])
		return
	}
	if len(args) < 2 || args[0] != "run" && args[0] != "decode" {
		fail("usage: ops run [--illegal] FILE | decode FILE | bench MILLISECONDS")
	}
	illegal := args[1] == "--illegal"
	file, err := os.Open(args[len(args)-1])
	if err != nil {
		fail(err.Error())
	}
	lines := bufio.NewScanner(file)
	out := bufio.NewWriter(os.Stdout)
	for index := 0; lines.Scan(); index++ {
		data, err := hex.DecodeString(lines.Text())
		if err != nil {
			fail(fmt.Sprintf("%s:%d: %v", file.Name(), index+1, err))
		}
		if args[0] == "decode" {
			fmt.Fprint(out, ops.Decode(data).Show(index))
			continue
		}
		fmt.Printf("program %d\n", index)
		// Written line by line: when an operation ends the process, those before it are known.
		trace := ops.RunTo(os.Stdout, data, illegal)
		fmt.Printf("end %016x\n", trace.Digest)
	}
	out.Flush()
	if lines.Err() != nil {
		fail(lines.Err().Error())
	}
}

func fail(text string) {
	fmt.Fprintln(os.Stderr, text)
	os.Exit(2)
}
