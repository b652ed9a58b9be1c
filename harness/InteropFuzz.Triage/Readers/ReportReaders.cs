namespace InteropFuzz.Triage.Readers;

/// <summary>The one list of readers. The order does not matter.</summary>
internal static class ReportReaders
{
    internal static IReadOnlyList<IReportReader> All { get; } =
    [
        new GoPanicReader(),
        new GoFatalReader(),
        new GoSignalReader(),
        new GoRaceReader(),
        new SanitizerReader(),
        new UbsanReader(),
        new ValgrindReader(),
        new ValgrindXmlReader(),
        new LibcAbortReader(),
        new BareSignalReader(),
        new DebuggerReader(),
        new SelfCheckReader(),
        new VetTextReader(),
        new VetJsonReader(),
        new BuildReader(),
        new DotNetReader(),
        new WindowsCodeReader(),
    ];
}
