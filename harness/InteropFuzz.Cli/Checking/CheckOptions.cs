using System.CommandLine;
using System.Globalization;
using InteropFuzz.Harness.Checking;
using InteropFuzz.Harness.Checking.Configuring;
using InteropFuzz.Harness.Checking.Model;
using InteropFuzz.Harness.Checking.Tests;

namespace InteropFuzz.Cli.Checking;

/// <summary>The options that say what is checked and how.</summary>
public sealed class CheckOptions
{
    private readonly Argument<string[]> _packages = new("PACKAGE")
    {
        Description = "Folders, each with all that lies below it, or package patterns (default: the current folder). Behind -- stand go test flags",
        HelpName = "DIR|PACKAGE",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<string[]> _go = new("--go") { Description = "Go releases, separated by commas; 'all' for every one here (default: that of PATH, else the newest that go.mod admits)", HelpName = "VERSION" };

    private readonly Option<string[]> _arch = new("--arch") { Description = "Architectures, separated by commas: amd64, arm64; what is not this machine's own runs under qemu-user (default: this machine's)", HelpName = "ARCH" };

    private readonly Option<string[]> _instrument = new("--instrument")
    {
        Description = $"Instruments, separated by commas: {Harness.Instruments.InstrumentCatalog.Names}, or several at once such as asan+cgocheck2 (default: {string.Join(", ", CheckPlan.DefaultInstruments)})",
        HelpName = "NAME",
    };

    private readonly Option<string[]> _cpu = new("--cpu") { Description = "Values of GOMAXPROCS, separated by commas; each is a cell of its own", HelpName = "N,N…" };

    private readonly Option<int?> _count = new("--count") { Description = "How often every test runs in every cell; what differs is flaky (default: 1)", HelpName = "N" };

    private readonly Option<string?> _shuffle = new("--shuffle") { Description = "Run tests in another order: 'on', or a seed", HelpName = "on|SEED" };

    private readonly Option<bool> _isolate = new("--isolate") { Description = "Run every test in a process of its own" };

    private readonly Option<bool> _network = new("--network") { Description = "Let tests use the network" };

    private readonly Option<double?> _timeout = new("--timeout") { Description = "How long a test binary may run under plain, in seconds; slower instruments get more (default: 300)", HelpName = "SECONDS" };

    private readonly Option<string[]> _environment = new("--env") { Description = "A variable for tests: NAME=VALUE, or NAME for the value it has here; they get none of yours otherwise", HelpName = "NAME[=VALUE]" };

    /// <summary>Adds the options to a verb.</summary>
    public void AddTo(Command verb)
    {
        verb.Add(_packages);
        foreach (var option in new Option[] { _go, _arch, _instrument, _cpu, _count, _shuffle, _isolate, _network, _timeout, _environment }) verb.Add(option);
        _count.Validators.Add(r => { if (r.GetValueOrDefault<int?>() is < 1) r.AddError("--count takes a number from 1 up"); });
        _timeout.Validators.Add(r => { if (r.GetValueOrDefault<double?>() is <= 0) r.AddError("--timeout takes seconds"); });
    }

    /// <summary>The first folder that the command line names, for the search of a configuration.</summary>
    public string FolderOf(ParseResult parsed, string here)
        => (parsed.GetValue(_packages) ?? []).Select(w => Path.GetFullPath(Path.Combine(here, w))).FirstOrDefault(Directory.Exists) ?? here;

    /// <summary>What was asked for: what the command line does not say, the configuration does.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="folder">Where it was given.</param>
    /// <param name="configuration">The configuration.</param>
    /// <exception cref="UsageException">A word that means nothing.</exception>
    public (CheckRequest Request, GoTestFlags Flags) Read(ParseResult parsed, string folder, CheckConfiguration configuration)
    {
        var defaults = Of(configuration, folder);
        var words = parsed.GetValue(_packages) ?? [];
        var behind = parsed.Tokens.SkipWhile(t => t.Type != System.CommandLine.Parsing.TokenType.DoubleDash).Count(t => t.Type == System.CommandLine.Parsing.TokenType.Argument);
        IReadOnlyList<string> goFlags = behind > 0 ? [.. words.TakeLast(behind)] : defaults.GoFlags;
        var packages = words.SkipLast(behind).ToList();
        var flags = Flags(goFlags);
        return (defaults with
        {
            // Packages of the configuration are relative to it.
            Folder = packages.Count > 0 || defaults.Packages.Count == 0 ? folder : configuration.Folder,
            Packages = packages.Count > 0 ? packages : defaults.Packages,
            Go = Or(Selection.Words(parsed.GetValue(_go)), defaults.Go),
            Archs = Or(Selection.Words(parsed.GetValue(_arch)), defaults.Archs),
            Instruments = Or(Selection.Words(parsed.GetValue(_instrument)), defaults.Instruments),
            Cpus = Selection.Words(parsed.GetValue(_cpu)) is { Count: > 0 } own ? Cpus(own) : flags.Cpu is { } given ? Cpus(Selection.Words(given)) : defaults.Cpus,
            Count = parsed.GetValue(_count) ?? (flags.Count is { } count ? Number(count, "-count") : defaults.Count),
            Shuffle = (parsed.GetValue(_shuffle) ?? flags.Shuffle) is { } shuffle ? Seed(shuffle) : defaults.Shuffle,
            Isolate = parsed.GetValue(_isolate) || defaults.Isolate,
            Network = parsed.GetValue(_network) || defaults.Network,
            TimeoutS = parsed.GetValue(_timeout) ?? (flags.Timeout is { } timeout ? Seconds(timeout) : defaults.TimeoutS),
            GoFlags = goFlags,
            Environment = (parsed.GetValue(_environment) ?? []).Length > 0 ? Variables(parsed.GetValue(_environment)!) : defaults.Environment,
        }, flags);
    }

    /// <summary>The go test flags of a request.</summary>
    /// <exception cref="UsageException">One of them is not for a check.</exception>
    public static GoTestFlags Flags(IReadOnlyList<string> words)
    {
        try
        {
            return GoTestFlags.Parse(words);
        }
        catch (FormatException e)
        {
            throw new UsageException(e.Message);
        }
    }

    private static CheckRequest Of(CheckConfiguration configuration, string folder)
    {
        var otherwise = new CheckRequest { Folder = folder };
        return otherwise with
        {
            Packages = configuration.Packages,
            Go = configuration.Go,
            Archs = configuration.Archs,
            Instruments = configuration.Instruments,
            Cpus = configuration.Cpus,
            Count = configuration.Count ?? otherwise.Count,
            Shuffle = configuration.Shuffle is { } shuffle ? Seed(shuffle) : otherwise.Shuffle,
            Isolate = configuration.Isolate ?? otherwise.Isolate,
            Network = configuration.Network ?? otherwise.Network,
            TimeoutS = configuration.Timeout?.TotalSeconds ?? otherwise.TimeoutS,
            GoFlags = configuration.GoFlags,
            Environment = configuration.Environment,
            ToolSuppressions = configuration.ToolSuppressions,
        };
    }

    private static IReadOnlyList<string> Or(List<string> own, IReadOnlyList<string> otherwise) => own.Count > 0 ? own : otherwise;

    private static List<int> Cpus(List<string> words) => [.. words.Select(w => Number(w, "--cpu"))];

    private static int Number(string word, string option)
        => int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n > 0 ? n : throw new UsageException($"{option} takes numbers from 1 up, not '{word}'");

    private static long Seed(string word)
        => word switch
        {
            "on" => Random.Shared.NextInt64(1, int.MaxValue),
            "off" => 0,
            _ => long.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var seed) ? seed : throw new UsageException($"--shuffle takes 'on' or a number, not '{word}'"),
        };

