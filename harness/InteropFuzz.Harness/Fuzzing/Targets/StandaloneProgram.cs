using System.Text;
using System.Text.RegularExpressions;
using InteropFuzz.Harness.Operations;

namespace InteropFuzz.Harness.Fuzzing.Targets;

/// <summary>
/// Operations as a Go program of its own: what of native/go-ops they need, found by following names from declaration to declaration, and the
/// shim's files that this calls.
/// </summary>
/// <param name="native">The repository's folder <c>native</c>.</param>
internal sealed partial class StandaloneProgram(string native)
{
    /// <summary>What only the interpreter needs.</summary>
    private static readonly string[] s_interpreter = ["operations.go", "program.go", "bench.go"];

    /// <summary>Declarations that the program has in another form.</summary>
    private static readonly string[] s_own = [".say", "sum", "quiet"];

    /// <summary>The program's files by name.</summary>
    /// <param name="steps">The operations, all of which are performed.</param>
    public IReadOnlyDictionary<string, byte[]> Of(IReadOnlyList<OperationStep> steps)
    {
        Dictionary<string, string> files = [];
        var main = Main(steps);
        var sources = Directory.GetFiles(Path.Combine(native, "go-ops", "ops")).Where(f => !s_interpreter.Contains(Path.GetFileName(f)))
            .Where(f => f.EndsWith(".go", StringComparison.Ordinal) || Path.GetFileName(f) == "callbacks.c").Order(StringComparer.Ordinal)
            .Select(f => new SourceDeclarations(Path.GetFileName(f), File.ReadAllText(f))).ToList();
        var needed = Needed(sources, main);
        foreach (var source in sources)
            if (source.Only(needed.Contains) is { } text) files[source.Name] = text;
        var header = File.ReadAllText(Path.Combine(native, "go-ops", "ops", "callbacks.h"));
        files["callbacks.h"] = string.Concat(header.Split('\n').Where(l => Prototype().Match(l) is not { Success: true } p || needed.Contains(p.Groups[1].Value)).Select(l => l + "\n")).TrimEnd() + "\n";
        files["main.go"] = main;
        AddShim(files);
        files["go.mod"] = "module program\n\ngo 1.19\n";
        return files.ToDictionary(f => f.Key, f => Encoding.UTF8.GetBytes(f.Value.Replace("<interopfuzz/shim.h>", "\"shim.h\"", StringComparison.Ordinal)));
    }

    private static string Main(IReadOnlyList<OperationStep> steps)
    {
        var text = new StringBuilder("""
            // Operations on a C library, one after the other. Run it by: go run .
            package main

            // #cgo CFLAGS: -std=c11 -D_GNU_SOURCE -pthread
            // #cgo LDFLAGS: -lm -pthread
            import "C"

            """);
        var faulty = steps.Any(s => !s.Operation.IsLegal);
        if (faulty) text.Append("\nimport \"runtime\"\n");
        text.Append("\nfunc main() {\n\tm := &machine{}\n");
        foreach (var step in steps) text.Append($"\t// {step}\n\tm.{OperationSources.GoMethod(step.Operation)}({step.A}, {step.B}, {step.C})\n");
        if (steps.Any(s => s.Operation.Surface == "canaries")) text.Append("\tm.checkCanaries()\n");
        text.Append("\t// Gives back all that the operations left.\n\tm.end()\n");
        if (faulty) text.Append("\t// What was broken may show only when the collector looks at it.\n\truntime.GC()\n\truntime.GC()\n");
        return text.Append("""
            }

            // say would tell an operation's result.
            func (m *machine) say(format string, values ...any) {}

            // sum reads all bytes, by a copy.
            func sum(data []byte) uint32 {
            	var copied [longest]byte
            	return uint32(copy(copied[:], data))
            }

            """).ToString();
    }

    /// <summary>The names that a program needs, its own ones and those that these need.</summary>
    private static HashSet<string> Needed(List<SourceDeclarations> sources, string main)
    {
        HashSet<string> needed = [];
        var open = new Queue<string>(SourceDeclarations.NamesIn(main));
        var byName = sources.SelectMany(s => s.Declarations).SelectMany(d => d.Names.Select(n => (n, d))).ToLookup(x => x.n, x => x.d);
        while (open.TryDequeue(out var name))
        {
            if (s_own.Contains(name) || !byName.Contains(name) || !needed.Add(name)) continue;
            foreach (var declaration in byName[name])
            {
                // One declaration may have several names: all of it is there with the first.
                foreach (var with in declaration.Names) needed.Add(with);
                foreach (var other in SourceDeclarations.NamesIn(declaration.Text)) open.Enqueue(other);
            }
        }
        return needed;
    }

    /// <summary>The shim's header and those of its files that are called; what the others would reset is nothing.</summary>
    private void AddShim(Dictionary<string, string> files)
    {
        var sources = Directory.GetFiles(Path.Combine(native, "src"), "*.c").ToDictionary(f => "shim_" + Path.GetFileName(f), File.ReadAllText);
        var definedIn = sources.SelectMany(s => Definition().Matches(s.Value).Select(m => (Name: m.Groups[1].Value, File: s.Key))).ToLookup(x => x.Name, x => x.File);
        var open = new Queue<string>(files.Values.SelectMany(ShimNames));
        HashSet<string> seen = [];
        while (open.TryDequeue(out var name))
        {
            if (!seen.Add(name)) continue;
            foreach (var file in definedIn[name].Where(f => files.TryAdd(f, sources[f])))
                foreach (var other in ShimNames(sources[file]).Where(n => !Reset().IsMatch(n))) open.Enqueue(other);
        }
        files["shim.h"] = File.ReadAllText(Path.Combine(native, "include", "interopfuzz", "shim.h"));
        files["internal.h"] = File.ReadAllText(Path.Combine(native, "src", "internal.h"));
        var leftOut = ShimNames(files.GetValueOrDefault("shim_library.c", "")).Where(n => Reset().IsMatch(n) && !definedIn[n].Any(files.ContainsKey)).Distinct().ToList();
        if (leftOut.Count > 0)
            files["shim_left_out.c"] = "/* Parts of the library that this program does not use have nothing to reset. */\n#include \"internal.h\"\n" + string.Concat(leftOut.Select(n => $"\nvoid {n}(void)\n{{\n}}\n"));
    }

    private static IEnumerable<string> ShimNames(string text) => ShimName().Matches(text).Select(m => m.Value);

    [GeneratedRegex(@"\bifzi?_[a-z0-9_]+\b")]
    private static partial Regex ShimName();

    [GeneratedRegex("^ifzi_reset_")]
    private static partial Regex Reset();

    /// <summary>A function's or a variable's definition in C: at the start of a line, not static, not extern.</summary>
    [GeneratedRegex(@"^(?!static|extern|typedef|#|\s|/|\*|\})[^=;(\n]*?\b(ifzi?_[a-z0-9_]+)(?:\([^;\n]*$|(?:\[[^\]\n]*\])?\s*(?:=|;))", RegexOptions.Multiline)]
    private static partial Regex Definition();

    [GeneratedRegex(@"\b(go_[a-z_]+)\(.*;$")]
    private static partial Regex Prototype();
}
