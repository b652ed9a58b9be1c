namespace InteropFuzz.Triage.Diagnosis;

/// <summary>C functions whose callers a debugger should look for.</summary>
/// <param name="Functions">Their names.</param>
/// <param name="Row">What the last call of one says.</param>
public sealed record Trap(IReadOnlyList<string> Functions, LocatorRow Row)
{
    private static readonly RuleTable s_rules = new("traps.tsv", 5);

    /// <summary>The trap for a crash whose report names no place; null when there is none.</summary>
    public static Trap? Of(Crash crash)
    {
        ArgumentNullException.ThrowIfNull(crash);
        return crash.Clues is not null && s_rules.First(crash.Clues) is { } cells
            ? new(cells[0].Split(' '), new(cells[1], Enum.Parse<Weight>(cells[2], ignoreCase: true), cells[3]))
            : null;
    }
}
