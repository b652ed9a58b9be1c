using System.Text;
using InteropFuzz.Triage;
using static InteropFuzz.Harness.Toolchains.GoPackageSource;

namespace InteropFuzz.Harness.Toolchains;

/// <summary>
/// Lists what the Go runtime of a distribution can print as its last words, on linux, amd64 and arm64. Constants, concatenations
/// and functions that hand a message on are followed inside of a package; what is computed becomes "…".
/// </summary>
public sealed class RuntimeTextScan
{
    private const string Computed = "…";
    private const char ComputedMark = '…';
    private const int MaxTexts = 16;
    private const int NoteReach = 160;
    private const string RuntimeError = "runtime error: ";

    /// <summary>Where texts come from that can end a process by themselves; a package of another release may be missing.</summary>
    private static readonly string[] s_packages =
    [
        "runtime", "runtime/cgo", "runtime/debug", "runtime/race", "runtime/asan", "runtime/msan", "internal/sync", "sync", "sync/atomic", "internal/synctest",
        "internal/abi", "internal/bytealg", "internal/poll", "internal/unsafeheader", "unique", "weak", "reflect", "syscall",
    ];

    /// <summary>Calls that print a fatal text, and the kind of it.</summary>
    private static readonly Dictionary<string, RuntimeTextKind> s_raisers = new()
    {
        ["throw"] = RuntimeTextKind.Throw,
        ["fatal"] = RuntimeTextKind.Fatal,
        ["panic"] = RuntimeTextKind.Panic,
        ["writeErrStr"] = RuntimeTextKind.Line,
    };

    /// <summary>Types and calls that only wrap a text, with what they put in front (runtime/error.go).</summary>
    private static readonly Dictionary<string, string> s_wrappers = new()
    {
        ["errorString"] = RuntimeError,
        ["plainError"] = "",
        ["error"] = "",
        ["string"] = "",
    };

    private sealed record Raiser(string Name, int Argument, RuntimeTextKind Kind, string Prefix);

    private readonly GoPackageSource _package;
    private readonly List<RuntimeTextSite> _sites = [];
    private readonly List<Raiser> _raisers = [.. s_raisers.Select(r => new Raiser(r.Key, 0, r.Value, ""))];

    private RuntimeTextScan(GoPackageSource package) => _package = package;

    /// <summary>Reads the sources of a distribution.</summary>
    /// <returns>Every place once, by file and line.</returns>
    public static IReadOnlyList<RuntimeTextSite> Read(GoToolchain toolchain)
    {
        var root = HostPath.Real(Path.Combine(toolchain.Root, "src"));
        var packages = s_packages.Concat(Below(root, "internal/runtime")).Concat(Below(root, "runtime/internal"));
        return [.. packages.SelectMany(package => new RuntimeTextScan(GoPackageSource.Read(root, package)).Scan()).Distinct()
            .OrderBy(s => s.File, StringComparer.Ordinal).ThenBy(s => s.Line).ThenBy(s => s.Text, StringComparer.Ordinal)];
    }

