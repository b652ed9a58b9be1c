using System.Collections.Concurrent;
using System.Diagnostics;
using InteropFuzz.Harness.Planning;
using InteropFuzz.Harness.Running;
using InteropFuzz.Harness.Toolchains;

namespace InteropFuzz.Harness.Runners;

/// <summary>A runner in use: its connection, made anew when it was lost.</summary>
internal sealed class FleetMember : IAsyncDisposable
{
    private static readonly TimeSpan s_firstPause = TimeSpan.FromMilliseconds(250), s_longestPause = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _connecting = new(1);
    private readonly SharedLibraries _libraries = new();

    /// <summary>By program, what is copied for it: a built program never changes.</summary>
    private readonly ConcurrentDictionary<string, (Shipment Program, Shipment? Libraries)> _shipments = new();

    /// <summary>What the dynamic linker there says of programs.</summary>
    private readonly ConcurrentDictionary<(SshConnection Connection, string Folder), Lazy<Task>> _loads = new();
    private readonly string _launcher, _gcc;
    private readonly bool _sandbox;
    private SshConnection _connection;
    private string? _retired;

    private FleetMember(SshRunner runner, string launcher, string gcc, bool sandbox, SshConnection connection)
        => (Runner, _launcher, _gcc, _sandbox, _connection) = (runner, launcher, gcc, sandbox, connection);

    /// <summary>The machine.</summary>
    public SshRunner Runner { get; }

    /// <summary>What it said of itself.</summary>
    public RunnerFacts Facts => _connection.Facts;

    /// <summary>Why it gets no further cells; null while it does.</summary>
    public string? Retired => _retired;

    /// <summary>Is told, once, when it gets no further cells.</summary>
    public Action<string>? WhenRetired { get; set; }

    /// <summary>Takes it out of use.</summary>
    public void Retire(string reason)
    {
        if (Interlocked.CompareExchange(ref _retired, reason, null) is null) WhenRetired?.Invoke(reason);
    }

    /// <summary>Connects for the first time.</summary>
    /// <exception cref="RunnerException">There is no connection.</exception>
    public static async Task<FleetMember> ConnectAsync(SshRunner runner, HostTools tools, bool sandbox, CancellationToken cancel)
    {
        var foreign = tools.ForeignOf(runner.Arch);
        var launcher = (runner.Arch == tools.Arch ? tools.Launcher : foreign?.Launcher)
            ?? throw new RunnerException(RunnerFailure.Unfit, $"{runner.Label}: there is no launcher for {runner.Arch.Name()}: {foreign?.WhyNoGcc ?? "make -C native"}");
        return new(runner, launcher, (foreign is null ? tools.Gcc?.Path : foreign.Gcc?.Path) ?? "gcc", sandbox, await SshConnection.OpenAsync(runner, launcher, sandbox, cancel));
    }

