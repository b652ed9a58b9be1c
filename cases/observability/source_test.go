package observability

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strings"
	"testing"
)

// source is what the Go files of a package declare.
type source struct {
	names  map[string]bool              // every identifier
	funcs  map[string]bool              // functions, and methods as type.method
	fields map[string]map[string]string // struct, field, type
}

// declared reads a package of the release that runs the test, all its files for any system.
func declared(t *testing.T, pkg string) source {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(goroot(t), "src", pkg, "*.go"))
	if err != nil || len(files) == 0 && pkg == "runtime" {
		t.Fatalf("no source of %s: %v", pkg, err)
	}
	s := source{map[string]bool{}, map[string]bool{}, map[string]map[string]string{}}
	for _, path := range files {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, s.add)
	}
	return s
}

func (s source) add(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.Ident:
		s.names[n.Name] = true
	case *ast.FuncDecl:
		s.funcs[receiver(n)+n.Name.Name] = true
	case *ast.TypeSpec:
		if of, ok := n.Type.(*ast.StructType); ok {
			fields := map[string]string{}
			for _, field := range of.Fields.List {
				for _, name := range field.Names {
					fields[name.Name] = typeName(field.Type)
				}
			}
			s.fields[n.Name.Name] = fields
		}
	}
	return true
}

func receiver(f *ast.FuncDecl) string {
	if f.Recv == nil || len(f.Recv.List) == 0 {
		return ""
	}
	return strings.TrimPrefix(typeName(f.Recv.List[0].Type), "*") + "."
}

func typeName(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.StarExpr:
		return "*" + typeName(e.X)
	case *ast.FuncType:
		return "func()"
	}
	return "another type"
}

// The heap's records, as an article has them.
//
// Claims: S0-24
func TestNamesOfHeapBits(t *testing.T) {
	s := declared(t, "runtime")
	fails(t, "S0-24", "there is a bitShift and a logPagesPerSpan", s.names["bitShift"] || s.names["logPagesPerSpan"], "neither name is in the runtime")
	_, spans := s.fields["mheap"]["spans"]
	_, all := s.fields["mheap"]["allspans"]
	fails(t, "S0-24", "mheap has a field spans", spans, "it has allspans: %v", all)
	fails(t, "S0-24", "there is a heapBits.checkPointer", s.funcs["heapBits.checkPointer"] || s.names["checkPointer"], "no such name in the runtime")
}

// The record of a defer.
//
// Claims: S1-11
func TestFieldsOfDefer(t *testing.T) {
	fields := declared(t, "runtime").fields["_defer"]
	_, siz := fields["siz"]
	_, underlined := fields["_link"]
	fails(t, "S1-11", "it has a field siz", siz, "it has none")
	fails(t, "S1-11", "its fn is a uintptr", fields["fn"] == "uintptr", "it is a %s", fields["fn"])
	fails(t, "S1-11", "it has a field _link", underlined, "it is called link, a %s", fields["link"])
}

// The functions that an article hooks, and what hooks them.
//
// Claims: S4-23
func TestFunctionsToHook(t *testing.T) {
	s := declared(t, "runtime")
	for _, name := range []string{"interfaceto", "panicunsafeptr", "convT2E"} {
		fails(t, "S4-23", "there is a runtime."+name, s.funcs[name], "no such function")
	}
	fails(t, "S4-23", "godebug has a Hook", declared(t, "internal/godebug").funcs["Hook"], "internal/godebug reads settings and has none")
}
