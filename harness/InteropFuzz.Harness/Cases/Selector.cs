using InteropFuzz.Harness.Instruments;
using InteropFuzz.Harness.Planning;

namespace InteropFuzz.Harness.Cases;

/// <summary>One condition of an <c>Expect</c> line: one of some instruments, a Go range, an architecture or a runner.</summary>
public abstract record Selector(string Text)
{
    /// <summary>Whether a cell meets the condition.</summary>
    public abstract bool Matches(in Cell cell);

    /// <summary>The instruments that it names; none when it is of another kind.</summary>
    public virtual IReadOnlyList<IInstrument> Instruments => [];

    /// <summary>Whether it is about where a program runs: an architecture or a runner.</summary>
    public virtual bool IsPlace => false;

    /// <summary>Reads one selector; null when the word is none.</summary>
    public static Selector? Parse(string word)
    {
        if (GoRange.TryParse(word, out var range)) return new ByGo(word, range);
        if (word.Split('|').Select(InstrumentCatalog.Find).ToList() is var found && !found.Contains(null)) return new ByInstrument(word, [.. found.OfType<IInstrument>()]);
        foreach (var arch in Enum.GetValues<Arch>())
            if (arch.Name() == word) return new ByArch(word, arch);
        foreach (var runner in Enum.GetValues<RunnerKind>())
            if (runner.Name() == word) return new ByRunner(word, runner);
        return null;
    }

    /// <summary>The words that <see cref="Parse"/> takes, for an error message.</summary>
    public static string Vocabulary { get; } =
        InstrumentCatalog.Names + " (or several with | between), go<1.N, go>=1.N, " +
        string.Join(", ", Enum.GetValues<Arch>().Select(a => a.Name())) + ", " +
        string.Join(", ", Enum.GetValues<RunnerKind>().Select(r => r.Name()));

    private sealed record ByInstrument(string Text, IReadOnlyList<IInstrument> Named) : Selector(Text)
    {
        public override IReadOnlyList<IInstrument> Instruments => Named;

        public override bool Matches(in Cell cell) => Named.Contains(cell.Instrument);
    }

    private sealed record ByGo(string Text, GoRange Range) : Selector(Text)
    {
        public override bool Matches(in Cell cell) => cell.Net is null && Range.Contains(cell.Go);
    }

    private sealed record ByArch(string Text, Arch Arch) : Selector(Text)
    {
        public override bool IsPlace => true;

        public override bool Matches(in Cell cell) => cell.Arch == Arch;
    }

    private sealed record ByRunner(string Text, RunnerKind Runner) : Selector(Text)
    {
        public override bool IsPlace => true;

        public override bool Matches(in Cell cell) => cell.Runner == Runner;
    }
}
