namespace InteropFuzz.Harness.Runners;

/// <summary>What a failure means for the runner.</summary>
public enum RunnerFailure
{
    /// <summary>The connection is gone; the machine may come back.</summary>
    Lost,

    /// <summary>The runner is of no use for anything: a wrong key, a full disk, the wrong architecture.</summary>
    Unfit,

    /// <summary>This one program cannot be run there, such as for want of a newer libc.</summary>
    Refused,
}

/// <summary>A runner failed; nothing can be said about the program that it was to run.</summary>
/// <param name="failure">What it means.</param>
/// <param name="message">What is wrong and the way out.</param>
public sealed class RunnerException(RunnerFailure failure, string message) : Exception(message)
{
    /// <summary>What it means.</summary>
    public RunnerFailure Failure { get; } = failure;
}
