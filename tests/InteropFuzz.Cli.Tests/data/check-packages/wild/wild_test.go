package wild

import (
	"net"
	"os"
	"testing"
)

func TestDaemon(t *testing.T) {
	if !Daemonise() {
		t.Fatal("no child")
	}
}

// Every other run finds the file of the one before.
func TestEveryOther(t *testing.T) {
	const mark = "was-here.txt"
	if _, err := os.Stat(mark); err == nil {
		os.Remove(mark)
		t.Fatal("somebody was here")
	}
	if err := os.WriteFile(mark, nil, 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestHangs(t *testing.T) { select {} }

func TestNetwork(t *testing.T) {
	if _, err := net.Dial("tcp", "192.0.2.1:80"); err != nil {
		t.Fatal(err)
	}
}

func TestTerminal(t *testing.T) {
	if _, err := os.Open("/dev/tty"); err != nil {
		t.Fatal(err)
	}
}

func TestLargeFile(t *testing.T) {
	f, err := os.Create("large")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.WriteAt([]byte("x"), 4<<30); err != nil {
		t.Fatal(err)
	}
}

func TestManyFiles(t *testing.T) {
	block := make([]byte, 64<<20)
	for i := 0; ; i++ {
		if err := os.WriteFile("many-"+string(rune('a'+i%26))+string(rune('a'+i/26)), block, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

func TestLoud(t *testing.T) {
	line := make([]byte, 1<<20)
	for i := range line {
		line[i] = 'x'
	}
	for i := 0; i < 64; i++ {
		os.Stdout.Write(line)
	}
}

func TestLast(t *testing.T) {}
