package mixed

import (
	"os"
	"testing"
)

func TestAdd(t *testing.T) {
	if Add(2, 3) != 5 {
		t.Fatal("2 + 3")
	}
}

func TestGroup(t *testing.T) {
	t.Run("first", func(t *testing.T) {})
	t.Run("dies in C", func(t *testing.T) { Null() })
	t.Run("last", func(t *testing.T) {})
}

func TestOver(t *testing.T) { Over(8) }

func TestPanics(t *testing.T) {
	var m map[string]int
	m["x"] = 1
}

func TestRace(t *testing.T) {
	done := make(chan bool)
	go func() {
		Counter++
		done <- true
	}()
	Counter++
	<-done
}

func TestFails(t *testing.T) {
	t.Errorf("the answer is %d", Add(40, 1))
}

func TestSkips(t *testing.T) { t.Skip("not here") }

func TestReadsAndWrites(t *testing.T) {
	if _, err := os.ReadFile("testdata/words.txt"); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile("written-by-test.txt", []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
}

func FuzzAdd(f *testing.F) {
	f.Add(1, 2)
	f.Fuzz(func(t *testing.T, a, b int) { Add(a, b) })
}

func TestLast(t *testing.T) {}
