using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using InteropFuzz.Bindings.Fuzzing.Planning;
using InteropFuzz.Bindings.Fuzzing.Programs;

namespace InteropFuzz.Bindings.Fuzzing.Writing;

/// <summary>Writes a program of calls as a plain Go program with exactly those calls, one after the other, and their data as literals.</summary>
public static partial class StandaloneWriter
{
    private static readonly string[] s_packages = ["bytes", "math", "strings", "unsafe"];

    /// <summary>The program's files, by name.</summary>
    /// <param name="plan">The calls of the header.</param>
    /// <param name="link">How the header is found, and what is linked.</param>
    /// <param name="data">The bytes of the program.</param>
    public static IReadOnlyDictionary<string, string> Write(HeaderPlan plan, LinkOptions link, ReadOnlySpan<byte> data)
    {
        var steps = ProgramSteps.Of(plan, CallProgram.Read(plan, data));
        var read = steps.SelectMany(s => s.Earlier.Values).OfType<int>().ToHashSet();
        var body = new GoLines();
        body.Open("func main() {");
        var handles = steps.SelectMany(s => s.Handles).Distinct().OrderBy(h => h.Serial).Select(Name).ToList();
        if (handles.Count > 0) body.Add($"var {string.Join(", ", handles)} unsafe.Pointer");
        if (read.Count > 0) body.Add($"var {string.Join(", ", read.Order().Select(Written))} []byte");
        foreach (var step in steps) Write(body, step, read);
        body.Close();

        var calls = steps.Select(s => s.Call.Plan).DistinctBy(p => p.Number).ToList();
        var trampolines = calls.SelectMany(c => CallText.AllArguments(c.Arguments)).OfType<CallbackArgument>().Select(c => c.Trampoline).Distinct().ToList();
        var helpers = Helpers(body.ToString());
        var lines = new GoLines();
        lines.Add($"// Calls of {plan.Header.Name}, one after the other.");
        lines.Add("package main");
        lines.Add("");
        Preamble.Write(lines, link, [.. trampolines.Count > 0 ? [$"#include \"{TrampolineWriter.HeaderName}\""] : Array.Empty<string>(), .. calls.SelectMany(CallText.FixedFunctions)]);
        lines.Add("");
        Imports(lines, body + helpers);
        var files = new Dictionary<string, string> { ["main.go"] = lines + "\n" + body + helpers, ["go.mod"] = "module reproducer\n\ngo 1.19\n" };
        foreach (var (name, text) in TrampolineWriter.Files("main", link, trampolines)) files[name] = text;
        return files;
    }

    private static void Write(GoLines lines, Step step, HashSet<int> read)
    {
        var plan = step.Call.Plan;
        var values = new Literals(step, read);
        lines.Add("");
        lines.Add($"// {(step.Index is { } index ? index.ToString(CultureInfo.InvariantCulture) : plan.Handles.Any(h => h.Role == HandleRole.Ends) ? "to end what is left" : "needed by the next")}: {plan.Function.Name}");
        var needed = plan.Handles.Zip(step.Handles).Where(h => h.First.Role != HandleRole.Makes).Select(h => $"{Name(h.Second)} != nil").Distinct().ToList();
        lines.Open(needed.Count > 0 ? $"if {string.Join(" && ", needed)} {{" : "{");
        new CallText(lines, plan, values).Write(() => { });
        if (CallText.AllArguments(plan.Arguments).Any(a => a is BufferArgument or TextArgument or CellArgument or OutPointerArgument or StructArgument or LengthArgument { Wrote: not null } or HandleArgument { Way: HandleWay.Variable }))
            lines.Add("release()");
        lines.Close();
    }

    /// <summary>The functions that the program uses, and those that they use.</summary>
    private static string Helpers(string body)
    {
        var all = Resources.Text("standalone.go").Split("\n\n", StringSplitOptions.RemoveEmptyEntries);
        var taken = new HashSet<string>();
        var text = body;
        while (all.FirstOrDefault(h => !taken.Contains(h) && Regex.IsMatch(text, $@"(?<![\w.]){Declared().Match(h).Groups[1].Value}\b")) is { } next)
        {
            taken.Add(next);
            text += next;
        }
        return string.Concat(all.Where(taken.Contains).Select(h => $"\n{h.TrimEnd()}\n"));
    }

    private static void Imports(GoLines lines, string text)
    {
        var packages = s_packages.Where(p => text.Contains(p + ".", StringComparison.Ordinal)).ToList();
        if (packages.Count == 0) return;
        lines.Open("import (");
        foreach (var package in packages) lines.Add($"\"{package}\"");
        lines.Close(")");
    }

