using System.Threading.Channels;
using InteropFuzz.Harness.Planning;
using InteropFuzz.Harness.Running;
using InteropFuzz.Harness.Toolchains;
using Serilog;

namespace InteropFuzz.Harness.Runners;

/// <summary>All tries of a cell on one runner.</summary>
/// <param name="Tries">What was seen.</param>
/// <param name="Runner">The runner's name.</param>
/// <param name="Cage">What held the program there.</param>
public sealed record FarTries(IReadOnlyList<Observation> Tries, SshRunner Runner, string Cage);

/// <summary>
/// The runners of a run. A cell goes to the next one of its architecture that is free; when its connection is lost it returns to the queue, and when
/// that happens too often, or no runner is left, it is lost.
/// </summary>
public sealed class Fleet : IAsyncDisposable
{
    /// <summary>A cell that met so many failures may be their cause.</summary>
    private const int MostAttempts = 3;

    private readonly Dictionary<Arch, Channel<FleetMember>> _free = [];
    private readonly IReadOnlyList<FleetMember> _members;

    private Fleet(IReadOnlyList<FleetMember> members)
    {
        _members = members;
        foreach (var member in members) member.WhenRetired = reason => Log.Error("Runner {Runner} gets no further cells: {Reason}", member.Runner.Name, reason);
        foreach (var group in members.GroupBy(m => m.Runner.Arch))
        {
            var free = _free[group.Key] = Channel.CreateUnbounded<FleetMember>();
            // One slot of each in turn, so that the first cells spread over all.
            foreach (var (member, _) in group.SelectMany(m => Enumerable.Range(0, m.Runner.Parallelism).Select(n => (m, n))).OrderBy(s => s.n)) free.Writer.TryWrite(member);
        }
    }

    /// <summary>Where losses are logged.</summary>
    public ILogger Log { get; set; } = Serilog.Core.Logger.None;

    /// <summary>The runners, with what they said of themselves.</summary>
    public IReadOnlyList<(SshRunner Runner, RunnerFacts Facts)> Runners => [.. _members.Select(m => (m.Runner, m.Facts))];

    /// <summary>What a plan must know of them, by architecture.</summary>
    public IReadOnlyDictionary<Arch, FarTools> Tools => _members.GroupBy(m => m.Runner.Arch).ToDictionary(g => g.Key, g => FarTools.Common(g.Select(m => (m.Runner.Slowdown, m.Facts.Valgrind, m.Facts.Addr2Line, m.Facts.Gdb))));

    /// <summary>Connects to all of them at once.</summary>
    /// <param name="runners">Which.</param>
    /// <param name="tools">For the launchers.</param>
    /// <param name="sandbox">Whether bubblewrap is used where it works.</param>
    /// <param name="cancel">Ends it.</param>
    /// <returns>Those that answer, and why the others do not.</returns>
    public static async Task<(Fleet Fleet, IReadOnlyList<RunnerException> Problems)> ConnectAsync(IReadOnlyList<SshRunner> runners, HostTools tools, bool sandbox, CancellationToken cancel)
    {
        var members = await Task.WhenAll(runners.Select(r => TryConnectAsync(r, tools, sandbox, cancel)));
        return (new([.. members.Select(m => m.Member).OfType<FleetMember>()]), [.. members.Select(m => m.Problem).OfType<RunnerException>()]);
    }

    private static async Task<(FleetMember? Member, RunnerException? Problem)> TryConnectAsync(SshRunner runner, HostTools tools, bool sandbox, CancellationToken cancel)
    {
        try
        {
            return (await FleetMember.ConnectAsync(runner, tools, sandbox, cancel), null);
        }
        catch (RunnerException e)
        {
            return (null, e);
        }
    }

    /// <summary>Runs a cell somewhere.</summary>
    /// <param name="program">The program here, and how it is started there.</param>
    /// <param name="arch">Its architecture.</param>
    /// <param name="tries">How often it is tried.</param>
    /// <param name="started">Is told when a runner has a place for it.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="RunnerException">No runner could run it; the message says why.</exception>
    public async Task<FarTries> RunAsync(FarProgram program, Arch arch, int tries, Action started, CancellationToken cancel)
    {
        if (!_free.TryGetValue(arch, out var free)) throw new RunnerException(RunnerFailure.Lost, $"no runner of {arch.Name()} is connected");
        var failures = new List<string>();
        while (failures.Count < MostAttempts)
        {
            if (!await free.Reader.WaitToReadAsync(cancel)) break;
            // The places of one that was retired meanwhile are in the queue still.
            if (!free.Reader.TryRead(out var member) || member.Retired is not null) continue;
            try
            {
                if (failures.Count == 0) started();
                return await member.RunAsync(program, tries, cancel);
            }
            catch (RunnerException e)
            {
                Log.Warning("{Message}", e.Message);
                failures.Add(e.Message);
                if (e.Failure == RunnerFailure.Unfit) member.Retire(e.Message);
            }
            finally
            {
                if (member.Retired is null) free.Writer.TryWrite(member);
                else if (_members.All(m => m.Runner.Arch != arch || m.Retired is not null)) free.Writer.TryComplete();
            }
        }
        throw new RunnerException(RunnerFailure.Lost, Reason(failures, arch));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var member in _members) await member.DisposeAsync();
    }

    private string Reason(List<string> failures, Arch arch)
    {
        if (failures.Count == MostAttempts) return $"given up after {MostAttempts} attempts: {string.Join("; ", failures.Distinct())}";
        var retired = _members.Where(m => m.Runner.Arch == arch).Select(m => m.Retired).OfType<string>().Distinct();
        return $"no runner of {arch.Name()} is left: {string.Join("; ", failures.Concat(retired).Distinct())}";
    }
}
