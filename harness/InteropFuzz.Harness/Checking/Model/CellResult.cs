namespace InteropFuzz.Harness.Checking.Model;

/// <summary>What became of one cell: a line of results.jsonl.</summary>
public sealed record CellResult
{
    /// <summary>The cell.</summary>
    public required CheckCell Cell { get; init; }

    /// <summary>Whether its tests ran.</summary>
    public required CellState State { get; init; }

    /// <summary>Why they did not, or what else there is to know; the compiler's words for a failed build. Null when there is nothing to say.</summary>
    public string? Reason { get; init; }

    /// <summary>The results of tests and subtests, in the order in which they were first met; of vet's cell none.</summary>
    public IReadOnlyList<TestResult> Tests { get; init; } = [];

    /// <summary>What vet said; empty in other cells.</summary>
    public IReadOnlyList<VetMessage> Vet { get; init; } = [];

    /// <summary>The binary's key: what it was built from. Empty when there is none. A resumed run takes a cell only with the same key.</summary>
    public string BinaryKey { get; init; } = "";

    /// <summary>Processor time of its tests, in seconds.</summary>
    public double CpuS { get; init; }

    /// <summary>How long its tests took, in seconds.</summary>
    public double WallS { get; init; }

    /// <summary>Most resident memory of its processes, in bytes.</summary>
    public long PeakRssBytes { get; init; }

    /// <summary>How many processes it took: more than the repeats when tests died and the rest went on.</summary>
    public int Processes { get; init; }
}

/// <summary>Whether the tests of a cell ran.</summary>
public enum CellState
{
    /// <summary>They ran (for vet: it read the sources).</summary>
    [System.Text.Json.Serialization.JsonStringEnumMemberName("ran")]
    Ran,

    /// <summary>The test binary does not build here.</summary>
    [System.Text.Json.Serialization.JsonStringEnumMemberName("build-failed")]
    BuildFailed,

    /// <summary>There is no such cell: the instrument, the Go release or a tool is missing, or the package has no such tests.</summary>
    [System.Text.Json.Serialization.JsonStringEnumMemberName("not-available")]
    NotAvailable,
}

/// <summary>One finding of go vet.</summary>
/// <param name="Analyzer">The analyzer: <c>unsafeptr</c>, <c>cgocall</c>.</param>
/// <param name="File">The file, relative to the root where it lies below it.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column, from 1; 0 where none is told.</param>
/// <param name="Message">What is wrong.</param>
public sealed record VetMessage(string Analyzer, string File, int Line, int Column, string Message);
