package sub_test

import (
	"fmt"
	"os"
	"testing"

	"example.com/outside/internal/secret"
	"example.com/outside/sub"
)

var ready bool

func TestMain(m *testing.M) {
	ready = true
	os.Exit(m.Run())
}

func FuzzHidden(f *testing.F) {
	state := sub.Open()
	defer state.Close()
	f.Fuzz(func(t *testing.T, n int) {
		sub.Check(t, ready && !state.Closed())
		fmt.Println(secret.Word, sub.Hidden(n))
	})
}

func FuzzPlain(f *testing.F) {
	f.Fuzz(func(t *testing.T, n int) { fmt.Println(secret.Word, sub.Hidden(n), ready) })
}
