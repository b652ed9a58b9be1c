using System.Diagnostics;
using InteropFuzz.Harness.Checking;
using InteropFuzz.Harness.Checking.Model;
using NUnit.Framework;

namespace InteropFuzz.Cli.Tests;

/// <summary>A fault of a patch file: its head says what it is and where.</summary>
/// <param name="File">The patch.</param>
/// <param name="Class">The fault class.</param>
/// <param name="Symptom">What the clearest report of it says.</param>
/// <param name="Test">A test that meets it; null for what belongs to no test for sure (leaks).</param>
/// <param name="At">The file and the function that it is in, for people: a report need not have a line of the package.</param>
internal sealed record PlantedFault(string File, string Class, string Symptom, string? Test, string At)
{
    public static PlantedFault Read(string file)
    {
        var head = System.IO.File.ReadLines(file).TakeWhile(l => l.Length > 0).Select(l => l.Split(": ", 2)).ToDictionary(p => p[0], p => p[1]);
        return new(file, head["Class"], head["Symptom"], head.GetValueOrDefault("Test"), head["At"]);
    }

    public override string ToString() => $"{Path.GetFileName(File)}: {Symptom} at {At} ({Class})";

    /// <summary>Whether a finding is this fault: subtests of the test count as the test.</summary>
    public bool IsShownBy(CheckFinding finding)
        => finding.Symptom == Symptom && (Test is null || finding.Tests.Any(t => t.Split('/')[0] == Test));
}

/// <summary>A copy of a package that Debian ships, as a module, for faults to be planted into (data/check-planted).</summary>
internal sealed class PlantedPackage : IDisposable
{
    private static readonly string s_data = Path.Combine(AppContext.BaseDirectory, "data", "check-planted");
    private readonly string _folder = Directory.CreateTempSubdirectory("interopfuzz-test-").FullName;
    private readonly string _name;

    /// <summary>Copies it; the test is skipped where Debian's package is not installed.</summary>
    public PlantedPackage(string name)
    {
        _name = name;
        var row = File.ReadLines(Path.Combine(s_data, "packages.tsv")).Select(l => l.Split('\t')).Single(r => r[0] == name);
        var from = Path.Combine("/usr/share/gocode/src", row[2]);
        if (!Directory.Exists(from)) Assert.Ignore($"{from} is missing: apt-get install {row[1]}");
        (Folder, ShortTests) = (Path.Combine(_folder, name), row[3]);
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            if (row is [_, _, _, _, var without, ..] && file.StartsWith(Path.Combine(from, without) + '/', StringComparison.Ordinal)) continue;
            var to = Path.Combine(Folder, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }
        var suppressions = Path.Combine(s_data, name, "suppressions.yaml");
        if (File.Exists(suppressions)) File.Copy(suppressions, Path.Combine(Folder, "suppressions.yaml"));
        File.WriteAllText(Path.Combine(Folder, "go.mod"), $"module {row[2]}\n\ngo 1.13\n");
    }

    /// <summary>The copy.</summary>
    public string Folder { get; }

    /// <summary>What -run takes for the tests that show every fault in a short time.</summary>
    public string ShortTests { get; }

    /// <summary>Its faults.</summary>
    public IReadOnlyList<PlantedFault> Faults => [.. Directory.GetFiles(Path.Combine(s_data, _name), "*.patch").Order(StringComparer.Ordinal).Select(PlantedFault.Read)];

    /// <summary>Plants faults.</summary>
    public async Task PlantAsync(params IEnumerable<PlantedFault> faults)
    {
        foreach (var fault in faults) await PatchAsync(fault);
    }

    /// <summary>Takes a fault out again.</summary>
    public Task MendAsync(PlantedFault fault) => PatchAsync(fault, "-R");

    /// <summary>Runs <c>interopfuzz check</c> on it, and reads what it wrote.</summary>
    public async Task<(Answer Answer, CheckRun? Run)> CheckAsync(params IEnumerable<string> arguments)
    {
        var artifacts = Path.Combine(_folder, "artifacts");
        var answer = await Command.RunAsync(["check", "--go", "1.27", "--artifacts", artifacts, .. arguments], folder: Folder);
        var checks = Path.Combine(artifacts, CheckFolder.Below);
        var last = Directory.Exists(checks) ? Directory.GetDirectories(checks).Max(StringComparer.Ordinal) : null;
        var result = last is null ? null : Path.Combine(last, "check.json");
        return (answer, File.Exists(result) ? CheckRun.FromJson(await File.ReadAllTextAsync(result)) : null);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task PatchAsync(PlantedFault fault, params string[] options)
    {
        using var patch = Process.Start(new ProcessStartInfo("patch", ["-p1", "--silent", "--no-backup-if-mismatch", "-i", fault.File, .. options]) { WorkingDirectory = Folder, RedirectStandardOutput = true })!;
        var said = await patch.StandardOutput.ReadToEndAsync();
        await patch.WaitForExitAsync();
        Assert.That(patch.ExitCode, Is.Zero, said);
    }
}