    private static IEnumerable<string> Below(string root, string folder)
    {
        var path = Path.Combine(root, folder);
        return Directory.Exists(path)
            ? Directory.GetDirectories(path, "*", SearchOption.AllDirectories).Select(d => Path.GetRelativePath(root, d).Replace('\\', '/'))
                .Where(p => !p.Contains("testdata", StringComparison.Ordinal) && !p.Contains("/internal/gen", StringComparison.Ordinal)
                    && !p.EndsWith("test", StringComparison.Ordinal) && !p.EndsWith("bench", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
            : [];
    }

    private List<RuntimeTextSite> Scan()
    {
        FindForwarders();
        foreach (var function in _package.Functions) ScanFunction(function);
        foreach (var (name, value) in _package.Values) ScanValue(name, value);
        foreach (var file in _package.CFiles) ScanC(file);
        return _sites;
    }

    /// <summary>A function that raises one of its own parameters raises what its callers give it.</summary>
    private void FindForwarders()
    {
        for (var found = true; found;)
        {
            found = false;
            foreach (var function in _package.Functions.Where(f => f.Receiver.Length == 0))
                foreach (var (raiser, argument, _) in Calls(function.Body).ToList())
                {
                    var prefix = raiser.Prefix;
                    var inner = argument;
                    while (inner.To - inner.From > 3 && inner.File.Tokens[inner.From + 1].Is('(') && s_wrappers.TryGetValue(inner.File.Tokens[inner.From].Text, out var put))
                    {
                        prefix += put;
                        inner = inner with { From = inner.From + 2, To = inner.To - 1 };
                    }
                    if (inner.To - inner.From != 1) continue;
                    var index = function.Parameters.ToList().IndexOf(inner.File.Tokens[inner.From].Text);
                    if (index < 0 || s_wrappers.ContainsKey(function.Name) || _raisers.Any(r => r.Name == function.Name)) continue;
                    _raisers.Add(new(function.Name, index, raiser.Kind, prefix));
                    found = true;
                }
        }
    }

    /// <summary>Calls of functions that raise a text: which, the span of the text, and the index of the call.</summary>
    private IEnumerable<(Raiser Raiser, Span Argument, int At)> Calls(Span body)
    {
        var tokens = body.File.Tokens;
        for (var i = body.From; i + 1 < body.To; i++)
        {
            if (tokens[i].Kind != SourceTokenKind.Name || !tokens[i + 1].Is('(') || (i > 0 && (tokens[i - 1].Is('.') || tokens[i - 1].Is("func")))) continue;
            foreach (var raiser in _raisers.Where(r => r.Name == tokens[i].Text))
            {
                var arguments = Split(new(body.File, i + 2, Closing(tokens, i + 1, body.To)), ',').ToList();
                if (raiser.Argument < arguments.Count) yield return (raiser, arguments[raiser.Argument], i);
            }
        }
    }

    private void ScanFunction(Function function)
    {
        var calls = Calls(function.Body).ToList();
        foreach (var (raiser, argument, at) in calls)
            foreach (var text in Texts(argument, function, 0)) Add(raiser.Prefix + text, raiser.Kind, function.Body.File, at);

        var tokens = function.Body.File.Tokens;
        for (var i = function.Body.From; i + 2 < function.Body.To; i++)
        {
            if (!(tokens[i].Is("print") || tokens[i].Is("println")) || !tokens[i + 1].Is('(') || tokens[i + 2].Kind != SourceTokenKind.Quoted) continue;
            var close = Closing(tokens, i + 1, function.Body.To);
            var parts = Split(new(function.Body.File, i + 2, close), ',').Select(a => Texts(a, function, 0).FirstOrDefault(Computed)).ToList();
            var text = string.Join(tokens[i].Is("println") ? " " : "", parts);
            var next = calls.Where(c => c.At > close && c.At < close + NoteReach && c.Raiser.Kind is RuntimeTextKind.Throw or RuntimeTextKind.Fatal).Select(c => c.Argument).FirstOrDefault();
            if (EndsTheProcess(tokens, close, function.Body.To)) Add(text, RuntimeTextKind.Line, function.Body.File, i);
            else if (next.File is not null && Texts(next, function, 0).FirstOrDefault() is { } thrown && thrown != Computed) Add(text, RuntimeTextKind.Note, function.Body.File, i, thrown);
        }
    }

    /// <summary>Errors of the package that are raised elsewhere: the compiler, another package, a table of formats.</summary>
    private void ScanValue(string name, Span value)
    {
        var tokens = value.File.Tokens;
        var isError = tokens.Skip(value.From).Take(value.To - value.From).Any(t => t.Is("plainError") || t.Is("errorString"));
        var isFormats = name.StartsWith("bounds", StringComparison.Ordinal) && name.EndsWith("Fmts", StringComparison.Ordinal);
        if (isError)
            foreach (var text in Texts(value, null, 0)) Add(text, RuntimeTextKind.Panic, value.File, value.From);
        for (var i = value.From; isFormats && i < value.To; i++)
            if (tokens[i].Kind == SourceTokenKind.Quoted) Add(RuntimeError + Format(tokens[i].Text), RuntimeTextKind.Panic, value.File, i);
    }

    /// <summary>runtime/cgo's C: fatalf puts "runtime/cgo: " in front (gcc_fatalf.c); what goes to stderr ends in abort.</summary>
    private void ScanC(SourceFile file)
    {
        var tokens = file.Tokens;
        for (var i = 0; i + 2 < tokens.Count; i++)
        {
            var isFatalf = tokens[i].Is("fatalf") && tokens[i + 1].Is('(') && tokens[i + 2].Kind == SourceTokenKind.Quoted;
            var isStderr = tokens[i].Is("stderr") && i > 1 && tokens[i - 2].Is("fprintf") && tokens[i + 1].Is(',') && tokens[i + 2].Kind == SourceTokenKind.Quoted;
            if (!isFatalf && !isStderr) continue;
            var text = new StringBuilder(isFatalf ? "runtime/cgo: " : "");
            for (var j = i + 2; j < tokens.Count && tokens[j].Kind == SourceTokenKind.Quoted; j++) text.Append(tokens[j].Text);
            Add(Format(text.ToString()), RuntimeTextKind.Line, file, i);
        }
    }

    private void Add(string text, RuntimeTextKind kind, SourceFile file, int at, string? leadsTo = null)
    {
        text = text.TrimEnd('\n').Replace("\n", "\\n", StringComparison.Ordinal).Replace("\t", "\\t", StringComparison.Ordinal);
        while (text.Contains(Computed + Computed, StringComparison.Ordinal)) text = text.Replace(Computed + Computed, Computed, StringComparison.Ordinal);
        text = text.Trim();
        var says = text.Replace(RuntimeError, "", StringComparison.Ordinal).Replace("runtime/cgo:", "", StringComparison.Ordinal).Count(char.IsLetter) >= 3;
        if (says) _sites.Add(new(text, kind, file.Name, file.Tokens[at].Line, leadsTo));
    }

    private static bool EndsTheProcess(IReadOnlyList<SourceToken> tokens, int close, int end)
    {
        for (var i = close + 1; i < end && i < close + 4; i++)
            if ((tokens[i].Is("exit") || tokens[i].Is("crash") || tokens[i].Is("abort")) && tokens[i + 1].Is('(')) return true;
        return false;
    }

    /// <summary>What an expression can be as a text; nothing known gives one "…".</summary>
    private List<string> Texts(Span expression, Function? function, int depth)
    {
        List<string> texts = [""];
        foreach (var operand in Split(expression, '+'))
        {
            var values = depth > 6 ? [Computed] : Operand(operand, function, depth);
            texts = [.. texts.SelectMany(t => values.Select(v => t + v)).Take(MaxTexts)];
        }
        return texts;
    }

    private List<string> Operand(Span operand, Function? function, int depth)
    {
        var tokens = operand.File.Tokens;
        var (from, to) = (operand.From, operand.To);
        if (from < to && tokens[from].Is('&')) from++;
        if (to <= from) return [Computed];
        var first = tokens[from];
        if (to - from == 1) return first.Kind == SourceTokenKind.Quoted ? [first.Text] : first.Kind == SourceTokenKind.Name ? Named(first.Text, function, depth) : [Computed];
        if (first.Is('(') && Closing(tokens, from, to) == to - 1) return Texts(new(operand.File, from + 1, to - 1), function, depth + 1);
        if (first.Kind != SourceTokenKind.Name) return [Computed];

        // fmt.Sprintf("…", x), errors.New("…")
        if (to - from > 4 && tokens[from + 1].Is('.') && tokens[from + 3].Is('(') && tokens[from + 2].Text is "Sprintf" or "Errorf" or "New" or "Sprint")
            return [.. Split(new(operand.File, from + 4, to - 1), ',').Take(1).SelectMany(a => Texts(a, function, depth + 1)).Select(Format)];

        var inner = new Span(operand.File, from + 2, to - 1);
        if (tokens[from + 1].Is('('))
        {
            if (s_wrappers.TryGetValue(first.Text, out var prefix)) return [.. Texts(inner, function, depth + 1).Select(t => prefix + t)];
            return Returned(f => f.Name == first.Text && f.Receiver.Length == 0, depth);
        }
        if (!tokens[from + 1].Is('{')) return [Computed];
        foreach (var field in Split(inner, ','))
            if (field.To - field.From > 2 && tokens[field.From].Is("msg") && tokens[field.From + 1].Is(':'))
                return [.. Texts(field with { From = field.From + 2 }, function, depth + 1).Select(t => RuntimeError + t)];
        return Returned(f => f.Name == "Error" && f.Receiver == first.Text, depth);
    }

    /// <summary>A constant, a variable of the package, or what a function's own variable was set to.</summary>
    private List<string> Named(string name, Function? function, int depth)
    {
        if (function is not null)
        {
            var texts = new List<string>();
            var tokens = function.Body.File.Tokens;
            for (var i = function.Body.From; i + 2 < function.Body.To; i++)
            {
                if (!tokens[i].Is(name)) continue;
                var equals = tokens[i + 1].Is(':') ? i + 2 : i + 1;
                if (!tokens[equals].Is('=') || tokens[equals + 1].Is('=') || tokens[i - 1].Is('.')) continue;
                var end = equals + 1;
                while (end < function.Body.To && tokens[end].Line == tokens[equals].Line && !tokens[end].Is('{') && !tokens[end].Is(';')) end++;
                if (end > equals + 1) texts.AddRange(Texts(new(function.Body.File, equals + 1, end), function, depth + 1));
            }
            if (texts.Count > 0) return [.. texts.Distinct().Take(MaxTexts)];
        }
        return _package.Values.TryGetValue(name, out var value) ? Texts(value, null, depth + 1) : [Computed];
    }

    /// <summary>What the functions that fit give back.</summary>
    private List<string> Returned(Func<Function, bool> fits, int depth)
    {
        var texts = new List<string>();
        foreach (var function in _package.Functions.Where(fits))
        {
            var tokens = function.Body.File.Tokens;
            for (var i = function.Body.From; i + 1 < function.Body.To; i++)
            {
                if (!tokens[i].Is("return")) continue;
                var end = i + 1;
                while (end < function.Body.To && tokens[end].Line == tokens[i].Line && !tokens[end].Is('}')) end++;
                if (end > i + 1) texts.AddRange(Texts(new(function.Body.File, i + 1, end), function, depth + 1));
            }
        }
        return texts.Count > 0 ? [.. texts.Distinct().Take(MaxTexts)] : [Computed];
    }

    /// <summary>A format of printf with its directives computed.</summary>
    private static string Format(string format)
    {
        var text = new StringBuilder();
        for (var i = 0; i < format.Length; i++)
        {
            if (format[i] != '%' || i + 1 == format.Length) text.Append(format[i]);
            else if (format[i + 1] == '%') text.Append(format[++i]);
            else
            {
                while (i + 1 < format.Length && !char.IsLetter(format[i + 1])) i++;
                while (i + 1 < format.Length && format[i + 1] is 'l' or 'h' or 'z') i++;
                i++;
                text.Append(ComputedMark);
            }
        }
        return text.ToString();
    }
}
