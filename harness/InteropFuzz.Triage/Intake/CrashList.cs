namespace InteropFuzz.Triage.Intake;

/// <summary>The crashes of a log, each once.</summary>
internal sealed class CrashList
{
    // A log with more different crashes than this was made to fill the memory; the first ones are kept.
    private const int MaxCrashes = 10_000;

    private const string Exit = "exit";

    private readonly List<Crash> _crashes = [];
    private readonly Dictionary<string, int> _places = [];
    private Crash? _quiet;

    /// <summary>Adds a crash, or counts it when it was there before.</summary>
    internal void Add(Crash crash)
    {
        // What is no crash counts only where there is none.
        if (crash.Symptom == Symptom.Clean)
        {
            _quiet ??= crash;
            return;
        }

        // A symptom alone, without any frame, tells too little to call two crashes the same.
        string key = crash.Frame is null ? $"{crash.Signature.Id} {crash.Symptom} {crash.FirstLine}" : crash.Signature.Id;
        if (_places.TryGetValue(key, out int place))
        {
            _crashes[place] = _crashes[place] with { Times = _crashes[place].Times + 1 };
        }
        else if (_crashes.Count < MaxCrashes)
        {
            _places.Add(key, _crashes.Count);
            _crashes.Add(crash);
        }
    }

    /// <summary>All of them, or what says that there is none.</summary>
    internal IReadOnlyList<Crash> Finish()
    {
        // What go test, make or a container says of an exit code is the end of a crash that is there already.
        if (_crashes.Exists(crash => crash.Symptom.Family != Exit))
        {
            _crashes.RemoveAll(crash => crash.Symptom.Family == Exit);
        }

        return _crashes.Count > 0 ? _crashes : [_quiet ?? CrashReader.Read("", Ending.Exited(0))];
    }
}
