package main

// call gives the input to the body.
func call(body any, t *fuzzT) {
	body.(SIGNATURE)(t, VALUES)
}

// fuzzF stands for *testing.F: it calls the body once.
type fuzzF struct{ fuzzT }

func (f *fuzzF) Add(args ...any) {}

func (f *fuzzF) Fuzz(body any) {
	t := &fuzzT{}
	call(body, t)
	t.ended()
}

// fuzzM stands for *testing.M.
type fuzzM struct{}

func (m *fuzzM) Run() int {
	f := &fuzzF{}
	FUNCTION(f)
	f.ended()
	return 0
}

// fuzzT stands for *testing.T: what fails is a panic at its place.
type fuzzT struct {
	testing.TB // nil; it makes this a TB
	cleanups   []func()
}

func (t *fuzzT) ended() {
	for i := len(t.cleanups) - 1; i >= 0; i-- {
		t.cleanups[i]()
	}
}

func (t *fuzzT) skip() {
	fmt.Println("FUNCTION skips this input")
	os.Exit(0)
}

func (t *fuzzT) Fail()                             { panic("FUNCTION failed") }
func (t *fuzzT) FailNow()                          { panic("FUNCTION failed") }
func (t *fuzzT) Error(args ...any)                 { panic("FUNCTION failed: " + fmt.Sprintln(args...)) }
func (t *fuzzT) Errorf(format string, args ...any) { panic("FUNCTION failed: " + fmt.Sprintf(format, args...)) }
func (t *fuzzT) Fatal(args ...any)                 { panic("FUNCTION failed: " + fmt.Sprintln(args...)) }
func (t *fuzzT) Fatalf(format string, args ...any) { panic("FUNCTION failed: " + fmt.Sprintf(format, args...)) }
func (t *fuzzT) Log(args ...any)                   { fmt.Println(args...) }
func (t *fuzzT) Logf(format string, args ...any)   { fmt.Printf(format+"\n", args...) }
func (t *fuzzT) Skip(args ...any)                  { t.skip() }
func (t *fuzzT) Skipf(format string, args ...any)  { t.skip() }
func (t *fuzzT) SkipNow()                          { t.skip() }
func (t *fuzzT) Skipped() bool                     { return false }
func (t *fuzzT) Failed() bool                      { return false }
func (t *fuzzT) Name() string                      { return "FUNCTION" }
func (t *fuzzT) Helper()                           {}
func (t *fuzzT) Parallel()                         {}
func (t *fuzzT) Attr(key, value string)            {}
func (t *fuzzT) Output() io.Writer                 { return os.Stdout }
func (t *fuzzT) Context() context.Context          { return context.Background() }
func (t *fuzzT) Deadline() (time.Time, bool)       { return time.Time{}, false }
func (t *fuzzT) Cleanup(f func())                  { t.cleanups = append(t.cleanups, f) }
func (t *fuzzT) Setenv(key, value string)          { os.Setenv(key, value) }
func (t *fuzzT) Chdir(folder string)               { os.Chdir(folder) }

func (t *fuzzT) Run(name string, f func(*fuzzT)) bool {
	f(t)
	return true
}

func (t *fuzzT) TempDir() string {
	folder, err := os.MkdirTemp("", "fuzz-*")
	if err != nil {
		panic(err)
	}
	t.Cleanup(func() { os.RemoveAll(folder) })
	return folder
}

func (t *fuzzT) ArtifactDir() string { return t.TempDir() }
