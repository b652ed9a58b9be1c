// Sites lists the places of Go files that a memory fault can come from: where a pointer becomes a number, where memory is taken for
// another type, where C is called, where something is freed, pinned, unpinned or deleted. It reads syntax only, never comments,
// and prints one JSON object a line. It must compile on every Go that InteropFuzz knows: nothing newer than Go 1.19.
package main

import (
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"sort"
	"strings"
)

type site struct {
	Kind     string   `json:"kind"`
	Name     string   `json:"name"`
	File     string   `json:"file"`
	Line     int      `json:"line"`
	Func     string   `json:"func"`
	Begin    int      `json:"begin"` // first line of the enclosing function
	End      int      `json:"end"`
	Vars     []string `json:"vars"`     // names that stand in it
	Assigned []string `json:"assigned"` // names that get its value
	Deferred bool     `json:"deferred"` // by a defer statement
	Final    bool     `json:"final"`    // in a finalizer or cleanup
	Go       bool     `json:"go"`       // by a go statement
	DeferEnd int      `json:"defer_end"`
}

var out = json.NewEncoder(os.Stdout)

func main() {
	fset := token.NewFileSet()
	for _, path := range os.Args[1:] {
		file, err := parser.ParseFile(fset, path, nil, parser.ParseComments)
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			continue
		}
		for _, d := range file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Body != nil {
				w := &walker{fset: fset, path: path, decl: f, exported: isExported(f)}
				ast.Inspect(f.Body, w.visit)
			}
		}
	}
}

type walker struct {
	fset     *token.FileSet
	path     string
	decl     *ast.FuncDecl
	exported bool
	parents  []ast.Node
}

func (w *walker) visit(n ast.Node) bool {
	if n == nil {
		w.parents = w.parents[:len(w.parents)-1]
		return true
	}
	switch n := n.(type) {
	case *ast.CallExpr:
		w.call(n)
	case *ast.AssignStmt:
		w.assign(n)
	case *ast.ReturnStmt:
		if w.exported && len(n.Results) > 0 && !w.inLiteral() {
			w.emit(site{Kind: "export-return", Name: w.decl.Name.Name, Vars: names(n.Results[0])}, n.Pos())
		}
	}
	w.parents = append(w.parents, n)
	return true
}

func (w *walker) call(n *ast.CallExpr) {
	if selector, ok := n.Fun.(*ast.SelectorExpr); ok {
		of, _ := selector.X.(*ast.Ident)
		switch name := selector.Sel.Name; {
		case of != nil && of.Name == "C" && !isType(name):
			w.emit(site{Kind: "c-call", Name: name, Vars: argumentNames(n), Assigned: w.assigned()}, n.Pos())
		case name == "Pin" || name == "Unpin" || name == "Delete" || name == "KeepAlive" || name == "Put" || name == "SetFinalizer" || name == "AddCleanup":
			w.emit(site{Kind: name, Name: first(selector.X), Vars: argumentNames(n)}, n.Pos())
		}
	}
	if inner := unsafePointer(n); inner != nil && isName(n.Fun, "uintptr") {
		if how := w.kept(n); how != "" {
			w.emit(site{Kind: "hide", Name: how, Vars: names(inner), Assigned: w.assigned()}, n.Pos())
		}
	}
}

