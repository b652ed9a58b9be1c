using System.CommandLine;
using System.Globalization;
using InteropFuzz.Cli.Fuzzing;
using InteropFuzz.Harness.Campaigns;
using InteropFuzz.Harness.Machines;
using InteropFuzz.Harness.Running;
using InteropFuzz.Harness.Toolchains;
using InteropFuzz.Reporting;

namespace InteropFuzz.Cli.Verbs;

/// <summary><c>interopfuzz vm</c>: the ARM64 virtual machine.</summary>
public static class VmVerb
{
    private const string CreateHelp = """
        Build the image of the VM from Debian's arm64 packages, whose signatures apt checks

        Examples:
          interopfuzz vm create
          interopfuzz vm create --replace     anew, with today's packages and new keys

        It needs neither root nor an emulator. The image lies in the cache ('vm status' says where).
        Exit codes: 0 built, 2 there is one already, 3 something is missing, or no room on the disk, 130 interrupted.
        """;

    private const string StartHelp = """
        Boot the VM and wait until it answers; its disk is thrown away when it stops

        Examples:
          interopfuzz vm start
          interopfuzz vm start --port 22023 --cpus 4 --memory 4GiB

        Then it is an ssh runner; what is printed goes into a runners.yaml, or is taken from the file named there.
        Exit codes: 0 it runs, 3 it cannot be booted, 130 interrupted: it has ended.
        """;

    private const string StopHelp = """
        End the VM, and throw away what was written to its disk

        Examples:
          interopfuzz vm stop
        """;

    private const string StatusHelp = """
        Say what the image is, and whether the VM runs and answers

        Examples:
          interopfuzz vm status

        Exit codes: 0 it runs and answers, 3 not.
        """;

    private const int DefaultPort = 22022, LeastMemoryMiB = 512, MostCpus = 64;
    private const long DefaultMemory = 2L << 30;
    private static readonly TimeSpan s_wait = TimeSpan.FromMinutes(5);

    /// <summary>The verb with its own verbs.</summary>
    public static Command Make() => new("vm", "An ARM64 machine, emulated whole, for what qemu-user cannot run: create, start, stop, status") { Create(), Start(), Stop(), Status() };

    private static MachineFolder Folder => new(CacheFolder.Default().Machine);

    private static void Say(string line) => Console.WriteLine(Hostile.ForTerminal(line));

    private static Verb Create()
    {
        Option<bool> replace = new("--replace") { Description = "Replace the image that is there" };
        var verb = new Verb("create", CreateHelp) { replace };
        verb.SetAction((parsed, cancel) => Guarded(async () =>
        {
            var folder = Folder;
            using var alone = folder.Lock();
            if (folder.ReadImage() is { } earlier && !parsed.GetValue(replace))
                throw new UsageException($"there is an image of {Day(earlier.Created)} in {folder.Image}; --replace makes a new one");
            if (new Machine(folder).Running is not null) throw new UsageException("the VM runs: interopfuzz vm stop");
            var image = await new ImageBuilder(folder, Say).BuildAsync(DateTimeOffset.UtcNow, cancel);
            Say($"{folder.Image}: {Words(folder, image)}, in {Duration.Say(image.Seconds)}; now: interopfuzz vm start");
            return ExitCode.Expected;
        }));
        return verb;
    }

