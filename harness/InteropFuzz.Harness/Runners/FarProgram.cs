using InteropFuzz.Harness.Running;

namespace InteropFuzz.Harness.Runners;

/// <summary>A program here that is to run on a runner.</summary>
/// <param name="Path">Where it is here.</param>
/// <param name="Request">How it is started, once it has its place there.</param>
public sealed record FarProgram(string Path, Func<FarPlace, LaunchRequest> Request)
{
    /// <summary>A file here that its start needs beside it; null for none.</summary>
    public string? Script { get; init; }
}

/// <summary>Where a program is on a runner.</summary>
/// <param name="Folder">The folder with it.</param>
/// <param name="Name">Its file name.</param>
/// <param name="Sandboxed">Whether bubblewrap stands around it there.</param>
public sealed record FarPlace(string Folder, string Name, bool Sandboxed)
{
    /// <summary>Its path.</summary>
    public string Program => $"{Folder}/{Name}";

    /// <summary>The folder with the shared libraries that were copied for it; null for none.</summary>
    public string? Libraries { get; init; }

    /// <summary>The path of the file that its start needs; null for none.</summary>
    public string? Script { get; init; }

    /// <summary>Where it starts and may write, outside of a sandbox; null inside.</summary>
    public string? Scratch { get; init; }
}
