package paths

import "testing"

func TestDies(t *testing.T) {
	t.Run("ein Maß/zwei Größen", func(t *testing.T) { Follow() })
	t.Run("danach", func(t *testing.T) {})
}
