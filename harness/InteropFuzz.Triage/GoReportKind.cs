namespace InteropFuzz.Triage;

/// <summary>What opens a report of the Go runtime.</summary>
internal enum GoReportKind
{
    /// <summary><c>panic: …</c></summary>
    Panic,

    /// <summary><c>fatal error: …</c>, or another line by which the runtime gives up (table go-lines.tsv).</summary>
    Fatal,

    /// <summary><c>SIGSEGV: segmentation violation</c> (<c>Exception 0xc0000005 …</c> on Windows) with a <c>PC=</c> line below it.</summary>
    Signal,
}
