using System.CommandLine;
using InteropFuzz.Harness.Planning;
using InteropFuzz.Harness.Runners;
using InteropFuzz.Harness.Storage;
using InteropFuzz.Harness.Toolchains;

namespace InteropFuzz.Cli;

/// <summary>The options that name machines to run on, and the connections to them.</summary>
/// <param name="purpose">What they are for.</param>
public sealed class RunnerOption(string purpose = "Run the cells of their architectures on these machines over ssh")
{
    private readonly Option<string[]> _names = new("--runner")
    {
        Description = $"{purpose}, separated by commas: names from {RunnersFile.Name}, or 'all'",
        HelpName = "NAME",
    };

    private readonly Option<string?> _file = new("--runners") { Description = $"The file that lists them (default: {RunnersFile.Name} in this folder, else beside InteropFuzz)", HelpName = "FILE" };

    /// <summary>What was asked for.</summary>
    /// <param name="Names">Names of runners.</param>
    /// <param name="File">The file that lists them.</param>
    /// <param name="Archs">Their architectures.</param>
    public sealed record Asked(IReadOnlyList<string> Names, string File, IReadOnlyList<string> Archs);

    /// <summary>Adds the options to a verb.</summary>
    public void AddTo(Command verb)
    {
        verb.Add(_names);
        verb.Add(_file);
    }

    /// <summary>Reads them; null when no runner is asked for.</summary>
    /// <exception cref="UsageException">There is no such runner, or no such file.</exception>
    /// <exception cref="InvalidDataException">The file is broken.</exception>
    public Asked? Read(ParseResult parsed)
    {
        var names = Selection.Words(parsed.GetValue(_names));
        if (names.Count == 0) return parsed.GetValue(_file) is null ? null : throw new UsageException("--runners is for --runner NAME");
        var file = FileOf(parsed.GetValue(_file));
        var runners = Pick(names, file);
        return new([.. runners.Select(r => r.Name)], file, [.. runners.Select(r => r.Arch.Name()).Distinct()]);
    }

    /// <summary>The file with runners.</summary>
    /// <param name="named">The one that was named; null to look for it.</param>
    /// <exception cref="UsageException">There is none.</exception>
    public static string FileOf(string? named)
    {
        if (named is not null) return File.Exists(named) ? Path.GetFullPath(named) : throw new UsageException($"there is no {named}");
        string[] places = [Path.GetFullPath(RunnersFile.Name), Path.Combine(Installation.Find().Root, RunnersFile.Name)];
        return places.FirstOrDefault(File.Exists) ?? throw new UsageException($"there is no {RunnersFile.Name} here; docs/runners.md shows how one looks, --runners names another");
    }

    /// <summary>Runners of a file.</summary>
    /// <param name="names">Which; <c>all</c> for every one.</param>
    /// <param name="file">The file.</param>
    /// <exception cref="UsageException">It has no such runner.</exception>
    public static IReadOnlyList<SshRunner> Pick(IReadOnlyList<string> names, string file)
    {
        var runners = RunnersFile.Read(file);
        if (names is ["all"]) return runners;
        return [.. names.Select(n => runners.FirstOrDefault(r => r.Name == n)
            ?? throw new UsageException($"there is no runner '{n}' in {Terminal.ShortPath(file)}; there are {string.Join(", ", runners.Select(r => r.Name))}"))];
    }

    /// <summary>Connects to the runners of a run; null when it has none.</summary>
    /// <exception cref="UsageException">No runner of an architecture answers, or one has no sandbox and must have.</exception>
    public static Task<Fleet?> ConnectAsync(RunSelection selection, HostTools tools, string sandbox, CancellationToken cancel)
        => ConnectAsync(selection is { Runners: { } names, RunnersFile: { } file } ? Pick(names, FileOf(file)) : [], tools, sandbox, cancel);

    /// <summary>Connects to runners; null when there are none.</summary>
    /// <exception cref="UsageException">No runner of an architecture answers, or one has no sandbox and must have.</exception>
    public static async Task<Fleet?> ConnectAsync(IReadOnlyList<SshRunner> runners, HostTools tools, string sandbox, CancellationToken cancel)
    {
        if (runners.Count == 0) return null;
        var (fleet, problems) = await Fleet.ConnectAsync(runners, tools, sandbox != "off", cancel);
        var without = runners.Select(r => r.Arch).Except(fleet.Runners.Select(r => r.Runner.Arch)).ToList();
        var open = fleet.Runners.Where(r => r.Facts.SandboxProblem is not null).Select(r => $"{r.Runner.Label}: {r.Facts.SandboxProblem}").ToList();
        if (without.Count == 0 && (sandbox != "required" || open.Count == 0))
        {
            foreach (var problem in problems) Console.Error.WriteLine($"left out: {Reporting.Hostile.ForTerminal(problem.Message)}");
            return fleet;
        }
        await fleet.DisposeAsync();
        throw new UsageException(without.Count > 0 ? string.Join('\n', problems.Select(p => p.Message)) : $"--sandbox=required: {string.Join("; ", open)}", ExitCode.Missing);
    }
}
