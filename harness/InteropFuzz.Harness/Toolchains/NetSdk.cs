using System.Runtime.InteropServices;

namespace InteropFuzz.Harness.Toolchains;

/// <summary>
/// The .NET that runs the harness itself; cases in C# are compiled by its SDK and run on its runtime. Nothing is looked for
/// elsewhere: whoever has built InteropFuzz has it.
/// </summary>
/// <param name="Version">The runtime's.</param>
/// <param name="Root">The folder with <c>dotnet</c>, <c>sdk/</c>, <c>shared/</c> and <c>packs/</c>.</param>
/// <param name="Sdk">The newest SDK for that major version; null where only a runtime is installed.</param>
/// <param name="Reference">The reference pack that programs are compiled against; null where only a runtime is installed.</param>
public sealed record NetSdk(Version Version, string Root, string? Sdk, string? Reference) : IToolchain
{
    /// <inheritdoc/>
    public string Name => $"net {Version}";

    /// <inheritdoc/>
    public string Release => Version.ToString();

    /// <summary>The command that starts programs.</summary>
    public string Host => Path.Combine(Root, "dotnet");

    /// <summary>The C# compiler, which <see cref="Host"/> starts.</summary>
    public string? Compiler => Sdk is null ? null : Path.Combine(Sdk, "Roslyn", "bincore", "csc.dll");

    /// <summary>The folder of the runtime: libcoreclr.so, and what reads its dumps.</summary>
    public string Runtime => Path.Combine(Root, "shared", "Microsoft.NETCore.App", Version.ToString());

    /// <summary>Why programs cannot be compiled here; null when they can.</summary>
    public string? Problem => Sdk is null || Reference is null ? $"there is only a runtime in {Root}: install the .NET {Version.Major} SDK" : null;

    /// <summary>The one that runs this process.</summary>
    public static NetSdk Here { get; } = At(Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..")), Environment.Version);

    /// <summary>Looks into a folder that dotnet was installed into.</summary>
    /// <param name="root">The folder with <c>dotnet</c>.</param>
    /// <param name="runtime">The runtime's version; SDK and reference pack are those of its major version.</param>
    public static NetSdk At(string root, Version runtime)
        => new(runtime, root.TrimEnd('/'), Newest(Path.Combine(root, "sdk"), runtime.Major), Newest(Path.Combine(root, "packs", "Microsoft.NETCore.App.Ref"), runtime.Major));

    private static string? Newest(string folder, int major)
        => !Directory.Exists(folder) ? null : Directory.GetDirectories(folder)
            .Select(path => (Path: path, Version: Version.TryParse(Path.GetFileName(path).Split('-')[0], out var v) ? v : new()))
            .Where(f => f.Version.Major == major)
            .OrderBy(f => f.Version).ThenBy(f => f.Path, StringComparer.Ordinal)
            .LastOrDefault().Path;
}
