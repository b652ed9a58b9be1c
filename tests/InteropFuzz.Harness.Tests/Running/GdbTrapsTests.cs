using InteropFuzz.Harness.Running;
using NUnit.Framework;

namespace InteropFuzz.Harness.Tests.Running;

/// <summary>What is read of gdb's answer when it stopped at functions (data/gdb-traps, recorded; most calls of the runtime's own left out).</summary>
public sealed class GdbTrapsTests
{
    [TestCase("exit-in-c.txt", "exit", "in parse (")]
    [TestCase("exit-in-handler.txt", "sigaction", "in library_start (")]
    [TestCase("none.txt", "", "")]
    public void The_call_that_counts_is_the_last_of_the_programs_own(string file, string function, string caller)
    {
        var calls = GdbTraps.Calls(File.ReadAllText(Path.Combine(TestData.Folder, "gdb-traps", file)));
        var call = GdbTraps.Choose(calls, c => c.Contains("/main.go:", StringComparison.Ordinal));
        Assert.Multiple(() =>
        {
            Assert.That(calls, Is.Not.Empty);
            Assert.That(call.Split('\n')[0], Does.EndWith(function));
            Assert.That(call, Does.Contain(caller));
        });
    }
}
