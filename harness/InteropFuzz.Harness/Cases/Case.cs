using System.Text.RegularExpressions;
using InteropFuzz.Harness.Planning;
using InteropFuzz.Harness.Toolchains;
using InteropFuzz.Triage;

namespace InteropFuzz.Harness.Cases;

/// <summary>A reproducer program with what is expected of it.</summary>
public sealed partial record Case
{
    /// <summary><c>fault-class/name</c>: its folder below the cases folder, with forward slashes.</summary>
    public required string Id { get; init; }

    /// <summary>Its folder.</summary>
    public required string Folder { get; init; }

    /// <summary>One line that says what is wrong (or, for a twin, right).</summary>
    public required string Title { get; init; }

    /// <summary>The cause.</summary>
    public required FaultClass Class { get; init; }

    /// <summary>Whose mistake it is; unknown for a twin or a control, where there is none.</summary>
    public required GuiltySide Guilty { get; init; }

    /// <summary>Ids of the claims it answers.</summary>
    public IReadOnlyList<string> Claims { get; init; } = [];

    /// <summary>Public reports it comes from.</summary>
    public IReadOnlyList<string> See { get; init; } = [];

    /// <summary>Its <c>Expect</c> lines.</summary>
    public required IReadOnlyList<Expectation> Expectations { get; init; }

    /// <summary>How often it is tried in a cell; the verdict is on the set.</summary>
    public int Repeat { get; init; } = 1;

    /// <summary>Variables it is started with.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>The Go releases it compiles on.</summary>
    public IReadOnlyList<GoRange> Needs { get; init; } = [];

    /// <summary>Whether it must not share a binary with other cases.</summary>
    public bool BuildApart { get; init; }

    /// <summary>
    /// Which state of the runtime the program falsifies by itself, for want of a program that would get it so; null for all that do not.
    /// There is no right way to do that, so such a case has no twin, and it runs only where it is asked for.
    /// </summary>
    public string? Tampers { get; init; }

    /// <summary>
    /// The finding of a fuzz campaign that the program was made from, for as long as nobody has written the right way of it: such a case needs no
    /// twin. Null for all others.
    /// </summary>
    public string? Finding { get; init; }

    /// <summary>How long one try may take under plain; instruments multiply it.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The contents of every file of its folder, by name, in the order of the names.</summary>
    public required IReadOnlyList<CaseFile> Files { get; init; }

    /// <summary>Tells two states of its files apart: 16 hexadecimal digits.</summary>
    public required string Hash { get; init; }

    /// <summary>Whether it is the passing twin of a faulty case.</summary>
    public bool IsTwin => Id.EndsWith(TwinSuffix, StringComparison.Ordinal);

    /// <summary>
    /// Whether it shows that something said to be a fault is none: clean in every cell, with nobody to blame. (A fault that no tool sees
    /// is clean as well, but somebody is guilty of it.)
    /// </summary>
    public bool IsControl => !IsTwin && Guilty is GuiltySide.Unknown && Expectations.All(e => e.Symptoms.All(s => s == Symptom.Clean));

    /// <summary>Whether somebody makes a mistake in it; a twin or a control does not.</summary>
    public bool IsFaulty => !IsTwin && !IsControl;

    /// <summary>What the folder of a passing twin ends in.</summary>
    public const string TwinSuffix = "-ok";

    /// <summary>Whether a Go program imports "C".</summary>
    public bool UsesCgo => ImportC().IsMatch(Main.Text);

    /// <summary>Whether the go command needs a C++ compiler for it (cmd/go/internal/load/pkg.go: CXXFiles).</summary>
    public bool UsesCpp => Files.Any(f => Path.GetExtension(f.Name) is ".cc" or ".cpp" or ".cxx");

    /// <summary>Which runtime its managed side is written for: cases of Go begin with a main.go, those of .NET with a Program.cs.</summary>
    public ManagedRuntime Runtime => Files.Any(f => f.Name == ManagedRuntime.Net.MainFile()) ? ManagedRuntime.Net : ManagedRuntime.Go;

    /// <summary>main.go or Program.cs.</summary>
    public CaseFile Main
    {
        get
        {
            var name = Runtime.MainFile();
            return Files.First(f => f.Name == name);
        }
    }

    /// <summary>
    /// The expectation for a cell: of all that match, the most specific one. The parser makes sure that there is one and
    /// no tie. A static instrument is clean unless a line names it.
    /// </summary>
    public Expectation ExpectationFor(in Cell cell)
    {
        var best = cell.Instrument.IsStatic ? Expectation.StaticDefault : null;
        foreach (var e in Expectations)
            if (e.Matches(cell) && (best is null || e.Specificity.CompareTo(best.Specificity) > 0)) best = e;
        return best ?? throw new InvalidOperationException($"{Id} expects nothing in {cell}");
    }

    /// <summary>Why the case has nothing to show on a release and architecture; null when it has.</summary>
    public string? WhyNot(GoVersion go, Arch arch)
    {
        foreach (var range in Needs)
            if (!range.Contains(go)) return $"the case needs {range}";
        return Tampers is not null && arch != Arch.Amd64 ? "the case tampers with the runtime as it is laid out on amd64" : null;
    }

    [GeneratedRegex(@"^import ""C""|^\t""C""$", RegexOptions.Multiline)]
    private static partial Regex ImportC();
}

/// <summary>One file of a case's folder.</summary>
/// <param name="Name">Its name without folder.</param>
/// <param name="Text">Its text.</param>
public readonly record struct CaseFile(string Name, string Text);
