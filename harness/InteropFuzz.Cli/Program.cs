using System.CommandLine;
using InteropFuzz.Cli;
using InteropFuzz.Cli.Verbs;
using InteropFuzz.Harness.Checking;
using InteropFuzz.Harness.Toolchains;
using InteropFuzz.Reporting;

var root = new RootCommand("""
    InteropFuzz: what breaks at the boundary between Go and C, which tool would have seen it, and what is this crash I was sent?

    Exit codes: 0 all as expected, 1 something unexpected, 2 usage or configuration, 3 a tool or runner is missing,
    4 build failures, 130 interrupted.
    """)
{
    RunVerb.Make(),
    CheckVerb.Make(),
    FuzzVerb.Make(),
    CampaignVerb.Make(),
    NightlyVerb.Make(),
    MergeVerb.Make(),
    TriageVerb.Make(),
    DiagnoseVerb.Make(),
    AdoptVerb.Make(),
    ExplainVerb.Make(),
    BindingsVerb.Make(),
    ToolchainVerb.Make(),
    DoctorVerb.Make(),
    SetupVerb.Make(),
    BenchVerb.Make(),
    MatrixVerb.Make(),
    NetStacksVerb.Make(),
    NetEventsVerb.Make(),
    ClaimsVerb.Make(),
    RuntimeTextsVerb.Make(),
    DiffVerb.Make(),
    OperationsVerb.Make(),
    FindingsVerb.Make(),
    HeaderTargetVerb.Make(),
    InitVerb.Make(),
    ConfigVerb.Make(),
};

Verb.ShowExamples(root);
var parsed = root.Parse(args);
if (parsed.Errors.Count > 0)
{
    foreach (var error in parsed.Errors) Console.Error.WriteLine($"interopfuzz: {error.Message}");
    var verbs = "";
    for (var at = parsed.CommandResult; at is not null && at.Command != root; at = at.Parent as System.CommandLine.Parsing.CommandResult) verbs = $"{at.Command.Name} {verbs}";
    Console.Error.WriteLine($"'interopfuzz {verbs}--help' tells more");
    return ExitCode.Usage;
}

using var stop = new StopSignals();
try
{
    // The handlers are ours: a run must end its children and keep its results first.
    return await parsed.InvokeAsync(new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }, stop.Token);
}
catch (OperationCanceledException)
{
    Console.Error.WriteLine("interopfuzz: interrupted");
    return ExitCode.Interrupted;
}
catch (UsageException e)
{
    Console.Error.WriteLine($"interopfuzz: {Hostile.ForTerminal(e.Message)}");
    return e.Code;
}
catch (SetupException e)
{
    Console.Error.WriteLine($"interopfuzz: {e.Message}");
    return ExitCode.Missing;
}
catch (FileErrorsException e)
{
    // Editors and build servers know a place by its beginning the line.
    foreach (var error in e.Errors) Console.Error.WriteLine(Hostile.ForTerminal(error));
    return ExitCode.Usage;
}
catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException or NotSupportedException)
{
    Console.Error.WriteLine($"interopfuzz: {Hostile.ForTerminal(e.Message)}");
    return ExitCode.Usage;
}
catch (Exception e)
{
    Console.Error.WriteLine($"interopfuzz: this is a fault of InteropFuzz itself, please report it: {Hostile.ForTerminal(e.Message)}");
    Console.Error.WriteLine(Hostile.ForTerminal(e.StackTrace ?? ""));
    return ExitCode.Internal;
}
