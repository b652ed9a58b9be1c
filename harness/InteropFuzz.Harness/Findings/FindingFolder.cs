namespace InteropFuzz.Harness.Findings;

/// <summary>findings/ID/: the files of one finding, readable without this tool.</summary>
/// <param name="Root">The folder.</param>
public sealed record FindingFolder(string Root)
{
    /// <summary>The folder of the standalone program.</summary>
    public const string ProgramName = "reproducer";

    /// <summary>What is known, for programs.</summary>
    public string Report => Path.Combine(Root, "report.json");

    /// <summary>The same for people.</summary>
    public string Page => Path.Combine(Root, "report.md");

    /// <summary>When it was seen, and how often.</summary>
    public string Sightings => Path.Combine(Root, "sightings.jsonl");

    /// <summary>When it was closed and opened, by whom, and why.</summary>
    public string States => Path.Combine(Root, "state.jsonl");

    /// <summary>The standalone program.</summary>
    public string Program => Path.Combine(Root, ProgramName);

    /// <summary>Inputs and outputs.</summary>
    public string Artifacts => Path.Combine(Root, "artifacts");

    /// <summary>The input as it was found.</summary>
    public string Input => Path.Combine(Artifacts, "input");

    /// <summary>The smallest input that shows it.</summary>
    public string Minimised => Path.Combine(Artifacts, "minimised");

    /// <summary>What the engine's process printed.</summary>
    public string EngineOutput => Path.Combine(Artifacts, "engine.txt");

    /// <summary>What the run printed that the report is about.</summary>
    public string Output => Path.Combine(Artifacts, "output.txt");

    /// <summary>What a debugger said of that crash.</summary>
    public string Debugger => Path.Combine(Artifacts, "debugger.txt");

    /// <summary>A further input that showed it.</summary>
    public string Further(string hash) => Path.Combine(Artifacts, FurtherPrefix + hash);

    /// <summary>What the names of further inputs begin with.</summary>
    public const string FurtherPrefix = "also-";
}
