using System.Diagnostics;
using InteropFuzz.Bindings.Model;
using InteropFuzz.Bindings.Reading;
using InteropFuzz.Bindings.Writing;

namespace InteropFuzz.Bindings.Tests;

/// <summary>The files of this repository, and the programs of this machine.</summary>
internal static class Repository
{
    public static string Root { get; } = Up(AppContext.BaseDirectory);

    public static string ShimHeader => Path.Combine(Root, "native/include/interopfuzz/shim.h");

    public static CHeader Shim { get; } = HeaderReader.Read(new(ShimHeader));

    public static CHeader Odd { get; } = HeaderReader.Read(new(Path.Combine(AppContext.BaseDirectory, "data/odd.h")));

    public static BindingText Write(CHeader header, ImportKind import = ImportKind.LibraryImport) => CSharpWriter.Write(header, new("T", "Methods", "odd") { Import = import });

    /// <summary>Runs a program to its end; -1 when it is not there.</summary>
    public static (int Code, string Text) Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var error = process.StandardError.ReadToEndAsync();
            var text = process.StandardOutput.ReadToEnd() + error.GetAwaiter().GetResult();
            process.WaitForExit();
            return (process.ExitCode, text);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return (-1, $"{program} is not installed");
        }
    }

    private static string Up(string folder) => File.Exists(Path.Combine(folder, "InteropFuzz.sln")) ? folder : Up(Path.GetDirectoryName(folder.TrimEnd('/'))!);
}
