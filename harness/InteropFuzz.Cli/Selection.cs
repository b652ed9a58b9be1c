using System.CommandLine;
using InteropFuzz.Harness.Cases;
using InteropFuzz.Harness.Instruments;
using InteropFuzz.Harness.Planning;
using InteropFuzz.Harness.Storage;
using InteropFuzz.Harness.Toolchains;

namespace InteropFuzz.Cli;

/// <summary>The options that say which part of the matrix is meant, and what they amount to.</summary>
public sealed class Selection
{
    private readonly Option<string?> _cases = new("--cases") { Description = "The cases folder (default: the one that comes with InteropFuzz)", HelpName = "DIR" };

    private readonly Option<string[]> _filter = new("--filter")
    {
        Description = "Only cases whose id fits, such as 'late-release/*' or 'overrun'; may be given more than once",
        HelpName = "GLOB",
    };

    private readonly Option<string[]> _go = new("--go")
    {
        Description = $"Go releases, separated by commas (default: {string.Join(",", GoToolchains.Defaults)}; 'all' for every one found)",
        HelpName = "VERSION",
    };

    private readonly Option<string[]> _instrument = new("--instrument")
    {
        Description = $"Instruments, separated by commas: {InstrumentCatalog.Names} (default: all but {string.Join(", ", InstrumentCatalog.All.Where(i => !i.IsDefault).Select(i => i.Name))})",
        HelpName = "NAME",
    };

    private readonly Option<string[]> _runtime = new("--runtime")
    {
        Description = "Only the cases of these runtimes: go, net (default: both)",
        HelpName = "RUNTIME",
    };

    private readonly Option<string[]> _arch = new("--arch")
    {
        Description = "Architectures, separated by commas: amd64, arm64; what is not this machine's own runs under qemu-user (default: both, the emulated one on the newest of the releases; with --runner those of the runners)",
        HelpName = "ARCH",
    };

    private readonly Option<string?> _emulated = new("--emulated")
    {
        Description = $"The releases of an emulated architecture: {Newest} or {Every} of those that the others have (default: {Every} where --arch names it, else {Newest})",
        HelpName = "WHICH",
    };

    private readonly Option<bool> _tampering = new("--tampering") { Description = "Also cases that falsify the runtime's own state (their head says 'Tampers'); they are left out otherwise" };

    /// <summary>Words of <c>--emulated</c>.</summary>
    internal const string Newest = "newest", Every = "all";

    /// <summary>Adds the options to a verb.</summary>
    public void AddTo(Command verb)
    {
        _emulated.AcceptOnlyFromAmong(Newest, Every);
        verb.Add(_filter);
        verb.Add(_go);
        verb.Add(_instrument);
        verb.Add(_arch);
        verb.Add(_emulated);
        verb.Add(_runtime);
        verb.Add(_cases);
        verb.Add(_tampering);
    }

    /// <summary>What was asked for.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="installation">Where the cases are.</param>
    /// <param name="usual">The architectures where none is named; null for all, the emulated ones on the newest release only.</param>
    public RunSelection Read(ParseResult parsed, Installation installation, IReadOnlyList<string>? usual = null)
    {
        var named = Words(parsed.GetValue(_instrument));
        var archs = Words(parsed.GetValue(_arch));
        return new(
        Path.GetFullPath(parsed.GetValue(_cases) ?? installation.Cases),
        parsed.GetValue(_filter) ?? [],
        Words(parsed.GetValue(_go)) is { Count: > 0 } go ? go : [.. GoToolchains.Defaults.Select(v => v.Release)],
        named.Count > 0 ? named : [.. InstrumentCatalog.All.Where(i => i.IsDefault).Select(i => i.Name)],
        parsed.GetValue(_tampering))
        {
            Archs = archs.Count > 0 ? archs : usual ?? [.. Enum.GetValues<Arch>().Select(a => a.Name())],
            EmulatesNewestOnly = parsed.GetValue(_emulated) is { } emulated ? emulated == Newest : archs.Count == 0 && usual is null,
            Runtimes = Words(parsed.GetValue(_runtime)) is { Count: > 0 } runtimes ? runtimes : [.. s_runtimes],
        };
    }

    private static readonly IReadOnlyList<string> s_runtimes = [.. Enum.GetValues<ManagedRuntime>().Select(r => r.Name())];

