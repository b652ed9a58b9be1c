using InteropFuzz.Harness.Cases;
using InteropFuzz.Harness.Instruments;
using InteropFuzz.Harness.Toolchains;

namespace InteropFuzz.Harness.Building;

/// <summary>The compilers' arguments for programs of .NET. Pure but for the names of reference assemblies.</summary>
public static class NetCommands
{
    /// <summary>The name that a case's DllImport has for the C beside it.</summary>
    public const string Library = "libcase.so";

    /// <summary>Names of the folders that generators of the SDK, such as that of LibraryImport, lie in below a reference pack.</summary>
    private static readonly string[] s_generators = ["Microsoft.Interop.LibraryImportGenerator.dll", "Microsoft.Interop.SourceGeneration.dll"];

    /// <summary>The response file of csc.</summary>
    /// <param name="sdk">The SDK.</param>
    /// <param name="folder">The folder of the sources; what reports name begins below it.</param>
    /// <param name="sources">Paths below that folder.</param>
    /// <param name="output">The assembly.</param>
    /// <param name="entry">The class of its entry point.</param>
    /// <remarks>
    /// Optimised, as programs are shipped: without it every local variable lives to the end of its method, and nothing is ever collected too
    /// early. -noconfig and the reference assemblies one by one, so that no other file decides.
    /// </remarks>
    public static IEnumerable<string> Csc(NetSdk sdk, string folder, IEnumerable<string> sources, string output, string entry)
    {
        var reference = sdk.Reference ?? throw new InvalidOperationException(sdk.Problem);
        var target = $"net{sdk.Version.Major}.0";
        return
        [
            "-nologo", "-unsafe", "-optimize+", "-debug:portable", "-deterministic", "-nullable+", "-langversion:latest", "-warn:0", "-utf8output",
            $"-pathmap:\"{folder}=cases\"",
            $"-main:{entry}",
            $"-out:\"{output}\"",
            .. Directory.GetFiles(Path.Combine(reference, "ref", target), "*.dll").Order(StringComparer.Ordinal).Select(f => $"-r:\"{f}\""),
            .. s_generators.Select(name => $"-a:\"{Path.Combine(reference, "analyzers", "dotnet", "cs", name)}\""),
            .. sources.Select(s => $"\"{Path.Combine(folder, s)}\""),
        ];
    }

    /// <summary>gcc's arguments for the C of a case: as it stands, since -O2 deletes undefined behaviour.</summary>
    public static IReadOnlyList<string> Gcc(Case c, INetInstrument instrument, string output)
        => ["-shared", "-fPIC", "-g", "-O0", "-pthread", .. instrument.NetCFlags, "-o", output, .. c.Files.Where(NetSource.IsC).Select(f => f.Name)];

    /// <summary>What tells the host which runtime an assembly needs.</summary>
    public static string RuntimeConfig(NetSdk sdk) => $$"""
        {
          "runtimeOptions": {
            "tfm": "net{{sdk.Version.Major}}.0",
            "framework": { "name": "Microsoft.NETCore.App", "version": "{{sdk.Version}}" },
            "configProperties": { "System.Globalization.Invariant": true }
          }
        }

        """;
}
