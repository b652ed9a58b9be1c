// Package ops performs operation programs over cgo: docs/operations.md.
package ops

import (
	"bytes"
	"fmt"
	"io"
)

type argument struct {
	name               string
	first, count, step int
}

type operation struct {
	name      string
	arguments []argument
	perform   func(m *machine, a, b, c int)
}

type step struct {
	operation *operation
	legal     bool
	value     [3]int
}

func (s *step) String() string {
	text := s.operation.name
	for i, a := range s.operation.arguments {
		text += fmt.Sprintf(" %s=%d", a.name, s.value[i])
	}
	return text
}

// Program is a sequence of operations.
type Program struct {
	Version int
	steps   []step
}

// Decode reads any bytes as a program.
func Decode(data []byte) *Program {
	p := &Program{Version: Version}
	if len(data) > 0 {
		p.Version = int(data[0])
	}
	for rest := firstStep(data); len(rest) > 0; rest = nextStep(rest) {
		p.steps = append(p.steps, decodeStep(rest))
	}
	return p
}

// firstStep is where a program's operations begin, without those beyond the limit; nextStep goes on behind one. Both give nothing at the end.
func firstStep(data []byte) []byte {
	if most := 1 + 4*MostSteps; len(data) > most {
		data = data[:most]
	}
	if len(data) == 0 || int(data[0]) != Version {
		return nil
	}
	return data[1:]
}

func nextStep(data []byte) []byte {
	if len(data) < 4 {
		return nil
	}
	return data[4:]
}

// decodeStep reads the operation that data begins with.
func decodeStep(data []byte) step {
	raw := int(data[0])
	s := step{legal: raw < firstIllegal}
	if s.legal {
		s.operation = &legal[raw%len(legal)]
	} else {
		s.operation = &illegal[(raw-firstIllegal)%len(illegal)]
	}
	for i := range s.operation.arguments {
		a := &s.operation.arguments[i]
		value := 0
		if 1+i < len(data) {
			value = int(data[1+i])
		}
		s.value[i] = a.first + value%a.count*a.step
	}
	return s
}

// Show is the program as text.
func (p *Program) Show(index int) string {
	var text bytes.Buffer
	fmt.Fprintf(&text, "program %d version %d\n", index, p.Version)
	for i := range p.steps {
		fmt.Fprintf(&text, "%d %s\n", i, &p.steps[i])
	}
	return text.String()
}

// Trace is what performing a program gave: a line for each operation and one for what was left, and FNV-1a over them.
type Trace struct {
	Text   string
	Digest uint64
}

// Run performs the legal operations of a program.
func Run(data []byte) Trace {
	var text bytes.Buffer
	trace := RunTo(&text, data, false)
	trace.Text = text.String()
	return trace
}

// RunTo performs a program and writes its lines as they come; illegal operations only when asked to.
func RunTo(out io.Writer, data []byte, withIllegal bool) Trace {
	p := Decode(data)
	trace := Trace{Digest: 14695981039346656037}
	line := func(text []byte) {
		for _, c := range text {
			trace.Digest = (trace.Digest ^ uint64(c)) * 1099511628211
		}
		out.Write(text)
	}
	m := &machine{}
	for i := range p.steps {
		s := &p.steps[i]
		m.out.Reset()
		m.say("%d %s = ", i, s)
		if s.legal || withIllegal {
			s.operation.perform(m, s.value[0], s.value[1], s.value[2])
		} else {
			m.say("off")
		}
		m.say("\n")
		line(m.out.Bytes())
	}
	m.out.Reset()
	m.say("%d ", len(p.steps))
	if p.Version != Version {
		m.say("version %d, ", p.Version)
	}
	m.end()
	m.say("\n")
	line(m.out.Bytes())
	return trace
}
