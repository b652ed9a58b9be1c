namespace InteropFuzz.Harness.Checking;

/// <summary>A file of the user that cannot be used as it is: interopfuzz.yaml, suppressions.yaml, a baseline.</summary>
/// <param name="errors">What is wrong, each as <c>file:line: message</c> with the way out.</param>
public sealed class FileErrorsException(IReadOnlyList<string> errors) : Exception(string.Join('\n', errors))
{
    /// <summary>What is wrong, in the order of the file.</summary>
    public IReadOnlyList<string> Errors { get; } = errors;
}
