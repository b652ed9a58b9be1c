package ops

// #include "callbacks.h"
import "C"

import "runtime"

// Perform performs a program without telling of it, as a fuzzing process does with each input: its legal operations and, of the illegal ones,
// the one with that name. It gives 0, or -1 for what has no operations.
func Perform(data []byte, wanted string) int {
	steps := firstStep(data)
	if len(steps) == 0 {
		return -1
	}
	quiet = true
	m := &machine{}
	broken := false
	for ; len(steps) > 0; steps = nextStep(steps) {
		s := decodeStep(steps)
		if s.legal || s.operation.name == wanted {
			s.operation.perform(m, s.value[0], s.value[1], s.value[2])
			broken = broken || !s.legal
		}
	}
	m.checkCanaries()
	m.end()
	if broken {
		// What the program broke shows now, and not under a later input.
		m = nil
		runtime.GC()
		runtime.GC()
	}
	return 0
}

// checkCanaries panics when somebody wrote where nobody may: no other tool sees that in memory that is one piece. A sealed payload that
// was written to is legal.
func (m *machine) checkCanaries() {
	for _, canary := range m.canary {
		var report C.ifz_canary_report
		C.ifz_canary_unseal(canary)
		if C.ifz_canary_check(canary, &report) == C.IFZ_E_CORRUPT {
			var text [200]C.char
			C.ifz_canary_describe(&report, &text[0], C.size_t(len(text)))
			panic(C.GoString(&text[0]))
		}
	}
}
