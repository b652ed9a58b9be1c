using InteropFuzz.Harness.Operations;
using NUnit.Framework;

namespace InteropFuzz.Harness.Tests.Operations;

/// <summary>What is made of traces.</summary>
public sealed class DifferenceTests
{
    private static readonly OperationProgram s_program = OperationProgram.Decode(Convert.FromHexString("02" + "00010203" + "01010000" + "02010000"));

    [Test]
    public void A_batch_is_read_up_to_where_it_broke_off()
    {
        var (traces, left) = TraceReader.Read("program 0\n0 a = 1\n1 left\nend 01\nprogram 1\n0 a = 2\nfatal error: x\ngoroutine 1\n", 3);
        Assert.Multiple(() =>
        {
            Assert.That(traces, Has.Count.EqualTo(2));
            Assert.That(traces[0], Is.EqualTo(new ProgramTrace(traces[0].Lines, "01")));
            Assert.That(traces[0].Lines, Is.EqualTo(new[] { "a = 1", "left" }));
            Assert.That(traces[1].Digest, Is.Null);
            Assert.That(traces[1].Lines, Is.EqualTo(new[] { "a = 2" }));
            Assert.That(left, Does.StartWith("fatal error: x"));
        });
    }

    [Test]
    public void Equal_traces_are_no_difference() => Assert.That(Find(["x = 1", "y = 2"], ["x = 1", "y = 2"]), Is.Null);

    [Test]
    public void The_first_operation_that_differs_is_named()
    {
        var found = Find(["x = 1", "y = 2", "z = 3"], ["x = 1", "y = 9", "z = 8"])!;
        Assert.Multiple(() =>
        {
            Assert.That(found.Step, Is.EqualTo(1));
            Assert.That(found.Answers.Select(a => a.Result), Is.EqualTo(new[] { "2", "9" }));
            Assert.That(found.Way, Is.EqualTo("block-retain a:0 b:1"));
        });
    }

    [Test]
    public void What_is_left_at_the_end_counts_too() => Assert.That(Find(["x = 1", "y = 2", "z = 3", "left 0"], ["x = 1", "y = 2", "z = 3", "left 1"])!.Step, Is.EqualTo(3));

    private static Difference? Find(string[] a, string[] b)
        => Difference.Find(s_program, [("a", new(a, string.Concat(a))), ("b", new(b, string.Concat(b)))]);
}
