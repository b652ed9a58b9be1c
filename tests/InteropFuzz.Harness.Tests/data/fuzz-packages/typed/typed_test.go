package typed

import (
	"fmt"
	"math"
	"os"
	"testing"
)

// FuzzEcho says what it gets, in the words of Go's corpus files.
func FuzzEcho(f *testing.F) {
	f.Add([]byte("seed"), "text", true, -1, int8(-8), int16(-16), 'r', int64(-64), uint(1), byte('b'), uint16(16), uint32(32), uint64(64), float32(0.5), 2.5)
	f.Fuzz(func(t *testing.T, data []byte, s string, b bool, i int, i8 int8, i16 int16, r rune, i64 int64, u uint, u8 byte, u16 uint16, u32 uint32, u64 uint64, f32 float32, f64 float64) {
		fmt.Printf("[]byte(%q)\nstring(%q)\nbool(%v)\nint(%d)\nint8(%d)\nint16(%d)\nrune %d\nint64(%d)\n", data, s, b, i, i8, i16, r, i64)
		fmt.Printf("uint(%d)\nbyte %d\nuint16(%d)\nuint32(%d)\nuint64(%d)\nfloat32 %x\nfloat64 %x\n", u, u8, u16, u32, u64, math.Float32bits(f32), math.Float64bits(f64))
		Sum(data)
	})
}

// FuzzBehaviour does what tests do, by the first byte.
func FuzzBehaviour(f *testing.F) {
	words, err := os.ReadFile("testdata/words/list.txt")
	if err != nil {
		f.Fatal(err)
	}
	f.Add([]byte("o"))
	f.Fuzz(func(t *testing.T, data []byte) {
		t.Helper()
		if len(data) == 0 {
			t.Skip("nothing")
		}
		t.Cleanup(func() { fmt.Println("cleaned up") })
		switch data[0] {
		case 'f':
			t.Fatalf("fatal with %q", words)
		case 'e':
			t.Error("an error")
		case 's':
			defer func() {
				if r := recover(); r != nil {
					t.Fatal("recovered what nobody may recover")
				}
			}()
			t.SkipNow()
		case 'r':
			t.Run("inner", func(t *testing.T) {
				t.Setenv("TYPED", "inner")
				fmt.Println(t.Name(), os.Getenv("TYPED"))
				t.Skip()
			})
			fmt.Println("outer goes on", os.Getenv("TYPED") == "")
		case 'd':
			folder := t.TempDir()
			t.Cleanup(func() {
				_, err := os.Stat(folder)
				fmt.Println("the folder is there at its cleanup:", err == nil)
			})
		}
		fmt.Println("done")
	})
}

// FuzzSkipped does not want to.
func FuzzSkipped(f *testing.F) {
	f.Skip("not on this machine")
	f.Fuzz(func(t *testing.T, data []byte) {})
}

// FuzzMismatch is what a user gets wrong.
func FuzzMismatch(f *testing.F) {
	f.Add("text")
	f.Fuzz(func(t *testing.T, data []byte) {})
}

type body func(t *testing.T, n int, name string)

// FuzzNamed has a body of a named type.
func FuzzNamed(f *testing.F) {
	var b body = func(t *testing.T, n int, name string) { fmt.Println("named", n, name) }
	f.Fuzz(b)
}

// TestOther uses what no fuzz function needs, and would not compile with another testing.
func TestOther(t *testing.T) {
	only := func(*testing.T) {}
	only(t)
}