    private static Verb Start()
    {
        Option<int> port = new("--port") { Description = "Where its sshd is reached on 127.0.0.1", HelpName = "N", DefaultValueFactory = _ => DefaultPort };
        Option<int> cpus = new("--cpus") { Description = "How many processors it gets (default: as many as this machine has)", HelpName = "N", DefaultValueFactory = _ => Math.Min(Environment.ProcessorCount, MostCpus) };
        var memory = FuzzOptions.Size("--memory", $"How much memory it gets (default: {FuzzQuantity.Size(DefaultMemory)})");
        var wait = FuzzOptions.Time("--wait", $"How long it may take to answer (default: {FuzzQuantity.Time(s_wait)})");
        port.Validators.Add(r => { if (r.GetValueOrDefault<int>() is < 1 or > 65535) r.AddError("--port takes a number from 1 to 65535"); });
        cpus.Validators.Add(r => { if (r.GetValueOrDefault<int>() is < 1 or > MostCpus) r.AddError($"--cpus takes a number from 1 to {MostCpus}"); });
        var verb = new Verb("start", StartHelp) { port, cpus, memory, wait };
        verb.SetAction((parsed, cancel) => Guarded(async () =>
        {
            var folder = Folder;
            using var alone = folder.Lock();
            var machine = new Machine(folder);
            if (folder.ReadImage() is null) throw new UsageException("there is no image yet: interopfuzz vm create", ExitCode.Missing);
            if (machine.Running is { } running)
            {
                Say("the VM runs already");
                Describe(folder, running);
                return ExitCode.Expected;
            }
            var megabytes = (parsed.GetValue(memory) ?? DefaultMemory) >> 20;
            if (megabytes < LeastMemoryMiB) throw new UsageException($"--memory takes {LeastMemoryMiB}MiB and more");
            var wanted = new MachineState(0, parsed.GetValue(port), default, parsed.GetValue(cpus), (int)Math.Min(megabytes, int.MaxValue), "");
            Describe(folder, await machine.StartAsync(wanted, parsed.GetValue(wait) ?? s_wait, Say, cancel));
            return ExitCode.Expected;
        }));
        return verb;
    }

    private static Verb Stop()
    {
        var verb = new Verb("stop", StopHelp);
        verb.SetAction((_, _) => Guarded(async () =>
        {
            var folder = Folder;
            using var alone = folder.Lock();
            Say(await new Machine(folder).StopAsync() ? "the VM has ended" : "the VM does not run");
            return ExitCode.Expected;
        }));
        return verb;
    }

    private static Verb Status()
    {
        var verb = new Verb("status", StatusHelp);
        verb.SetAction((_, cancel) => Guarded(async () =>
        {
            var folder = Folder;
            var image = folder.ReadImage();
            Say(image is null ? $"image    none in {folder.Root}: interopfuzz vm create" : $"image    {folder.Image}: {Words(folder, image)}, made {Day(image.Created)} ({Age(DateTimeOffset.UtcNow - image.Created)} ago)");
            var machine = new Machine(folder);
            if (machine.Running is not { } state)
            {
                Say(folder.ReadState() is { } dead ? $"machine  process {dead.Pid} is gone; its console: {folder.Console}" : "machine  does not run: interopfuzz vm start");
                return ExitCode.Missing;
            }
            var why = await machine.WhyNoAnswerAsync(state, cancel);
            Say(string.Create(CultureInfo.InvariantCulture, $"machine  process {state.Pid} since {state.Started:yyyy-MM-dd HH:mm} UTC, {state.SayProcessors()}, {state.MemoryMiB} MiB, {state.Accelerator}; ssh port {state.Port} {(why is null ? "answers" : $"does not answer: {why}")}"));
            Say($"console  {folder.Console}");
            if (why is null) Describe(folder, state);
            return why is null ? ExitCode.Expected : ExitCode.Missing;
        }));
        return verb;
    }

    /// <summary>What fails here is a missing thing, with its way out.</summary>
    private static async Task<int> Guarded(Func<Task<int>> action)
    {
        try
        {
            return await action();
        }
        catch (MachineException e)
        {
            throw new UsageException(e.Message, ExitCode.Missing);
        }
    }

    private static void Describe(MachineFolder folder, MachineState state)
    {
        Say($"ssh      {Shell.Line(MachineRunner.Ssh(folder, state))}");
        Say($"runner   {folder.Runners}:");
        Console.Write(MachineRunner.Yaml(folder, state));
    }

    private static string Words(MachineFolder folder, MachineImage image)
        => $"Debian {image.Suite}, Linux {image.Kernel}, {image.Packages} packages{(HostCommand.Ask("du", ["-s", "--block-size=1", folder.Image]) is { Code: 0 } used && long.TryParse(used.Output.Split('\t')[0], CultureInfo.InvariantCulture, out var bytes) ? $", {FuzzQuantity.Say(bytes)} on the disk" : "")}";

    private static string Day(DateTimeOffset time) => time.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    private static string Age(TimeSpan age) => FuzzQuantity.Time(age.TotalDays >= 1 ? TimeSpan.FromDays(Math.Floor(age.TotalDays)) : TimeSpan.FromMinutes(Math.Max(1, Math.Floor(age.TotalMinutes))));
}
