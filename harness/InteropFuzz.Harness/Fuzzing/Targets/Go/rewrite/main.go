// Rewrite takes the fuzz function out of a package's test files: what it does not reach is blanked, so that every line stays where it was, and
// its `testing` is another one. One request as JSON on stdin, one answer on stdout.
package main

import (
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path"
	"regexp"
	"sort"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

type request struct {
	// Function is the fuzz function.
	Function string `json:"function"`
	// Tests are the test files of the package and of its external test package.
	Tests []string `json:"tests"`
	// Others are files whose `testing` is replaced, or whose package clause is, and that stay whole otherwise.
	Others []string `json:"others"`
	// Testing is the import path that takes the place of testing's; empty leaves it.
	Testing string `json:"testing"`
	// Renames gives testing's T, F and M these names of the package itself; for a program of its own.
	Renames map[string]string `json:"renames"`
	// Package is the name that every file's package gets; empty leaves it. A func main is renamed with it.
	Package string `json:"package"`
	// Names are the names of packages by their import paths.
	Names map[string]string `json:"names"`
	// Lines puts a //line directive in front, so that reports name the original file.
	Lines bool `json:"lines"`
}

type function struct {
	Name    string `json:"name"`
	Package string `json:"package"`
	File    string `json:"file"`
	Line    int    `json:"line"`
}

type answer struct {
	// Functions are all fuzz functions of the test files.
	Functions []function `json:"functions"`
	// Files are the texts that take the files' place; a test file that is not needed is missing.
	Files map[string]string `json:"files"`
	// TestMain is where TestMain is; empty when there is none.
	TestMain string `json:"testMain"`
	Error    string `json:"error,omitempty"`
}

func main() {
	var r request
	a := answer{Functions: []function{}, Files: map[string]string{}}
	err := json.NewDecoder(os.Stdin).Decode(&r)
	if err == nil {
		err = rewrite(&r, &a)
	}
	if err != nil {
		a.Error = err.Error()
	}
	json.NewEncoder(os.Stdout).Encode(a)
}

type file struct {
	path string
	text []byte
	ast  *ast.File
	test bool
	// drop are the declarations that go.
	drop map[ast.Decl]bool
}

func rewrite(r *request, a *answer) error {
	fset := token.NewFileSet()
	var files []*file
	read := func(paths []string, test bool) error {
		for _, p := range paths {
			text, err := os.ReadFile(p)
			if err != nil {
				return err
			}
			parsed, err := parser.ParseFile(fset, p, text, parser.ParseComments)
			if err != nil {
				return err
			}
			files = append(files, &file{p, text, parsed, test, map[ast.Decl]bool{}})
		}
		return nil
	}
	if err := read(r.Tests, true); err != nil {
		return err
	}
	if err := read(r.Others, false); err != nil {
		return err
	}
	for _, f := range files {
		for _, d := range f.ast.Decls {
			fd, ok := d.(*ast.FuncDecl)
			if !ok || fd.Recv != nil || !f.test {
				continue
			}
			p := fset.PositionFor(fd.Pos(), false)
			if isTest(fd.Name.Name, "Fuzz") && len(fd.Type.Params.List) == 1 {
				a.Functions = append(a.Functions, function{fd.Name.Name, f.ast.Name.Name, p.Filename, p.Line})
			}
			if fd.Name.Name == "TestMain" {
				a.TestMain = f.path
			}
		}
	}
	if r.Function != "" {
		prune(r.Function, files)
	}
	for _, f := range files {
		if text, kept := emit(r, f, fset); kept {
			a.Files[f.path] = text
		}
	}
	return nil
}

// isTest follows cmd/go/internal/load/test.go: FuzzX, but not Fuzzy.
func isTest(name, prefix string) bool {
	if !strings.HasPrefix(name, prefix) {
		return false
	}
	first, _ := utf8.DecodeRuneInString(name[len(prefix):])
	return len(name) == len(prefix) || !unicode.IsLower(first)
}

// prune drops what the function does not reach. Names are not resolved: whatever has a needed name stays.
func prune(function string, files []*file) {
	needed := map[string]bool{function: true, "TestMain": true, "init": true}
	var todo []ast.Decl
	for _, f := range files {
		if !f.test {
			continue
		}
		for _, d := range f.ast.Decls {
			if g, ok := d.(*ast.GenDecl); ok && g.Tok == token.IMPORT {
				continue
			}
			todo = append(todo, d)
			f.drop[d] = true
		}
	}
	declared := map[string]bool{}
	for _, d := range todo {
		if g, ok := d.(*ast.GenDecl); ok {
			for _, s := range g.Specs {
				if t, ok := s.(*ast.TypeSpec); ok {
					declared[t.Name.Name] = true
				}
			}
		}
	}
	wanted := func(d ast.Decl) bool {
		switch d := d.(type) {
		case *ast.FuncDecl:
			if d.Recv != nil && len(d.Recv.List) == 1 {
				of := receiver(d.Recv.List[0].Type)
				return needed[of] || !declared[of]
			}
			return needed[d.Name.Name]
		case *ast.GenDecl:
			for _, s := range d.Specs {
				switch s := s.(type) {
				case *ast.TypeSpec:
					if needed[s.Name.Name] {
						return true
					}
				case *ast.ValueSpec:
					for _, n := range s.Names {
						if needed[n.Name] {
							return true
						}
					}
				}
			}
		}
		return false
	}
	kept := map[ast.Decl]bool{}
	for again := true; again; {
		again = false
		for _, d := range todo {
			if kept[d] || !wanted(d) {
				continue
			}
			kept[d], again = true, true
			ast.Inspect(d, func(n ast.Node) bool {
				if id, ok := n.(*ast.Ident); ok {
					needed[id.Name] = true
				}
				return true
			})
		}
	}
	for _, f := range files {
		for d := range f.drop {
			if kept[d] {
				delete(f.drop, d)
			}
		}
	}
}

func receiver(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.StarExpr:
		return receiver(e.X)
	case *ast.IndexExpr:
		return receiver(e.X)
	case *ast.IndexListExpr:
		return receiver(e.X)
	case *ast.ParenExpr:
		return receiver(e.X)
	case *ast.Ident:
		return e.Name
	}
	return ""
}