    private static string Name(HandleObject handle) => string.Create(CultureInfo.InvariantCulture, $"{char.ToLowerInvariant(handle.Kind.Name[0])}{handle.Kind.Name[1..]}{handle.Serial}");

    private static string Written(int room) => string.Create(CultureInfo.InvariantCulture, $"written{room}");

    [GeneratedRegex(@"^(?:type|var|func) (\w+)", RegexOptions.Multiline)]
    private static partial Regex Declared();

    /// <summary>Values that stand in the text, taken one after the other.</summary>
    private sealed class Literals(Step step, HashSet<int> read) : IArgumentText
    {
        private int _at, _handle, _room = step.FirstRoom;
        private readonly Dictionary<string, HandleObject> _handles = [];
        private readonly Dictionary<string, int> _rooms = [];

        public string Prefix => "";

        public void Handle(GoLines lines, HandleArgument handle)
        {
            _at++;
            _handles[handle.Name] = step.Handles[_handle++];
        }

        public string Pointer(HandleArgument handle) => Name(_handles[handle.Name]);

        public string Number(NumberArgument number) => GoTypes.Convert(number.Type, Next() switch
        {
            RealValue { Number: var real } => real.ToString("R", CultureInfo.InvariantCulture) is var text && double.IsFinite(real) ? text : $"math.Float64frombits({BitConverter.DoubleToUInt64Bits(real)})",
            NumberValue { Number: var n } => n.ToString(CultureInfo.InvariantCulture),
            _ => "0",
        });

        public string Choice(ChoiceArgument choice)
        {
            var at = (int)((NumberValue)Next()).Number;
            var beyond = choice.Beyond ? ((NumberValue)Next()).Number : 0;
            return GoTypes.Convert(choice.Type, at < choice.Choices.Count
                ? choice.Choices[at].Name is var name && (char.IsAsciiLetter(name[0]) || name[0] == '_') ? $"C.{name}" : name
                : beyond.ToString(CultureInfo.InvariantCulture));
        }

        public string Buffer(BufferArgument buffer)
        {
            if (buffer is { Use: BufferUse.Out, Fixed: null })
            {
                _rooms[buffer.Name] = _room++;
                var size = (int)((NumberValue)Next()).Number;
                return string.Create(CultureInfo.InvariantCulture, $"room({size - size % buffer.Element})");
            }
            if (buffer is { Use: BufferUse.Out, Fixed: { } blank }) return string.Create(CultureInfo.InvariantCulture, $"room({blank})");
            return $"input({Contents(buffer.Fixed is null ? buffer.Element : 1, buffer.Most)})";
        }

        public string Perhaps() => ((NumberValue)Next()).Number == 7 ? "true" : "false";

        public string Text(TextArgument text)
        {
            if (text.Words.Count > 0) return $"text({GoLines.Literal(Encoding.UTF8.GetBytes(text.Words[(int)((NumberValue)Next()).Number]))})";
            return step.Call.Values[_at] switch
            {
                BytesValue { Bytes: var bytes } when Take() => $"text({GoLines.Literal(bytes.AsSpan()[..(Array.IndexOf(bytes, (byte)0) is var zero and >= 0 ? zero : bytes.Length)])})",
                FilledValue { Fill: 0 } when Take() => "text(\"\")",
                EarlierValue => $"text(words({Contents(1, 4096)}))",
                _ => $"text({Contents(1, 4096)})",
            };
        }

        public string Answer() => $"C.uchar({((NumberValue)Next()).Number})";

        public void Wrote(GoLines lines, BufferArgument buffer, string variable, string size)
        {
            if (_rooms.TryGetValue(buffer.Name, out var room) && read.Contains(room)) lines.Add($"wrote(&{Written(room)}, {variable}, {size})");
        }

        private string Contents(int element, int most)
        {
            var at = _at;
            return Next() switch
            {
                BytesValue { Bytes: var bytes } => GoLines.Literal(bytes.AsSpan()[..(bytes.Length - bytes.Length % element)]),
                FilledValue { Count: var count, Fill: var fill } => string.Create(CultureInfo.InvariantCulture, $"filled({count - count % element}, {fill})"),
                EarlierValue when step.Earlier[at] is { } room => string.Create(CultureInfo.InvariantCulture, $"earlier({Written(room)}, {element}, {most})"),
                _ => "\"\"",
            };
        }

        private bool Take()
        {
            _at++;
            return true;
        }

        private Value Next() => step.Call.Values[_at++];
    }
}
