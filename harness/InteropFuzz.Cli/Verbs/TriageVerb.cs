using System.CommandLine;
using InteropFuzz.Reporting;
using InteropFuzz.Triage;

namespace InteropFuzz.Cli.Verbs;

/// <summary><c>interopfuzz triage</c>: what a crash log says.</summary>
public static class TriageVerb
{
    private const string Help = """
        Say what a crash log shows: its symptom and every report in it.

        Examples:
          interopfuzz triage crash.txt
          go test ./... 2>&1 | interopfuzz triage -
        """;

    /// <summary>The verb with its options.</summary>
    public static Command Make()
    {
        Argument<string[]> files = new("FILE") { Description = "Logs; '-' for standard input", Arity = ArgumentArity.OneOrMore };
        var verb = new Verb("triage", Help) { files };
        verb.SetAction(parsed =>
        {
            foreach (var file in parsed.GetValue(files)!)
            {
                var text = file == "-" ? Console.In.ReadToEnd() : File.Exists(file) ? File.ReadAllText(file) : throw new UsageException($"there is no file '{file}'");
                var crash = CrashReader.Read(text, Ending.Unknown);
                Console.WriteLine($"{file}: {crash.Symptom}  {SymptomCatalog.Find(crash.Symptom).Meaning}");
                if (crash.Recoverable is { } recoverable) Console.WriteLine($"  recoverable: {(recoverable ? "yes" : "no")}");
                foreach (var finding in crash.Findings) Console.WriteLine($"  line {finding.Line}: {finding.Symptom}  {Hostile.ForTerminal(finding.Text)}");
                if (crash.Findings.Count == 0 && crash.FirstLine.Length > 0) Console.WriteLine($"  {Hostile.ForTerminal(crash.FirstLine)}");
            }
        });
        return verb;
    }
}
