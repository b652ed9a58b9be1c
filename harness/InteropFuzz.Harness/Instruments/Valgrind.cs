using InteropFuzz.Harness.Planning;
using InteropFuzz.Harness.Toolchains;

namespace InteropFuzz.Harness.Instruments;

/// <summary>
/// Valgrind's memcheck over a runtime that tells it about its stacks and heap (build tag valgrind, runtime/valgrind.go, Go 1.25 and later).
/// </summary>
public sealed class Valgrind : IInstrument
{
    /// <summary>The first that reads DWARF 5's addrx forms, which Go 1.25 began to write.</summary>
    private static readonly Version ReadsDwarf5 = new(3, 24);

    /// <summary>
    /// On arm64 Go saves a link register below the stack pointer before it moves that (cmd/internal/obj/arm64), at the end of the new
    /// frame, which memcheck takes for invalid writes: hundreds of errors in a clean program, 4 with these options (Valgrind 3.19, which takes no larger
    /// range, so a function with a frame of more than 4 KiB is reported still; Go 1.27).
    /// </summary>
    private static readonly string[] s_arm64 = ["--ignore-range-below-sp=4097-1", "--undef-value-errors=no"];

    /// <inheritdoc/>
    public string Name => "valgrind";

    /// <inheritdoc/>
    public int Order => 80;

    /// <inheritdoc/>
    public string Purpose => "invalid reads, writes and frees in C without recompiling it; execution goes on after an error";

    /// <inheritdoc/>
    public bool ShowsCFrames => true;

    /// <summary>Measured with Valgrind 3.19 and Go 1.25 to 1.27: dozens of errors in runtime.lock2, gopark, mheap.alloc of a hello.</summary>
    public string? WhyNotWithoutCgo => "in a program without cgo memcheck reports the Go runtime itself";

    /// <inheritdoc/>
    public string? WhyNever(GoVersion go, Arch arch, RunnerKind runner)
        => go.Minor < 25 ? "the runtime knows Valgrind from Go 1.25 on (-tags valgrind)"
            : runner == RunnerKind.QemuUser ? "a Go program never ends under Valgrind inside qemu-user"
            : null;

    /// <inheritdoc/>
    public string? WhyNotHere(HostTools tools)
        => tools.Gcc is null ? "gcc is missing: apt-get install gcc"
            : tools.Valgrind is null ? "valgrind is missing: apt-get install valgrind"
            : null;

    /// <inheritdoc/>
    public BuildRecipe Build(GoVersion go, HostTools tools)
    {
        var recipe = BuildRecipe.WithGcc("-tags=valgrind");
        return tools.Valgrind is { } v && v.Version < ReadsDwarf5 ? recipe.With("GOEXPERIMENT", "nodwarf5") : recipe;
    }

    /// <summary>
    /// No leak check: Valgrind 3.19 fails an assertion in it (mc_leakcheck.c) once Go has collected, on correct programs too. No
    /// asynchronous preemption: its stack frames are reported as invalid writes.
    /// </summary>
    public RunRecipe Run(GoVersion go, HostTools tools) => RunRecipe.With(("GODEBUG", "asyncpreemptoff=1")) with
    {
        Wrapper = [tools.Valgrind?.Path ?? "valgrind", "-q", "--leak-check=no", .. tools.Target == Arch.Arm64 ? s_arm64 : []],
        Slowdown = 6,
        MemoryFactor = 3,
        MaxRepeat = 3,
    };
}