    /// <summary>Crosses what was asked for with what is there.</summary>
    /// <exception cref="UsageException">A broken case, an unknown word, nothing left, a missing toolchain.</exception>
    public static Plan Plan(RunSelection selection, CacheFolder cache, HostTools tools)
    {
        var fitting = CasesOf(selection);
        var cases = fitting.Where(c => selection.Tampering || c.Tampers is null).ToList();
        if (cases.Count == 0) throw new UsageException("all cases that fit tamper with the runtime: add --tampering");
        var toolchains = cases.Any(c => c.Runtime == ManagedRuntime.Go) ? ToolchainsOf(selection, cache) : [];
        var instruments = Instruments(selection.Instruments);
        var plan = Harness.Planning.Plan.Make(cases, toolchains, instruments, Archs(selection.Archs ?? [tools.Arch.Name()], tools), tools, selection.EmulatesNewestOnly);
        return plan.Cells.Count > 0 ? plan with { LeftOut = fitting.Count - cases.Count }
            : throw new UsageException($"the cases that fit are of .NET, and {string.Join(", ", selection.Instruments)} {(selection.Instruments.Count == 1 ? "is" : "are")} for Go only");
    }

    private static IReadOnlyList<IInstrument> Instruments(IEnumerable<string> names)
        => [.. names.Select(name => InstrumentCatalog.Find(name) ?? throw new UsageException($"unknown instrument '{name}'; there are {InstrumentCatalog.Names}")).OrderBy(i => i.Order)];

    /// <summary>The machine's own comes first.</summary>
    private static IReadOnlyList<Arch> Archs(IEnumerable<string> names, HostTools tools)
    {
        if (names.Select(PlanWords.WrongArch).FirstOrDefault(w => w is not null) is { } wrong) throw new UsageException(wrong);
        return [.. Enum.GetValues<Arch>().Where(a => names.Contains(a.Name())).OrderBy(a => a != tools.Arch)];
    }

    private static List<Case> CasesOf(RunSelection selection)
    {
        CaseSet set;
        try
        {
            set = CaseSet.Load(selection.CasesFolder);
        }
        catch (DirectoryNotFoundException e)
        {
            throw new UsageException(e.Message);
        }
        var globs = selection.Filters.Select(f => new Glob(f)).ToList();
        bool IsMeant(string id) => globs.Count == 0 || globs.Any(g => g.Matches(id));
        var folder = Terminal.ShortPath(selection.CasesFolder);
        var broken = set.Errors.ToLookup(e => IsMeant(e.CaseId), e => Path.Combine(folder, e.ToString()));
        if (broken[true].Any())
            throw new UsageException($"the cases have {broken[true].Count()} error(s); nothing was run\n{string.Join('\n', broken[true].Select(e => "  " + e))}");
        foreach (var error in broken[false]) Console.Error.WriteLine($"note: {error} (not asked for)");
        foreach (var word in selection.Runtimes ?? [])
            if (!s_runtimes.Contains(word)) throw new UsageException($"unknown runtime '{word}'; there are {string.Join(", ", s_runtimes)}");
        var runtimes = selection.Runtimes ?? [ManagedRuntime.Go.Name()];
        var cases = set.Cases.Where(c => runtimes.Contains(c.Runtime.Name()) && IsMeant(c.Id)).ToList();
        return cases.Count > 0 ? cases : throw new UsageException(
            globs.Count > 0 ? $"no case fits --filter {string.Join(" ", selection.Filters)}; 'interopfuzz run --list' shows them" : $"there is no case in {selection.CasesFolder}");
    }

    /// <summary>Reads a release as it is typed.</summary>
    /// <exception cref="UsageException">It is none.</exception>
    public static GoVersion Release(string word)
        => GoVersion.TryParse(word, out var version) ? version : throw new UsageException(GoVersion.Wrong(word)!);

    private static IReadOnlyList<GoToolchain> ToolchainsOf(RunSelection selection, CacheFolder cache)
    {
        var found = GoToolchains.Find(cache);
        var wanted = selection.Go.Contains("all") ? [.. found.Select(t => t.Version.Release).Distinct()] : selection.Go;
        if (wanted.Count == 0) throw new UsageException("there is no Go here: interopfuzz toolchain install 1.27", ExitCode.Missing);
        return [.. wanted.Select(Release)
            .Select(version => GoToolchains.Pick(found, version) ?? throw new UsageException($"Go {version} is not here: interopfuzz toolchain install {version.Release}", ExitCode.Missing))
            .Distinct().OrderBy(t => t.Version)];
    }

    /// <summary>The words of an option that may be given more than once and takes several, separated by commas; each once.</summary>
    public static List<string> Words(params string[]? values) => [.. (values ?? []).SelectMany(v => v.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).Distinct()];
}
