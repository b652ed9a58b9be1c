using System.CommandLine;
using InteropFuzz.Harness.Storage;
using InteropFuzz.Harness.Toolchains;

namespace InteropFuzz.Cli.Verbs;

/// <summary><c>interopfuzz runtime-texts</c>: keeps the table of the Go runtime's last words up to date.</summary>
public static class RuntimeTextsVerb
{
    private const string Help = """
        List what the Go runtime of every installed release can print as its last words (for maintainers).

        Examples:
          interopfuzz runtime-texts --check      texts of installed releases that the table has no row for
          interopfuzz runtime-texts --write      make the table again; then look at the difference

        Exit codes: 0 nothing missing, 1 a text without a row or without a decision, 3 no Go here.
        """;

    /// <summary>The verb with its options.</summary>
    public static Command Make()
    {
        Option<bool> write = new("--write") { Description = "Write harness/InteropFuzz.Triage/Tables/runtime-texts.tsv" };
        Option<bool> check = new("--check") { Description = "List texts without a row" };
        var verb = new Verb("runtime-texts", Help) { write, check };
        verb.SetAction(parsed =>
        {
            var found = GoToolchains.Find(CacheFolder.Default());
            if (found.Count == 0) throw new UsageException("there is no Go here: interopfuzz toolchain install 1.27", ExitCode.Missing);
            return parsed.GetValue(write) ? Write(found) : parsed.GetValue(check) ? Check(found) : List(found);
        });
        return verb;
    }

    private static int List(IReadOnlyList<GoToolchain> found)
    {
        foreach (var toolchain in found)
            foreach (var s in RuntimeTextScan.Read(toolchain)) Console.WriteLine($"{toolchain.Version.Release}\t{Triage.RuntimeTexts.Name(s.Kind)}\t{s.File}:{s.Line}\t{s.Text}");
        return ExitCode.Expected;
    }

    private static int Check(IReadOnlyList<GoToolchain> found)
    {
        var missing = RuntimeTextTable.Missing(found);
        foreach (var s in missing) Console.WriteLine($"{Triage.RuntimeTexts.Name(s.Kind)}\t{s.File}:{s.Line}\t{s.Text}");
        return missing.Count == 0 ? ExitCode.Expected : ExitCode.Unexpected;
    }

    private static int Write(IReadOnlyList<GoToolchain> found)
    {
        var content = RuntimeTextTable.Write(found, out var undecided);
        AtomicFile.Write(Path.Combine(Installation.Find().Root, "harness", "InteropFuzz.Triage", "Tables", "runtime-texts.tsv"), content);
        foreach (var text in undecided) Console.WriteLine($"no rule decides about: {text}");
        return undecided.Count == 0 ? ExitCode.Expected : ExitCode.Unexpected;
    }
}
