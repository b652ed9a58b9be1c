using System.Globalization;
using InteropFuzz.Bindings.Fuzzing.Planning;
using InteropFuzz.Bindings.Fuzzing.Programs;
using InteropFuzz.Bindings.Model;

namespace InteropFuzz.Bindings.Fuzzing.Writing;

/// <summary>Writes the Go package of a fuzz target: a table of operations, a function for each, and the reading of programs.</summary>
public static class TargetWriter
{
    /// <summary>The package's files, by name.</summary>
    public static IReadOnlyDictionary<string, string> Write(HeaderPlan plan, LinkOptions link)
    {
        var used = plan.Calls.SelectMany(c => CallText.AllArguments(c.Arguments)).OfType<CallbackArgument>().Select(c => c.Trampoline).ToList();
        var files = new Dictionary<string, string>
        {
            ["operations.go"] = Operations(plan, link, used.Count > 0),
            ["program.go"] = Resources.Text("program.go"),
            ["doc.go"] = Document(plan),
        };
        foreach (var (name, text) in TrampolineWriter.Files("target", link, used)) files[name] = text;
        return files;
    }

    private static string Document(HeaderPlan plan)
    {
        var lines = new GoLines();
        lines.Add($"// Package target performs programs of calls of {plan.Header.Name}.");
        lines.Add("//");
        lines.Add("// operations.go has a function for each function of the header: it reads the arguments from the program's bytes and makes the call.");
        lines.Add("// program.go reads bytes and keeps the rules of ownership.");
        if (plan.Unbound.Count > 0)
        {
            lines.Add("//");
            lines.Add($"// Not called ({plan.Unbound.Count}):");
            foreach (var omission in plan.Unbound) lines.Add($"//   - {Plain(omission.ToString())}");
        }
        lines.Add("package target");
        return lines.ToString();
    }

    private static string Operations(HeaderPlan plan, LinkOptions link, bool trampolines)
    {
        var lines = new GoLines();
        lines.Add("package target");
        lines.Add("");
        Preamble.Write(lines, link, [.. trampolines ? [$"#include \"{TrampolineWriter.HeaderName}\""] : Array.Empty<string>(), .. plan.Calls.SelectMany(CallText.FixedFunctions)]);
        lines.Add("");
        lines.Add("import \"unsafe\"");
        lines.Add("");
        lines.Add("var _ unsafe.Pointer");
        lines.Add("");
        Kinds(lines, plan);
        Table(lines, plan);
        var constants = new Constants();
        var functions = new GoLines();
        foreach (var call in plan.Calls) Function(functions, call, constants);
        constants.Write(lines);
        return lines + functions.ToString().TrimStart('\n');
    }