    /// <summary>A Go duration such as <c>1m30s</c> (time.ParseDuration), as far as a timeout needs it.</summary>
    private static double Seconds(string word)
    {
        var total = 0.0;
        var number = "";
        for (var i = 0; i < word.Length; i++)
        {
            if (char.IsAsciiDigit(word[i]) || word[i] == '.')
            {
                number += word[i];
                continue;
            }
            var (unit, length) = word[i..] switch
            {
                ['m', 's', ..] => (0.001, 2),
                ['h', ..] => (3600.0, 1),
                ['m', ..] => (60.0, 1),
                ['s', ..] => (1.0, 1),
                _ => throw Wrong(),
            };
            if (!double.TryParse(number, CultureInfo.InvariantCulture, out var value)) throw Wrong();
            total += value * unit;
            number = "";
            i += length - 1;
        }
        return number is "" && total > 0 ? total : throw Wrong();

        UsageException Wrong() => new($"-timeout takes a time such as 90s or 5m, not '{word}'");
    }

    private static Dictionary<string, string> Variables(IEnumerable<string> words)
        => words.Select(w => w.Split('=', 2)).ToDictionary(p => p[0], p => p.Length == 2 ? p[1]
            : Environment.GetEnvironmentVariable(p[0]) ?? throw new UsageException($"--env {p[0]}: it has no value here; write {p[0]}=VALUE"));
}
