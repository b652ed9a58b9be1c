using System.Diagnostics;
using InteropFuzz.Harness.Toolchains;
using NUnit.Framework;

namespace InteropFuzz.Harness.Tests.Running;

/// <summary>
/// The programs of data/hostile, compiled under names that no other test run on this machine has, so that their processes can be counted. The kernel
/// keeps 15 characters of a name (proc(5), comm).
/// </summary>
internal sealed class HostilePrograms : IDisposable
{
    public HostilePrograms()
    {
        // A program's own user must be able to read it.
        File.SetUnixFileMode(Folder, (UnixFileMode)0b111_101_101);
        foreach (var source in Directory.GetFiles(Path.Combine(TestData.Folder, "hostile"), "*.c"))
        {
            var answer = HostCommand.Ask("gcc", ["-O1", "-pthread", "-o", PathOf(Path.GetFileNameWithoutExtension(source)), source]);
            Assert.That(answer?.Code, Is.Zero, answer?.Output);
        }
    }

    public string Folder { get; } = TestData.TemporaryFolder();

    public string PathOf(string program) => Path.Combine(Folder, NameOf(program));

    /// <summary>How many processes of a program there are.</summary>
    public static int Running(string program) => Process.GetProcesses().Count(p => p.ProcessName == NameOf(program));

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static string NameOf(string program) => $"{Environment.ProcessId}-{program}" is var name && name.Length > 15 ? name[..15] : name;
}