    private static void Kinds(GoLines lines, HeaderPlan plan)
    {
        if (plan.Kinds.Count > 0)
        {
            lines.Add("// The kinds of handles.");
            lines.Open("const (");
            for (var i = 0; i < plan.Kinds.Count; i++) lines.Add($"kind_{plan.Kinds[i].Name}{(i == 0 ? " = iota" : "")}");
            lines.Close(")");
            lines.Add("");
        }
        lines.Open("var kinds = [...]kind{");
        foreach (var kind in plan.Kinds)
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"{{\"{kind.Name}\", {kind.Maker?.Number ?? -1}, {kind.Maker?.BytesBeforeSlot(HandleRole.Makes) ?? 0}, {kind.Ender?.Number ?? -1}, {kind.Ender?.BytesBeforeSlot(HandleRole.Ends) ?? 0}}},"));
        lines.Close();
        lines.Add("");
    }

    private static void Table(GoLines lines, HeaderPlan plan)
    {
        lines.Add("// The functions by their numbers in programs.");
        lines.Open("var operations = [...]operation{");
        var rows = plan.Calls.Select(Row).ToList();
        foreach (var (i, row) in rows.Index()) lines.Add($"{row.PadRight(rows.Max(r => r.Length))} // {i.ToString(CultureInfo.InvariantCulture)}");
        lines.Close();
        lines.Add("");
        lines.Add("// What performs them; set here because they refer to the table.");
        lines.Add("var perform [len(operations)]func(*program)");
        lines.Add("");
        lines.Open("func init() {");
        lines.Open("perform = [...]func(*program){");
        foreach (var call in plan.Calls) lines.Add($"call_{call.Function.Name},");
        lines.Close();
        lines.Close();
        lines.Add("");

        string Row(CallPlan call)
        {
            var after = Numbers("after", call.After);
            var not = Numbers("notAfter", call.NotAfter);
            var fields = $"name: \"{call.Function.Name}\"{after}{not}{Numbers("forgets", call.Forgets)}{(call.Distinct ? ", distinct: true" : "")}{(call.Keeps ? "" : ", free: true")}";
            return $"{{{fields}}},";
        }

        string Numbers(string field, IReadOnlyList<string> names)
            => names.Select(n => plan.Calls.FirstOrDefault(c => c.Function.Name == n)?.Number).OfType<int>().ToList() is { Count: > 0 } numbers
                ? $", {field}: []int{{{string.Join(", ", numbers)}}}" : "";
    }

    private static void Function(GoLines lines, CallPlan call, Constants constants)
    {
        lines.Add("");
        lines.Add($"// {Declaration(call.Function)}");
        lines.Open($"func call_{call.Function.Name}(p *program) {{");
        new CallText(lines, call, new FromProgram(constants)).Write(() =>
        {
            var handles = call.Handles.Select(h => $", use{{{h.Name}, {Role(h.Role)}}}");
            lines.Open($"if !p.begin({call.Number.ToString(CultureInfo.InvariantCulture)}{string.Concat(handles)}) {{");
            lines.Add("return");
            lines.Close();
        });
        lines.Close();
    }

    private static string Role(HandleRole role) => role switch { HandleRole.Makes => "makes", HandleRole.Ends => "ends", _ => "uses" };

    /// <summary>The function as the header declares it, on one line.</summary>
    internal static string Declaration(CFunction function)
        => Plain(function.Result.Declare($"{function.Name}({(function.Parameters.Count == 0 ? "void" : string.Join(", ", function.Parameters.Select(p => p.Type.Declare(p.Name))))})"));

    private static string Plain(string text) => Bindings.Writing.Lines.Plain(text);

    /// <summary>Tables of constants, each once.</summary>
    private sealed class Constants
    {
        private readonly Dictionary<string, string> _names = [];

        public string Table(ChoiceArgument choice)
        {
            var text = string.Join(", ", choice.Choices.Select(c => char.IsAsciiLetter(c.Name[0]) || c.Name[0] == '_' ? $"C.{c.Name}" : c.Name));
            if (_names.TryGetValue(text, out var known)) return known;
            return _names[text] = $"constants{_names.Count.ToString(CultureInfo.InvariantCulture)}";
        }

        public void Write(GoLines lines)
        {
            foreach (var (text, name) in _names) lines.Add($"var {name} = []int64{{{text}}}");
            if (_names.Count > 0) lines.Add("");
        }
    }

    /// <summary>Values that are read from a program.</summary>
    private sealed class FromProgram(Constants constants) : IArgumentText
    {
        public string Prefix => "p.";

        public void Handle(GoLines lines, HandleArgument handle) => lines.Add($"{handle.Name} := p.handle(kind_{handle.Kind.Name})");

        public string Pointer(HandleArgument handle) => $"{handle.Name}.pointer";

        public string Number(NumberArgument number) => GoTypes.Convert(number.Type, number.Part switch
        {
            NumberPart part => string.Create(CultureInfo.InvariantCulture, $"p.{(part.IsSigned ? "signed" : "unsigned")}({part.Width})"),
            RangePart range => string.Create(CultureInfo.InvariantCulture, $"p.within({(long)(ulong)(UInt128)range.First}, {range.Span})"),
            _ => "p.real()",
        });

        public string Choice(ChoiceArgument choice) => GoTypes.Convert(choice.Type, $"p.{(choice.Beyond ? "any" : "one")}({constants.Table(choice)})");

        public string Buffer(BufferArgument buffer) => buffer.Fixed is { } bytes
            ? string.Create(CultureInfo.InvariantCulture, $"p.{(buffer.Use == BufferUse.Out ? "blank" : "block")}({bytes})")
            : string.Create(CultureInfo.InvariantCulture, $"p.{(buffer.Use == BufferUse.Out ? "room" : "input")}({buffer.Element}, {buffer.Most})");

        public string Perhaps() => "p.perhaps()";

        public string Text(TextArgument text) => text.Words.Count > 0
            ? $"p.word([]string{{{string.Join(", ", text.Words.Select(w => GoLines.Literal(System.Text.Encoding.UTF8.GetBytes(w))))}}})"
            : "p.text(4096)";

        public string Answer() => "C.uchar(p.byte())";

        public void Wrote(GoLines lines, BufferArgument buffer, string variable, string size) => lines.Add($"p.wrote({variable}, {size})");
    }
}
