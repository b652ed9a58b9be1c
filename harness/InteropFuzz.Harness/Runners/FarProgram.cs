using InteropFuzz.Harness.Instruments;
using InteropFuzz.Harness.Running;

namespace InteropFuzz.Harness.Runners;

/// <summary>A program here that is to run on a runner.</summary>
/// <param name="Path">Where it is here.</param>
/// <param name="Request">How it is started, once it has its place there.</param>
public sealed record FarProgram(string Path, Func<FarPlace, LaunchRequest> Request)
{
    private const string Libraries = "lib";

    /// <summary>A file here that its start needs beside it; null for none.</summary>
    public string? Script { get; init; }

    /// <summary>A program that is started there in a cage of its own.</summary>
    /// <param name="path">Where it is here.</param>
    /// <param name="recipe">The instrument's wrapper.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="environment">Its environment, to which that machine's places are added.</param>
    /// <param name="deadline">How long it may take there.</param>
    /// <param name="memoryBytes">Resident memory.</param>
    public static FarProgram Of(string path, RunRecipe recipe, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment, TimeSpan deadline, long memoryBytes) => new(path, place =>
    {
        var cage = new Cage(place.Sandboxed, place.Folder);
        var variables = new Dictionary<string, string>(environment);
        if (place.Libraries is { } folder)
        {
            cage = cage with { Shown = new Dictionary<string, string> { [Libraries] = folder } };
            variables["LD_LIBRARY_PATH"] = cage.InnerFile(Libraries);
        }
        if (place.Scratch is { } scratch) variables["TMPDIR"] = variables["HOME"] = scratch;
        return new()
        {
            Command = [.. recipe.Wrapper, cage.Inner(place.Program), .. arguments],
            Environment = variables,
            WorkingDirectory = place.Scratch,
            Deadline = deadline,
            MemoryBytes = memoryBytes,
            Cage = cage,
        };
    });
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
