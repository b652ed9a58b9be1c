namespace InteropFuzz.Cli;

/// <summary>Ends the command with a message and an exit code, without a stack trace.</summary>
/// <param name="message">What is wrong and the way out.</param>
/// <param name="code">The exit code.</param>
public sealed class UsageException(string message, int code = ExitCode.Usage) : Exception(message)
{
    /// <summary>The exit code.</summary>
    public int Code { get; } = code;
}
