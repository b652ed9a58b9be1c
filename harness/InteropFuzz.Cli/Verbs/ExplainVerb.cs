using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using InteropFuzz.Reporting;
using InteropFuzz.Triage;
using InteropFuzz.Triage.Diagnosis;

namespace InteropFuzz.Cli.Verbs;

/// <summary><c>interopfuzz explain</c>: what a symptom or a runtime's message means.</summary>
public static class ExplainVerb
{
    private const int Width = 100;

    private const string Help = """
        Explain a symptom or a message of a runtime: what it means, where Go raises it, usual causes, what to do.

        Examples:
          interopfuzz explain go-fatal/bad-pointer-in-heap
          interopfuzz explain "fatal error: exitsyscall: syscall frame is no longer valid"
          interopfuzz explain heap-use-after-free --format json
          interopfuzz explain --list

        Exit codes: 0 explained, 1 not known (what is near is shown), 2 usage.
        """;

    private static readonly JsonSerializerOptions s_json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The verb with its options.</summary>
    public static Command Make()
    {
        Argument<string[]> what = new("WHAT") { Description = "A symptom, its last part, or a message, best in quotation marks", Arity = ArgumentArity.ZeroOrMore };
        Option<bool> list = new("--list") { Description = "List all symptoms with one line each" };
        Option<string> format = new("--format") { Description = "text or json", DefaultValueFactory = _ => "text", HelpName = "FORMAT" };
        format.AcceptOnlyFromAmong("text", "json");
        var verb = new Verb("explain", Help) { what, list, format };
        verb.SetAction(parsed =>
        {
            var json = parsed.GetValue(format) == "json";
            if (parsed.GetValue(list)) return List(json);
            var asked = string.Join(' ', parsed.GetValue(what)!);
            return asked.Length == 0 ? throw new UsageException("say what to explain, or --list") : Explain(asked, json);
        });
        return verb;
    }

    private static int List(bool json)
    {
        if (json) Console.WriteLine(JsonSerializer.Serialize(SymptomCatalog.All.Select(s => new { symptom = s.Symptom.Name, s.Recoverable, s.Meaning }), s_json));
        else foreach (var s in SymptomCatalog.All) Console.WriteLine($"{s.Symptom.Name,-34} {s.Meaning}");
        return ExitCode.Expected;
    }

    private static int Explain(string asked, bool json)
    {
        if (Explanation.Find(asked) is { } explanation)
        {
            if (json) Console.WriteLine(JsonSerializer.Serialize(Model(explanation), s_json));
            else WriteText(explanation);
            return ExitCode.Expected;
        }
        var near = Explanation.Suggest(asked);
        Console.Error.WriteLine($"interopfuzz: nothing is known about '{Hostile.ForTerminal(asked)}'" + (near.Count > 0 ? "; did you mean" : "; 'interopfuzz explain --list' shows the symptoms"));
        foreach (var name in near) Console.Error.WriteLine($"  {name}");
        if (json) Console.WriteLine("null");
        return ExitCode.Unexpected;
    }

    private static object Model(Explanation e) => new
    {
        symptom = e.Symptom.Name,
        e.Recoverable,
        e.Meaning,
        e.Text,
        e.Fix,
        runtime_text = e.RuntimeText is { } text
            ? new { text.Text, kind = RuntimeTexts.Name(text.Kind), places = text.Places.Select(p => new { go = p.Release, p.File, p.Line }) }
            : null,
        causes = e.Causes.Select(c => new { @class = FaultClasses.Name(c.Class), c.Confidence, c.Mistake, c.Cure }),
        next = e.Next.Select(n => new { n.Instrument, n.Text }),
    };

    private static void WriteText(Explanation e)
    {
        Console.WriteLine($"{e.Symptom}: {e.Meaning}");
        if (e.RuntimeText is { } text) WriteText(text);
        if (e.Recoverable is { } recoverable) Console.WriteLine($"recoverable: {(recoverable ? "yes, by recover() on the same goroutine" : "no")}");
        Console.WriteLine();
        Wrap("", e.Text);
        if (e.Causes.Count > 0) Console.WriteLine("\nUsual causes:");
        foreach (var c in e.Causes)
        {
            Wrap("  ", string.Create(CultureInfo.InvariantCulture, $"{FaultClasses.Name(c.Class)} ({c.Confidence:0.00}): {c.Mistake}"));
            Wrap("      cure: ", c.Cure);
        }
        if (e.Fix.Length > 0)
        {
            Console.WriteLine();
            Wrap("Fix: ", e.Fix);
        }
        if (e.Next.Count > 0) Console.WriteLine("\nNext:");
        foreach (NextStep step in e.Next) Wrap(step.Instrument is { } instrument ? $"  {instrument,-10} " : "  ", step.Text);
    }

    private static void WriteText(RuntimeText text)
    {
        Console.WriteLine($"text: {text.Text} ({RuntimeTexts.Name(text.Kind)}), raised in GOROOT/src at");
        foreach (var release in text.Places.GroupBy(p => p.Release)) Console.WriteLine($"  go {release.Key,-5} {string.Join(" ", release.Select(p => $"{p.File}:{p.Line}"))}");
    }

    private static void Wrap(string head, string text)
    {
        var line = head;
        var indent = new string(' ', head.Length);
        foreach (var word in text.Split(' '))
        {
            if (line.Length + word.Length >= Width && line.Trim().Length > 0)
            {
                Console.WriteLine(line.TrimEnd());
                line = indent;
            }
            line += word + " ";
        }
        Console.WriteLine(line.TrimEnd());
    }
}
