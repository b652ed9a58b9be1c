using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using InteropFuzz.Harness.Running;

namespace InteropFuzz.Harness.Runners;

/// <summary>
/// One connection to a runner, which all its sessions share. What runs there ends with it: every program is below a launcher whose standard input is
/// its session's, and the launcher ends all when that ends.
/// </summary>
internal sealed class SshConnection : IAsyncDisposable
{
    /// <summary>How long greeting, authentication and the first look may take together.</summary>
    private static readonly TimeSpan s_openTime = TimeSpan.FromMinutes(1);

    /// <summary>How long the far machine may need on top of a program's own deadline before the session is given up here.</summary>
    private static readonly TimeSpan s_spare = TimeSpan.FromMinutes(2);

    /// <summary>How long a connection lives on of which a session was lost with it.</summary>
    private static readonly TimeSpan s_doubt = TimeSpan.FromSeconds(2);

    /// <summary>What the scratch script ends with when it cannot make its folder.</summary>
    private const int NoScratch = 125;

    /// <summary>ssh's own exit code when the connection failed (ssh(1)).</summary>
    private const int SshFailed = 255;

    private readonly SshRunner _runner;
    private readonly DirectoryInfo _folder;
    private readonly Process _master;
    private readonly Task<string> _said;
    private readonly ConcurrentDictionary<string, Lazy<Task<string>>> _copies = new();
    private static long s_launches = Environment.ProcessId;
    private string _launcher = "";

    private SshConnection(SshRunner runner)
    {
        _runner = runner;
        _folder = Directory.CreateTempSubdirectory("interopfuzz-");
        _master = Start(SshCommand.Connect(runner, Control, SshCommand.Script(RunnerResource.Text("probe.sh"), [runner.Workdir])));
        _said = _master.StandardError.ReadToEndAsync(CancellationToken.None);
    }

    /// <summary>What the machine said of itself.</summary>
    public RunnerFacts Facts { get; private set; } = RunnerFacts.Read([]);

    /// <summary>Whether it is gone.</summary>
    public bool IsLost => _master.HasExited;

    /// <summary>The socket of the connection; its path must be short (unix(7): 108 bytes).</summary>
    private string Control => Path.Combine(_folder.FullName, "c");

