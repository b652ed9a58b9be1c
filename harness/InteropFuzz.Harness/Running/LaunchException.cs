namespace InteropFuzz.Harness.Running;

/// <summary>The launcher itself failed; nothing can be said about the program.</summary>
public sealed class LaunchException : Exception
{
    /// <summary>With the launcher's own words.</summary>
    public LaunchException(string message) : base(message) { }

    /// <summary>With the launcher's own words and what lies beneath.</summary>
    public LaunchException(string message, Exception inner) : base(message, inner) { }
}
