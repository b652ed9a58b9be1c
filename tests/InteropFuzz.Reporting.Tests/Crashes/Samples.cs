using InteropFuzz.Reporting.Crashes;
using InteropFuzz.Triage;
using InteropFuzz.Triage.Diagnosis;
using InteropFuzz.Triage.Stacks;

namespace InteropFuzz.Reporting.Tests.Crashes;

/// <summary>Crashes with everything a diagnosis can say, and with as good as nothing.</summary>
internal static class Samples
{
    public const string Hostile = "\u001b[2J\u0007]]>&<script>alert(1)</script>|`````x` \u202e\ud800\u0000 [red]no markup[/] @all\r\n### forged\n```\n// Title: x";

    public static Crash Full { get; } = new()
    {
        Symptom = Parse("asan/heap-use-after-free"),
        Findings = [new(Parse("asan/heap-use-after-free"), 12, "==7==ERROR: AddressSanitizer: heap-use-after-free on address 0x602000000010")],
        Primary = new(Parse("asan/heap-use-after-free"), 12, "==7==ERROR: AddressSanitizer: heap-use-after-free on address 0x602000000010"),
        FirstLine = "==7==ERROR: AddressSanitizer: heap-use-after-free on address 0x602000000010",
        Stacks =
        [
            new(StackKind.Crash, "READ of size 1", 13,
            [
                new(FrameSide.Tool, "__interceptor_memcpy"),
                new(FrameSide.C, "copy_out", "/src/lib/box.c", 31),
                new(FrameSide.C, "box_read", "/src/lib/box.c", 44),
                new(FrameSide.Boundary, "C.box_read", "_cgo_gotypes.go", 61),
                new(FrameSide.Go, "main.(*Box).Read", "/src/app/box.go", 27),
                new(FrameSide.Go, "main.main", "/src/app/main.go", 12),
                new(FrameSide.Runtime, "runtime.main", "runtime/proc.go", 283),
                new(FrameSide.Runtime, "runtime.goexit", "runtime/asm_amd64.s", 1700),
            ]),
            new(StackKind.Freed, "freed by thread T0 here:", 20, [new(FrameSide.Tool, "free"), new(FrameSide.C, "box_close", "/src/lib/box.c", 60), new(FrameSide.Boundary, "C.box_close")]),
            new(StackKind.Goroutine, "goroutine 5 [chan receive]:", 40, [new(FrameSide.Runtime, "runtime.gopark"), new(FrameSide.Go, "main.worker", "/src/app/work.go", 9)]) { Count = 7 },
        ],
        Signature = new() { Id = "0a1b2c3d4e5f", Parts = ["asan/heap-use-after-free", "copy_out", "box_read", "C.box_read", "main.(*Box).Read", "main.main"] },
        Classes =
        [
            new(FaultClass.CHeapOwnership, 0.71, [new(20, "freed by thread T0 here:", "C code freed the block"), new(0, "", "the block is of the C heap")]),
            new(FaultClass.LateRelease, 0.2, [new(20, "freed by thread T0 here:", "may be a defer")]),
        ],
        Guilty = GuiltySide.Go,
        Severity = new(SeverityLevel.High, "freed memory is read; what it holds by then may be another's data"),
        Next = [new("valgrind", "Run it under Valgrind, which keeps freed blocks longer."), new(null, "Look at who owns the block after box_close.")],
        Times = 3,
    };

    /// <summary>What a reader without stacks and diagnosis gives.</summary>
    public static Crash Bare { get; } = new()
    {
        Symptom = Parse("go-panic/index"),
        Findings = [],
        FirstLine = "panic: runtime error: index out of range [5] with length 3",
        Signature = new() { Id = "", Parts = ["go-panic/index"] },
    };

    public static Crash Clean { get; } = new() { Symptom = Symptom.Clean, Findings = [], FirstLine = "" };

    /// <summary>Every text a program can put into a report, hostile.</summary>
    public static Crash Evil { get; } = Full with
    {
        FirstLine = Hostile,
        Findings = [new(Parse("go-panic/user"), 1, Hostile)],
        Stacks = [new(StackKind.Crash, Hostile, 1, [new(FrameSide.C, Hostile, Hostile, 3) { Module = Hostile }, new(FrameSide.Unknown, "", "C:\\x\\y.c", 1)]), new(StackKind.Freed, Hostile, 2, [new(FrameSide.Go, Hostile, Hostile)])],
        Classes = [new(FaultClass.LateRelease, 0.5, [new(3, Hostile, Hostile)])],
        Severity = new(SeverityLevel.Critical, Hostile),
        Next = [new(null, Hostile)],
        Signature = new() { Id = "evil", Parts = [Hostile] },
    };

    public static TriageModel Model(bool cluster = false) => new(
        [
            new("a.txt", [Full]), new("b.txt", [Clean]), new("c/with blank.txt", [Bare, Full with { Times = 1 }]), new("d.txt", [], "permission denied"),
            new(Hostile, [Evil]), new(Hostile, [], Hostile),
        ], cluster);

    /// <summary>A crash with a signature of these functions, innermost first.</summary>
    public static Crash Of(string id, params string[] functions) => Bare with { Signature = new() { Id = id, Parts = ["go-panic/index", .. functions] } };

    public static Symptom Parse(string name) => Symptom.TryParse(name, out var symptom) ? symptom : throw new ArgumentException(name);
}