// kept says what becomes of the number that a pointer was turned into; nothing when it goes no further than its expression.
func (w *walker) kept(n ast.Node) string {
	child := n
	for i := len(w.parents) - 1; i >= 0; i-- {
		switch p := w.parents[i].(type) {
		case *ast.ParenExpr:
		case *ast.BinaryExpr:
			switch p.Op {
			case token.ADD, token.OR, token.AND, token.XOR, token.SHL, token.SHR, token.AND_NOT:
			default:
				return "" // compared, or a distance
			}
		case *ast.CallExpr:
			switch f := p.Fun.(type) {
			case *ast.Ident:
				if f.Name != "uintptr" && f.Name != "uint64" && f.Name != "int64" && f.Name != "uint" {
					return "argument"
				}
			case *ast.SelectorExpr:
				of, _ := f.X.(*ast.Ident)
				switch {
				case of != nil && of.Name == "C" && isType(f.Sel.Name):
				case of != nil && of.Name == "C":
					return "c-argument"
				case of != nil && of.Name == "unsafe", of != nil && (of.Name == "syscall" || of.Name == "unix"):
					return "" // converted back at once, or kept alive by the compiler (unsafe.Pointer, rule 4)
				default:
					return "argument"
				}
			default:
				return ""
			}
		case *ast.AssignStmt:
			for _, l := range p.Lhs {
				if l == child {
					return ""
				}
			}
			return "assign"
		case *ast.ValueSpec:
			return "assign"
		case *ast.ReturnStmt:
			return "return"
		case *ast.CompositeLit:
			return "composite"
		case *ast.KeyValueExpr:
		default:
			return ""
		}
		child = w.parents[i]
	}
	return ""
}

func (w *walker) assign(n *ast.AssignStmt) {
	for i, l := range n.Lhs {
		switch l := l.(type) {
		case *ast.StarExpr:
			// *(**T)(unsafe.Pointer(&bytes[0])) = p
			if c := conversion(l.X); c != nil && unsafePointer(c) != nil && isPointerToPointer(c.Fun) {
				w.emit(site{Kind: "hide-store", Vars: names(n.Rhs...)}, n.Pos())
			}
		case *ast.SelectorExpr:
			if s := l.Sel.Name; s == "Cap" || s == "Len" || s == "Data" {
				w.emit(site{Kind: "header-write", Name: s, Vars: names(l.X)}, n.Pos())
			}
		case *ast.IndexExpr:
			w.emit(site{Kind: "index-write", Name: first(l.X), Vars: names(l.X)}, n.Pos())
		case *ast.Ident:
			rhs := n.Rhs[0]
			if i < len(n.Rhs) {
				rhs = n.Rhs[i]
			}
			kind := "def"
			if isPun(rhs) {
				kind = "pun"
			}
			w.emit(site{Kind: kind, Name: l.Name, Vars: names(rhs), Assigned: []string{l.Name}}, n.Pos())
		}
	}
}

// isPun: *(*T)(unsafe.Pointer(&x)) reads memory as another type.
func isPun(e ast.Expr) bool {
	found := false
	ast.Inspect(e, func(n ast.Node) bool {
		if star, ok := n.(*ast.StarExpr); ok {
			if c := conversion(star.X); c != nil && unsafePointer(c) != nil {
				found = true
			}
		}
		return !found
	})
	return found
}

// conversion is (*T)(x).
func conversion(e ast.Expr) *ast.CallExpr {
	c, ok := unparen(e).(*ast.CallExpr)
	if !ok || len(c.Args) != 1 {
		return nil
	}
	if _, ok := unparen(c.Fun).(*ast.StarExpr); !ok {
		return nil
	}
	return c
}

func isPointerToPointer(e ast.Expr) bool {
	outer, ok := unparen(e).(*ast.StarExpr)
	if !ok {
		return false
	}
	_, ok = unparen(outer.X).(*ast.StarExpr)
	return ok
}

// unsafePointer is the x of a call whose only argument is unsafe.Pointer(x).
func unsafePointer(c *ast.CallExpr) ast.Expr {
	if len(c.Args) != 1 {
		return nil
	}
	inner, ok := unparen(c.Args[0]).(*ast.CallExpr)
	if !ok || len(inner.Args) != 1 {
		return nil
	}
	s, ok := inner.Fun.(*ast.SelectorExpr)
	if !ok || s.Sel.Name != "Pointer" || !isName(s.X, "unsafe") {
		return nil
	}
	return inner.Args[0]
}

