using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using InteropFuzz.Triage;

namespace InteropFuzz.Cli.Verbs;

/// <summary><c>interopfuzz bench triage</c>: how fast triage reads, and with how much memory.</summary>
public static class BenchTriageVerb
{
    private const string Help = """
        Measure how fast triage reads large and small logs, and with how much memory.

        Without PATH it makes its inputs (100 MB each, in a temporary folder) and measures each in a process of its own.
        With PATH it measures that file, or all files of that folder, in this process.

        Examples:
          interopfuzz bench triage
          interopfuzz bench triage big.log
        """;

    private const int SmallReports = 5_000;
    private const int Starts = 11;
    private const double MinSeconds = 1;

    /// <summary>The verb with its argument.</summary>
    public static Command Make()
    {
        Argument<string?> path = new("PATH") { Description = "A log, or a folder of reports", Arity = ArgumentArity.ZeroOrOne };
        var verb = new Verb("triage", Help) { path };
        verb.SetAction(parsed => parsed.GetValue(path) switch
        {
            null => MeasureAll(),
            var folder when Directory.Exists(folder) => MeasureFolder(folder),
            var file when File.Exists(file) => MeasureFile(file),
            var nothing => throw new UsageException($"there is no '{nothing}'"),
        });
        return verb;
    }

    private static int MeasureAll()
    {
        var folder = Directory.CreateTempSubdirectory("interopfuzz-bench-").FullName;
        try
        {
            var dump = Path.Combine(folder, "goroutines.txt");
            Write(dump, TriageInputs.WriteDump);
            var log = Path.Combine(folder, "server.log");
            Write(log, TriageInputs.WriteLog);
            var reports = Directory.CreateDirectory(Path.Combine(folder, "reports")).FullName;
            for (var i = 0; i < SmallReports; i++) File.WriteAllText(Path.Combine(reports, i.ToString("D4", CultureInfo.InvariantCulture)), TriageInputs.Report(i));

            Console.WriteLine($"{TriageInputs.DumpGoroutines:N0} goroutines of {TriageInputs.DumpShapes} shapes   (goal: at least 500 MB/s, at most 64 MiB)");
            Self("bench", "triage", dump);
            Console.WriteLine("an ordinary log with one crash in the middle   (goal: at least 500 MB/s, at most 64 MiB)");
            Self("bench", "triage", log);
            Console.WriteLine($"{SmallReports:N0} small reports   (goal: at least 5,000 reports/s)");
            Self("bench", "triage", reports);
            var starts = Enumerable.Range(0, Starts).Select(_ => Self("triage", Path.Combine(reports, "0000"))).Order().ToList();
            Print("start to answer, one small file", string.Create(CultureInfo.InvariantCulture, $"{starts[Starts / 2].TotalMilliseconds:F0} ms, median of {Starts}   (goal: at most 120 ms)"));
            return ExitCode.Expected;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static int MeasureFile(string file)
    {
        var bytes = new FileInfo(file).Length;
        var first = Stopwatch.StartNew();
        var crashes = ReadFile(file);
        first.Stop();
        var peak = Peak();

        // The first reading also compiles the code; those that follow say what the code can do.
        var (rounds, seconds, processor) = Repeat(() => ReadFile(file));
        Print("crashes", string.Create(CultureInfo.InvariantCulture, $"{crashes.Count} ({crashes[0].Symptom}, {crashes[0].Stacks.Count} stacks)"));
        Print("first reading", Rate(bytes, first.Elapsed.TotalSeconds));
        Print("readings that follow", Rate(bytes * rounds, seconds));
        Print("per second of processor time", Rate(bytes * rounds, processor));
        Print("peak memory of the process", peak);
        return ExitCode.Expected;
    }

    private static int MeasureFolder(string folder)
    {
        var texts = Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal).Select(File.ReadAllText).ToList();
        if (texts.Count == 0) throw new UsageException($"there is no file in '{folder}'");
        var first = Stopwatch.StartNew();
        ReadTexts(texts);
        first.Stop();
        var (rounds, seconds, processor) = Repeat(() => ReadTexts(texts));
        Print("first reading", string.Create(CultureInfo.InvariantCulture, $"{texts.Count / first.Elapsed.TotalSeconds:N0} reports/s"));
        Print("readings that follow", string.Create(CultureInfo.InvariantCulture, $"{texts.Count * rounds / seconds:N0} reports/s"));
        Print("per second of processor time", string.Create(CultureInfo.InvariantCulture, $"{texts.Count * rounds / processor:N0} reports"));
        Print("peak memory of the process", Peak());
        return ExitCode.Expected;
    }

    private static IReadOnlyList<Crash> ReadFile(string file)
    {
        using var reader = new StreamReader(file, new FileStreamOptions { BufferSize = 0, Options = FileOptions.SequentialScan });
        return CrashReader.ReadAll(reader);
    }

    private static void ReadTexts(List<string> texts)
    {
        foreach (var text in texts) CrashReader.ReadAll(new StringReader(text));
    }

    // Other work on the machine takes wall time, but no processor time, from this process.
    private static (int Rounds, double Seconds, double Processor) Repeat(Action action)
    {
        var before = Environment.CpuUsage.TotalTime;
        var time = Stopwatch.StartNew();
        var rounds = 0;
        do
        {
            action();
            rounds++;
        }
        while (time.Elapsed.TotalSeconds < MinSeconds);
        return (rounds, time.Elapsed.TotalSeconds, (Environment.CpuUsage.TotalTime - before).TotalSeconds);
    }

    /// <summary>Runs this very command.</summary>
    private static TimeSpan Self(params string[] arguments)
    {
        var program = Environment.ProcessPath!;
        var host = Path.GetFileNameWithoutExtension(program) == "dotnet";
        var start = new ProcessStartInfo(program, host ? [Assembly.GetEntryAssembly()!.Location, .. arguments] : arguments) { RedirectStandardOutput = arguments[0] != "bench" };
        var time = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        if (start.RedirectStandardOutput) process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidDataException($"'{string.Join(' ', arguments)}' ended with {process.ExitCode}");
        return time.Elapsed;
    }

    private static void Write(string path, Action<TextWriter> write)
    {
        using var writer = new StreamWriter(path);
        write(writer);
    }

    private static string Rate(long bytes, double seconds) => string.Create(CultureInfo.InvariantCulture, $"{bytes / seconds / 1e6:N0} MB/s");

    private static string Peak()
    {
        using var self = Process.GetCurrentProcess();
        return string.Create(CultureInfo.InvariantCulture, $"{self.PeakWorkingSet64 / 1048576.0:F0} MiB");
    }

    private static void Print(string name, string value) => Console.WriteLine($"  {name,-34} {value}");
}
