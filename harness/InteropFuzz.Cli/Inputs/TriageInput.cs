namespace InteropFuzz.Cli.Inputs;

/// <summary>One thing to triage.</summary>
/// <param name="Name">Its name as the user knows it.</param>
/// <param name="Open">
/// Opens its text; called once, on any thread. Null when it is passed over: a binary file met in a folder. What cannot be read throws
/// IOException, UnauthorizedAccessException or InvalidDataException with a message for the user.
/// </param>
public sealed record TriageInput(string Name, Func<CancellationToken, TextReader?> Open);

/// <summary>Turns a core file and its program into the text of a debugger.</summary>
/// <param name="core">The core file.</param>
/// <param name="binary">The program that left it.</param>
/// <param name="cancel">Ends the debugger.</param>
/// <returns>Backtraces of all threads, that of the crash first.</returns>
public delegate string CoreReader(string core, string binary, CancellationToken cancel);