// assigned are the names that the statement around gives a value to.
func (w *walker) assigned() []string {
	for i := len(w.parents) - 1; i >= 0; i-- {
		switch p := w.parents[i].(type) {
		case *ast.AssignStmt:
			return names(p.Lhs...)
		case *ast.ValueSpec:
			var all []string
			for _, n := range p.Names {
				all = append(all, n.Name)
			}
			return all
		case ast.Stmt, *ast.FuncLit:
			return nil
		}
	}
	return nil
}

func (w *walker) inLiteral() bool {
	for _, p := range w.parents {
		if _, ok := p.(*ast.FuncLit); ok {
			return true
		}
	}
	return false
}

func (w *walker) emit(s site, at token.Pos) {
	s.File, s.Line = w.path, w.fset.PositionFor(at, false).Line
	s.Func = w.decl.Name.Name
	s.Begin, s.End = w.fset.PositionFor(w.decl.Pos(), false).Line, w.fset.PositionFor(w.decl.End(), false).Line
	for _, p := range w.parents {
		switch p := p.(type) {
		case *ast.DeferStmt:
			s.Deferred = true
			s.DeferEnd = w.fset.PositionFor(p.End(), false).Line
		case *ast.GoStmt:
			s.Go = true
		case *ast.CallExpr:
			if f, ok := p.Fun.(*ast.SelectorExpr); ok && (f.Sel.Name == "SetFinalizer" || f.Sel.Name == "AddCleanup") {
				s.Final = true
			}
		}
	}
	if err := out.Encode(s); err != nil {
		os.Exit(1)
	}
}

// isType tells the names that cgo gives to C types; what it cannot tell is taken for a function.
func isType(name string) bool {
	switch name {
	case "char", "schar", "uchar", "short", "ushort", "int", "uint", "long", "ulong", "longlong", "ulonglong", "float", "double", "size_t", "ssize_t", "uintptr_t", "intptr_t":
		return true
	}
	return strings.HasSuffix(name, "_t") || strings.HasPrefix(name, "struct_") || strings.HasPrefix(name, "union_") || strings.HasPrefix(name, "enum_") || strings.HasPrefix(name, "sizeof_")
}

func isExported(f *ast.FuncDecl) bool {
	if f.Doc != nil {
		for _, c := range f.Doc.List {
			if strings.HasPrefix(c.Text, "//export ") {
				return true
			}
		}
	}
	return false
}

func isName(e ast.Expr, name string) bool {
	i, ok := e.(*ast.Ident)
	return ok && i.Name == name
}

func unparen(e ast.Expr) ast.Expr {
	for {
		p, ok := e.(*ast.ParenExpr)
		if !ok {
			return e
		}
		e = p.X
	}
}

func argumentNames(c *ast.CallExpr) []string { return names(c.Args...) }

// first is the variable that an expression begins with, or nothing.
func first(e ast.Expr) string {
	if all := names(e); len(all) > 0 {
		return all[0]
	}
	return ""
}

// names are the variables of expressions: no field names, no packages, no types of conversions that can be told.
func names(expressions ...ast.Expr) []string {
	seen := map[string]bool{}
	var add func(n ast.Node)
	add = func(n ast.Node) {
		ast.Inspect(n, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.SelectorExpr:
				add(n.X)
				return false
			case *ast.KeyValueExpr:
				add(n.Value)
				return false
			case *ast.FuncLit:
				return false
			case *ast.Ident:
				if n.Name != "C" && n.Name != "unsafe" && n.Name != "_" && n.Name != "nil" && n.Name != "uintptr" && n.Name != "byte" && n.Name != "len" && n.Name != "int" {
					seen[n.Name] = true
				}
			}
			return true
		})
	}
	all := []string{}
	for _, e := range expressions {
		add(e)
	}
	for n := range seen {
		all = append(all, n)
	}
	sort.Strings(all)
	return all
}
