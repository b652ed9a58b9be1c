namespace InteropFuzz.Triage.Diagnosis;

/// <summary>How bad a crash is for who runs the program. The names in text are those of the members in lower case.</summary>
public enum SeverityLevel
{
    /// <summary>No fault, or none that can be told.</summary>
    None,

    /// <summary>The program stops or could go on: a panic, a checker's finding, a deadlock.</summary>
    Low,

    /// <summary>The program stops on outside data or by exhaustion, or reads what it should not within narrow bounds.</summary>
    Medium,

    /// <summary>Memory is read far outside of an object, or corrupted in a way that is hard to use.</summary>
    High,

    /// <summary>Memory is written outside of an object or after its life, or control is taken to a wild address.</summary>
    Critical,
}