    /// <summary>Runs all tries of a cell.</summary>
    /// <exception cref="RunnerException">The connection was lost, or the program cannot be run there; no try of it counts then.</exception>
    public async Task<FarTries> RunAsync(FarProgram program, int tries, CancellationToken cancel)
    {
        var connection = await ConnectedAsync(cancel);
        try
        {
            var place = await PlaceAsync(connection, program, cancel);
            await LoadsAsync(connection, program, place, cancel);
            var seen = new List<Observation>();
            for (var n = 0; n < tries; n++) seen.Add(Observation.Of(await connection.LaunchAsync(program.Request(place), cancel)));
            return new(seen, Runner, connection.Facts.Cage);
        }
        catch (RunnerException e) when (e.Failure == RunnerFailure.Lost)
        {
            await connection.DoubtAsync(cancel);
            throw;
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    /// <summary>The connection, made anew when it is lost. A machine that does not come back in time is retired.</summary>
    private async Task<SshConnection> ConnectedAsync(CancellationToken cancel)
    {
        await _connecting.WaitAsync(cancel);
        try
        {
            if (Retired is { } reason) throw new RunnerException(RunnerFailure.Unfit, reason);
            if (!_connection.IsLost) return _connection;
            var clock = Stopwatch.StartNew();
            for (var pause = s_firstPause; ; pause = pause * 2 < s_longestPause ? pause * 2 : s_longestPause)
                try
                {
                    var anew = await SshConnection.OpenAsync(Runner, _launcher, _sandbox, cancel);
                    await _connection.DisposeAsync();
                    return _connection = anew;
                }
                catch (RunnerException e) when (e.Failure == RunnerFailure.Lost && clock.Elapsed + pause < Runner.Reconnect)
                {
                    await Task.Delay(pause, cancel);
                }
                catch (RunnerException e)
                {
                    // Before the next one who waits here tries again.
                    Retire(e.Message);
                    throw new RunnerException(RunnerFailure.Unfit, e.Message);
                }
        }
        finally
        {
            _connecting.Release();
        }
    }

    /// <summary>Copies a program and what it needs there.</summary>
    private async Task<FarPlace> PlaceAsync(SshConnection connection, FarProgram program, CancellationToken cancel)
    {
        var (own, libraries) = _shipments.GetOrAdd(program.Path, Pack);
        var folder = await connection.PutAsync(own, cancel);
        return new(folder, Path.GetFileName(program.Path), connection.Facts.Bubblewrap is not null)
        {
            Libraries = libraries is null ? null : await connection.PutAsync(libraries, cancel),
            Script = program.Script is { } script ? $"{await connection.PutAsync(Shipment.Of([(Path.GetFileName(script), script)]), cancel)}/{Path.GetFileName(script)}" : null,
            Scratch = connection.Facts.Bubblewrap is null ? connection.NewScratch() : null,
        };
    }

    private (Shipment Program, Shipment? Libraries) Pack(string program)
    {
        var needed = _libraries.Of(program, _gcc);
        return (Shipment.Of([(Path.GetFileName(program), program)]), needed.Count == 0 ? null : Shipment.Of(needed));
    }

    /// <summary>Asks once for each program whether it loads there; nobody runs it before that is known.</summary>
    private async Task LoadsAsync(SshConnection connection, FarProgram program, FarPlace place, CancellationToken cancel)
    {
        var key = (connection, place.Folder);
        var asked = _loads.GetOrAdd(key, _ => new(() => AskLinkerAsync(connection, program, place, cancel)));
        try
        {
            await asked.Value;
        }
        catch (Exception e) when (e is not RunnerException { Failure: RunnerFailure.Refused })
        {
            _loads.TryRemove(new(key, asked));
            throw;
        }
    }

    /// <summary>
    /// A C library that is too old, or a missing one, would look like a fault of the program: the dynamic linker is asked first (ld.so(8)), in the cage.
    /// </summary>
    private async Task AskLinkerAsync(SshConnection connection, FarProgram program, FarPlace place, CancellationToken cancel)
    {
        if (!SharedLibraries.IsDynamic(program.Path)) return;
        var request = program.Request(place);
        var environment = new Dictionary<string, string>(request.Environment) { ["LD_TRACE_LOADED_OBJECTS"] = "1" };
        var result = await connection.LaunchAsync(request with { Command = [request.Cage!.Inner(place.Program)], Environment = environment }, cancel);
        if (result.Ending.IsSuccess && !result.Output.Contains("not found", StringComparison.Ordinal)) return;
        var line = result.Output.Split('\n').FirstOrDefault(l => l.Contains("not found", StringComparison.Ordinal)) ?? LauncherAnswer.FirstLines(result.Output);
        throw new RunnerException(RunnerFailure.Refused, $"{Runner.Label}: programs that are built here do not load there, whose C library is {(Facts.Libc is { Length: > 0 } libc ? libc : "not GNU's")} ({line.Trim()})");
    }
}
