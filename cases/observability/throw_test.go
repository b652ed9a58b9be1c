package observability

import (
	"syscall"
	"testing"
)

// How a process ends in which the runtime throws.
//
// Claims: S3-30
func TestThrowEndsProcess(t *testing.T) {
	out, state := run(t, []string{"GOTRACEBACK=single"}, build(t, "throws"))
	ended := state.Sys().(syscall.WaitStatus)
	fails(t, "S3-30", "a signal ends the process", ended.Signaled(), "%s; exit code %d", first(out), ended.ExitStatus())
}
