using InteropFuzz.Harness.Diagnostics;
using NUnit.Framework;

namespace InteropFuzz.Harness.Tests.Diagnostics;

/// <summary>
/// data/joined holds what gdb and <c>interopfuzz net-stacks --json</c> said of one dump of native-control-escape/net-segv-in-libc on .NET 10.0.12,
/// amd64 (of the seven threads two, and the folder of the runtime shortened).
/// </summary>
public sealed class JoinedStacksTests
{
    private const uint Died = 29468, Other = 29474;

    private const string ManagedHalf = """
           at native_control_escape.net_segv_in_libc.Program.strlen(Byte*) [P/Invoke]
           at native_control_escape.net_segv_in_libc.Program.Main() in cases/native-control-escape/net-segv-in-libc/Program.cs:line 19
           at Entry.Run(System.Action) in cases/Entry.cs:line 3
           at Entry.Main(System.String[]) in cases/Entry.cs:line 79

        """;

    private const string NativeHalf = "#0  __strlen_evex () at ../sysdeps/x86_64/multiarch/strlen-evex.S:79\n";

    private static readonly string s_gdb = File.ReadAllText(Path.Combine(TestData.Folder, "joined", "segv.gdb.txt"));
    private static readonly IReadOnlyList<ManagedStack> s_managed = ManagedStackLines.Read(File.ReadAllText(Path.Combine(TestData.Folder, "joined", "segv.stacks.jsonl")));

    [Test]
    public void The_thread_that_died_goes_on_where_gdb_loses_its_way()
        => Assert.That(JoinedStacks.Write(s_gdb, s_managed, Died), Is.EqualTo(NativeHalf + ManagedHalf));

    [Test]
    public void Of_a_hang_all_threads_are_shown_and_those_with_managed_code_first()
    {
        var threads = JoinedStacks.Write(s_gdb, s_managed, died: null).Split("\n\n");
        Assert.Multiple(() =>
        {
            Assert.That(threads, Has.Length.EqualTo(2));
            Assert.That(threads[0] + "\n", Is.EqualTo($"Thread 1 (LWP {Died}):\n{NativeHalf}{ManagedHalf}"));
            Assert.That(threads[1], Does.StartWith($"Thread 7 (LWP {Other}):\n#0  __futex_abstimed_wait_common64 ").And.Contains("clone3 ()"));
        });
    }

    [Test]
    public void Without_the_managed_half_the_native_one_stands_alone()
        => Assert.That(JoinedStacks.Write(s_gdb, [], Died), Is.EqualTo(NativeHalf));

    [Test]
    public void Without_gdb_the_managed_half_stands_alone()
        => Assert.That(JoinedStacks.Write($"Thread 1 (LWP {Died}):\n", s_managed, Died), Is.EqualTo(ManagedHalf));

    [Test]
    public void A_line_that_was_cut_off_is_no_stack()
    {
        var line = ManagedStackLines.Write(s_managed.Single());
        Assert.Multiple(() =>
        {
            Assert.That(ManagedStackLines.Read(line).Single().Frames, Is.EqualTo(s_managed.Single().Frames));
            Assert.That(ManagedStackLines.Read(line[..^7]), Is.Empty);
            Assert.That(ManagedStackLines.Read($"Unhandled exception.\n{line}\n"), Has.Count.EqualTo(1));
        });
    }
}
