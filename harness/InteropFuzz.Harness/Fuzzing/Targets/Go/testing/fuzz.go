package testing

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"time"
)

// T stands for Go's T in the body of a fuzz function.
type T struct {
	common
}

// Deadline is none.
func (t *T) Deadline() (time.Time, bool) { return time.Time{}, false }

// Run runs f at once, in this goroutine. Its failure is the process's end.
func (t *T) Run(name string, f func(t *T)) bool {
	sub := &T{common{name: t.name + "/" + name}}
	sub.run(f)
	return true
}

func (t *T) run(f func(t *T)) {
	defer t.finish()
	f(t)
	t.returned = true
}

// finish is deferred: it ends a skip, and lets any other panic pass, so that its report shows the stack as it was.
func (t *T) finish() {
	if t.skips {
		recover()
	} else if !t.returned {
		return
	}
	if t.skips || len(t.cleanups) > 0 || t.failed || t.cancel != nil {
		t.ended()
	}
}

// F stands for Go's F.
type F struct {
	common
}

// SkipNow ends the fuzz function before it has begun.
func (f *F) SkipNow() {
	f.skips = true
	runtime.Goexit()
}

// Skip ends the fuzz function before it has begun.
func (f *F) Skip(args ...any) {
	f.note(fmt.Sprintln(args...))
	f.SkipNow()
}

// Skipf ends the fuzz function before it has begun.
func (f *F) Skipf(format string, args ...any) {
	f.note(fmt.Sprintf(format, args...))
	f.SkipNow()
}

// Add keeps a seed.
func (f *F) Add(args ...any) {
	if describes {
		seeds = append(seeds, seed{args, where2()})
	}
}

func where2() string {
	_, file, line, _ := runtime.Caller(2)
	return fmt.Sprintf("%s:%d", filepath.Base(file), line)
}

// Fuzz takes the body and never returns: what the fuzz function deferred would take away what the body needs.
func (f *F) Fuzz(ff any) {
	body = ff
	close(ready)
	select {}
}

type seed struct {
	args  []any
	place string
}

var (
	function  func(*F)
	testMain  func(*M)
	name      string
	adapt     func(any) func(*T, []byte)
	describes bool

	subject F
	body    any
	seeds   []seed
	ready   = make(chan struct{})

	started bool
	call    func(*T, []byte)
	test    T
)

// Register says what is fuzzed.
//
// adapt makes a function of bytes of the body, nil when the body is of no type that it knows.
func Register(n string, f func(*F), main func(*M), a func(any) func(*T, []byte)) {
	name, function, testMain, adapt = n, f, main, a
}

// runFuzz calls the fuzz function in a goroutine of its own, which stays in f.Fuzz for ever.
func runFuzz() {
	go func() {
		subject.name = name
		defer func() {
			if subject.skips {
				close(ready)
			}
		}()
		function(&subject)
		panic(failure{name + " returned without calling f.Fuzz"})
	}()
}

func start() {
	started = true
	if Files != nil {
		enterFiles()
	}
	if testMain == nil {
		runFuzz()
	} else {
		go func() {
			testMain(&M{})
			panic(failure{"TestMain returned without calling m.Run"})
		}()
	}
	<-ready
}

// One performs one input: 0, or -1 when the body skipped it.
func One(data []byte) int {
	if !started {
		start()
		if body == nil {
			panic(failure{name + " skipped itself"})
		}
		if call = adapt(body); call == nil {
			call = convert(body)
		}
	}
	t := &test
	t.common = common{name: name, log: t.log[:0], cleanups: t.cleanups[:0]}
	perform(t, data)
	if t.skips {
		return -1
	}
	return 0
}

func perform(t *T, data []byte) {
	defer t.finish()
	call(t, data)
	t.returned = true
}

// convert brings a body of a named function type to the plain one.
func convert(ff any) func(*T, []byte) {
	v := reflect.ValueOf(ff)
	in := make([]reflect.Type, v.Type().NumIn())
	for i := range in {
		in[i] = v.Type().In(i)
	}
	if plain := adapt(v.Convert(reflect.FuncOf(in, nil, false)).Interface()); plain != nil {
		return plain
	}
	panic(failure{fmt.Sprintf("the body of %s is now a %T", name, ff)})
}

// Files gives the package's testdata; nil when it has none.
var Files func(write func(name string, text []byte)) error

// enterFiles goes to a new folder with the testdata, as go test would start in the package's folder.
func enterFiles() {
	folder, err := os.MkdirTemp("", "testdata-*")
	if err == nil {
		var failed error
		err = Files(func(name string, text []byte) {
			path := filepath.Join(folder, filepath.FromSlash(name))
			if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
				failed = err
			} else if err := os.WriteFile(path, text, 0o600); err != nil {
				failed = err
			}
		})
		if err == nil {
			err = failed
		}
	}
	if err == nil {
		err = os.Chdir(folder)
	}
	if err != nil {
		panic(failure{"testdata: " + err.Error()})
	}
}