    /// <summary>Connects, looks at the machine, and copies the launcher there.</summary>
    /// <param name="runner">The machine.</param>
    /// <param name="launcher">The launcher for its architecture.</param>
    /// <param name="sandbox">Whether bubblewrap is used where it works.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="RunnerException">There is no connection, or the machine is of no use.</exception>
    public static async Task<SshConnection> OpenAsync(SshRunner runner, string launcher, bool sandbox, CancellationToken cancel)
    {
        var connection = new SshConnection(runner);
        try
        {
            await connection.GreetAsync(cancel);
            if (!sandbox) connection.Facts = connection.Facts with { Bubblewrap = null, SandboxProblem = "switched off by --sandbox=off" };
            await connection.PutLauncherAsync(launcher, cancel);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Copies files there, once; gives the folder they are in.</summary>
    /// <exception cref="RunnerException">They could not be copied.</exception>
    public async Task<string> PutAsync(Shipment shipment, CancellationToken cancel)
    {
        var copy = _copies.GetOrAdd(shipment.Key, _ => new(() => CopyAsync(shipment, cancel)));
        try
        {
            return await copy.Value;
        }
        catch
        {
            _copies.TryRemove(new(shipment.Key, copy));
            throw;
        }
    }

    /// <summary>Runs one program there to its end.</summary>
    /// <param name="request">What to start: all paths are those of the far machine.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="RunnerException">The connection was lost, or the program could not be started.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; every process of it has ended.</exception>
    public async Task<LaunchResult> LaunchAsync(LaunchRequest request, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var arguments = LaunchCommand.Make(_launcher, Facts.Bubblewrap, request, Facts.IsRoot, Interlocked.Increment(ref s_launches) % 1_000_000);
        var command = request.Cage is { Sandboxed: true }
            ? SshCommand.Script("exec \"$@\"", [_launcher, .. arguments])
            : SshCommand.Script(RunnerResource.Text("scratch.sh"), [request.WorkingDirectory!, "env", "-i", .. request.Environment.Select(v => $"{v.Key}={v.Value}"), _launcher, .. arguments]);
        LauncherAnswer answer;
        try
        {
            answer = await LauncherCall.RunAsync(new("ssh", SshCommand.Session(_runner, Control, command)), request, waits: null, request.Deadline + request.Grace + s_spare, cancel);
        }
        catch (LaunchException e)
        {
            throw new RunnerException(RunnerFailure.Unfit, e.Message);
        }
        cancel.ThrowIfCancellationRequested();
        if (answer.ExitCode == SshFailed || !answer.HasReport) throw Failed(answer.ExitCode, answer.Report);
        try
        {
            var result = answer.Result(request.Command[0]);
            return result.EndedBy == "stopped" ? throw new RunnerException(RunnerFailure.Lost, $"{_runner.Label}: the launcher there was told to stop; was the machine shut down?") : result;
        }
        catch (LaunchException e)
        {
            throw new RunnerException(RunnerFailure.Refused, $"{_runner.Label}: {e.Message}");
        }
    }

    /// <summary>
    /// A session was lost. When the connection goes too it takes a moment; when it stays, what was copied may be gone (a cleaned /tmp), and is looked
    /// for again.
    /// </summary>
    public async Task DoubtAsync(CancellationToken cancel)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(s_doubt);
        await _master.WaitForExitAsync(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _copies.Clear();
    }

    /// <summary>A name for a folder of one launch there.</summary>
    public string NewScratch() => $"{Facts.Workdir}/run/{Environment.MachineName}-{Environment.ProcessId}-{Interlocked.Increment(ref s_launches)}";

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        try
        {
            // The end of its stdin ends the session there, and with it the connection.
            _master.StandardInput.Close();
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2));
            await _master.WaitForExitAsync(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!_master.HasExited) _master.Kill();
            await _said;
            _folder.Delete(recursive: true);
        }
        catch (Exception e) when (e is IOException or InvalidOperationException)
        {
            // It ended by itself just now.
        }
        _master.Dispose();
    }

    private async Task GreetAsync(CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(s_openTime);
        var lines = new List<string>();
        try
        {
            for (string? line; (line = await _master.StandardOutput.ReadLineAsync(limit.Token)) != "ready"; lines.Add(line))
            {
                if (line is null) throw await UnansweredAsync();
                if (line.StartsWith("fault=", StringComparison.Ordinal)) throw Broken(line["fault=".Length..]);
            }
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new RunnerException(RunnerFailure.Lost, $"{_runner.Label}: it does not answer within {s_openTime.TotalSeconds} s; look whether it is on");
        }
        Facts = RunnerFacts.Read(lines);
        if (Facts.Arch != _runner.Arch)
            throw new RunnerException(RunnerFailure.Unfit, $"{_runner.Label}: the machine is of {Facts.Machine}, the file says 'arch: {Planning.PlanWords.Name(_runner.Arch)}'; mend 'arch:'");
    }

    private async Task<RunnerException> UnansweredAsync()
    {
        await _master.WaitForExitAsync(CancellationToken.None);
        var said = await _said;
        if (_master.ExitCode != SshFailed) return new(RunnerFailure.Unfit, $"{_runner.Label}: no POSIX shell answers there: {LauncherAnswer.FirstLines(said)}");
        var fault = SshFault.Of(_runner, said);
        return new(fault.MayPass ? RunnerFailure.Lost : RunnerFailure.Unfit, fault.Message);
    }

    private async Task PutLauncherAsync(string launcher, CancellationToken cancel)
    {
        const string name = "interopfuzz-launch";
        _launcher = $"{await PutAsync(Shipment.Of([(name, launcher)]), cancel)}/{name}";
        var (code, said) = await RunAsync("exec \"$@\"", [_launcher, "--help"], null, cancel);
        if (code == SshFailed) throw Failed(code, said);
        if (code != 0)
            throw new RunnerException(RunnerFailure.Unfit, $"{_runner.Label}: the launcher does not start there ({LauncherAnswer.FirstLines(said)}); is {Facts.Workdir} mounted noexec? Name another 'workdir:'");
    }

    private async Task<string> CopyAsync(Shipment shipment, CancellationToken cancel)
    {
        const int isNotThere = 10;
        var folder = $"{Facts.Workdir}/cache/{shipment.Key}";
        var (found, words) = await RunAsync(RunnerResource.Text("check.sh"), [folder, .. shipment.Files.SelectMany(f => new[] { f.Name, f.SizeText, f.Hash })], null, cancel);
        if (found == 0) return folder;
        if (found != isNotThere) throw Failed(found, words);
        var aside = $"{folder}.new.{Environment.MachineName}-{Environment.ProcessId}-{Interlocked.Increment(ref s_launches)}";
        foreach (var file in shipment.Files)
            await MustAsync("put.sh", [aside, file.Name, file.SizeText, "755"], file.Path, cancel);
        await MustAsync("publish.sh", [aside, folder], null, cancel);
        return folder;
    }

    private async Task MustAsync(string script, IReadOnlyList<string> arguments, string? input, CancellationToken cancel)
    {
        var (code, said) = await RunAsync(RunnerResource.Text(script), arguments, input, cancel);
        if (code != 0) throw Failed(code, said);
    }

    /// <summary>Runs one of the harness's own scripts there.</summary>
    /// <returns>Its exit code, and what it or ssh said.</returns>
    private async Task<(int Code, string Said)> RunAsync(string script, IReadOnlyList<string> arguments, string? input, CancellationToken cancel)
    {
        using var process = Start(SshCommand.Session(_runner, Control, SshCommand.Script(script, arguments)));
        // The end of the session ends the script there: what it writes is not complete then, and is not used.
        using var stop = cancel.Register(() => LauncherCall.KillQuietly(process));
        var said = process.StandardError.ReadToEndAsync(CancellationToken.None);
        var printed = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        try
        {
            if (input is not null)
            {
                await using var file = File.OpenRead(input);
                await file.CopyToAsync(process.StandardInput.BaseStream, cancel);
            }
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended before it took everything; its exit code says why.
        }
        await process.WaitForExitAsync(CancellationToken.None);
        cancel.ThrowIfCancellationRequested();
        return (process.ExitCode, (await said).Length > 0 ? await said : await printed);
    }

    /// <summary>What a session means that did not come to its end.</summary>
    private RunnerException Failed(int code, string said)
    {
        if (IsDiskFull(said) || code == NoScratch) return Broken(said);
        if (code != SshFailed) return new(RunnerFailure.Lost, $"{_runner.Label}: {(said.Length > 0 ? LauncherAnswer.FirstLines(said) : $"a command there ended with {code}")}");
        var fault = SshFault.Of(_runner, said);
        return new(RunnerFailure.Lost, fault.Message);
    }

    /// <summary>The folder there cannot be used.</summary>
    private RunnerException Broken(string said) => new(RunnerFailure.Unfit, IsDiskFull(said)
        ? $"{_runner.Label}: its disk is full ({LauncherAnswer.FirstLines(said)}); make room there, or name another 'workdir:'"
        : $"{_runner.Label}: its 'workdir: {_runner.Workdir}' cannot be used: {LauncherAnswer.FirstLines(said)}");

    private static bool IsDiskFull(string said)
        => said.Contains("no space left", StringComparison.OrdinalIgnoreCase) || said.Contains("quota exceeded", StringComparison.OrdinalIgnoreCase);

    private static Process Start(IEnumerable<string> arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo("ssh", arguments)
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                StandardOutputEncoding = Encoding.UTF8,
                StandardErrorEncoding = Encoding.UTF8,
                Environment = { ["LC_ALL"] = "C" },
            })!;
        }
        catch (Win32Exception e)
        {
            throw new RunnerException(RunnerFailure.Unfit, $"ssh does not start ({e.Message}): apt-get install openssh-client");
        }
    }
}