type edit struct {
	from, to int
	text     string
}

func emit(r *request, f *file, fset *token.FileSet) (string, bool) {
	tf := fset.File(f.ast.Pos())
	at := func(p token.Pos) int { return tf.Offset(p) }
	var edits []edit
	left := 0
	used := map[string]bool{}
	testing := testingName(f.ast)
	for _, d := range f.ast.Decls {
		g, isGen := d.(*ast.GenDecl)
		if isGen && g.Tok == token.IMPORT {
			continue
		}
		if f.drop[d] {
			from := d.Pos()
			if doc := docOf(d); doc != nil {
				from = doc.Pos()
			}
			edits = append(edits, edit{at(from), at(d.End()), blank(f.text[at(from):at(d.End())])})
			continue
		}
		left++
		ast.Inspect(d, func(n ast.Node) bool {
			s, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			x, ok := s.X.(*ast.Ident)
			if !ok {
				return true
			}
			if to, ok := r.Renames[s.Sel.Name]; ok && testing != "" && x.Name == testing {
				edits = append(edits, edit{at(s.Pos()), at(s.End()), to})
				return true
			}
			used[x.Name] = true
			return true
		})
		if fd, ok := d.(*ast.FuncDecl); ok && r.Package != "" && fd.Recv == nil && fd.Name.Name == "main" {
			edits = append(edits, edit{at(fd.Name.Pos()), at(fd.Name.End()), "mainOfPackage"})
		}
	}
	if f.test && left == 0 {
		return "", false
	}
	for _, i := range f.ast.Imports {
		p, err := strconv.Unquote(i.Path.Value)
		if err != nil || p == "C" {
			continue
		}
		name := nameOf(r, i, p)
		text := i.Path.Value
		if p == "testing" && r.Testing != "" {
			text = strconv.Quote(r.Testing)
		}
		switch {
		case f.test && name != "_" && name != "." && !used[name], p == "testing" && r.Renames != nil && name != "_" && !used[name]:
			name = "_"
		case i.Name != nil:
			name = i.Name.Name
		case p == "testing" && r.Testing != "":
			name = ""
		default:
			continue
		}
		if name != "" {
			name += " "
		}
		edits = append(edits, edit{at(i.Pos()), at(i.Path.End()), name + text})
	}
	if r.Package != "" {
		edits = append(edits, edit{at(f.ast.Name.Pos()), at(f.ast.Name.End()), r.Package})
	}
	sort.Slice(edits, func(i, j int) bool { return edits[i].from < edits[j].from })
	var b strings.Builder
	if r.Lines {
		fmt.Fprintf(&b, "//line %s:1:1\n", f.path)
	}
	done := 0
	for _, e := range edits {
		b.Write(f.text[done:e.from])
		b.WriteString(e.text)
		done = e.to
	}
	b.Write(f.text[done:])
	return b.String(), true
}

func docOf(d ast.Decl) *ast.CommentGroup {
	switch d := d.(type) {
	case *ast.FuncDecl:
		return d.Doc
	case *ast.GenDecl:
		return d.Doc
	}
	return nil
}

// blank keeps the line breaks only.
func blank(text []byte) string {
	return strings.Repeat("\n", strings.Count(string(text), "\n"))
}

func testingName(f *ast.File) string {
	for _, i := range f.Imports {
		if i.Path.Value == `"testing"` {
			if i.Name != nil {
				return i.Name.Name
			}
			return "testing"
		}
	}
	return ""
}

var version = regexp.MustCompile(`^v[0-9]+$`)

func nameOf(r *request, i *ast.ImportSpec, p string) string {
	if i.Name != nil {
		return i.Name.Name
	}
	if name, ok := r.Names[p]; ok {
		return name
	}
	base := path.Base(p)
	if version.MatchString(base) {
		base = path.Base(path.Dir(p))
	}
	return base
}
