using InteropFuzz.Harness.Checking.Model;
using InteropFuzz.Harness.Findings;

namespace InteropFuzz.Harness.Tests.Checking;

/// <summary>Results of checks, made up: one package with three tests under plain and asan.</summary>
internal static class CheckSamples
{
    public const string Package = "example.org/box";

    public static CheckCell Plain { get; } = new(Package, "1.27.4", "amd64", "plain");

    public static CheckCell Asan { get; } = Plain with { Instrument = "asan" };

    /// <summary>A use after free in TestClose, a bare signal under plain and a report under asan.</summary>
    public static CheckFinding UseAfterFree { get; } = Finding(
        "0a1b2c3d4e5f", "asan/heap-use-after-free", ["asan/heap-use-after-free", "copy_out", "box_read", "C.box_read", "box.(*Box).Read", "box.TestClose"],
        [new(Plain, "TestClose", "signal/in-c/SIGSEGV", 1, 1), new(Asan, "TestClose", "asan/heap-use-after-free", 1, 1)]) with { Signatures = ["0a1b2c3d4e5f", "111111111111"] };

    /// <summary>A run in which every test ran in both cells, with these findings.</summary>
    public static CheckRun Run(params IReadOnlyList<CheckFinding> findings) => new()
    {
        Info = new()
        {
            Run = "20261121-140000",
            Started = new(2026, 11, 21, 14, 0, 0, TimeSpan.Zero),
            Root = "/src/box",
            Request = new() { Folder = "/src/box" },
            Toolchains = new Dictionary<string, string> { ["1.27.4"] = "/go" },
            Tools = new Dictionary<string, string>(),
            Sandbox = "bubblewrap",
        },
        Packages = [new(Package, ".", UsesCgo: true)],
        Cells = [Cell(Plain, findings), Cell(Asan, findings)],
        Findings = findings,
        IsWhole = true,
    };

    /// <summary>A finding at lib/box.c:31.</summary>
    public static CheckFinding Finding(string signature, string symptom, IReadOnlyList<string> parts, IReadOnlyList<FindingSight> seen) => new()
    {
        Signature = signature,
        Signatures = [signature],
        Kind = symptom.StartsWith("lsan", StringComparison.Ordinal) ? FindingKind.Leak : FindingKind.Crash,
        Symptom = symptom,
        Title = $"what {symptom} says",
        Package = Package,
        Tests = [.. seen.Select(s => s.Test).Distinct()],
        Seen = seen,
        File = "lib/box.c",
        Line = 31,
        Reproduce = "go test -asan -run '^TestClose$' .",
        Best = new()
        {
            Symptom = symptom,
            FirstLine = $"what {symptom} says",
            Parts = parts,
            Signature = signature,
            Guilty = "go",
            Severity = "high",
            SeverityReason = "freed memory is read",
            Classes = [new RankedClass("c-heap-ownership", 0.71, ["C code freed the block"])],
            Stack =
            [
                new("tool", "__interceptor_memcpy", null, 0, IsUser: false, IsOwn: false),
                new("c", "copy_out", "lib/box.c", 31, IsUser: true, IsOwn: true),
                new("boundary", "C.box_read", "_cgo_gotypes.go", 61, IsUser: true, IsOwn: false),
                new("go", "box.TestClose", "box_test.go", 12, IsUser: true, IsOwn: true),
            ],
            Others = [new("freed by thread T0 here:", [new("c", "box_close", "lib/box.c", 60, IsUser: true, IsOwn: true)])],
        },
    };

    private static CellResult Cell(CheckCell cell, IReadOnlyList<CheckFinding> findings) => new()
    {
        Cell = cell,
        State = CellState.Ran,
        Tests = [.. new[] { "TestOpen", "TestClose", "TestRead" }.Select(t => new TestResult
        {
            Test = t,
            Outcome = findings.Any(f => f.Seen.Any(s => s.Cell == cell && s.Test == t)) ? TestOutcome.Crashed : TestOutcome.Passed,
            Worst = TestOutcome.Passed,
        })],
    };
}
