using InteropFuzz.Bindings.Fuzzing.Planning;
using InteropFuzz.Bindings.Fuzzing.Programs;
using NUnit.Framework;

namespace InteropFuzz.Bindings.Tests.Fuzzing;

/// <summary>Programs of calls as bytes, and the rules that keep them legal.</summary>
[TestFixture]
public class CallProgramTests
{
    private static readonly HeaderPlan s_plan = CallPlanTests.Annotated;

    private static CallPlan Plan(string name) => s_plan.Calls.Single(c => c.Function.Name == name);

    private static string[] Steps(params (string Name, byte[] Bytes)[] calls)
        => [.. ProgramSteps.Of(s_plan, [.. calls.Select(c => CallProgram.ReadOne(Plan(c.Name), c.Bytes))]).Select(s => $"{(s.Index is null ? "+" : "")}{s.Call.Plan.Function.Name}")];

    [Test]
    public void EveryByteStringIsAProgramAndWritingItReadsTheSame()
    {
        var random = new Random(5);
        for (var i = 0; i < 2000; i++)
        {
            var data = new byte[random.Next(200)];
            random.NextBytes(data);
            var calls = CallProgram.Read(s_plan, data);
            var written = CallProgram.Write(s_plan, calls);
            Assert.That(CallProgram.Write(s_plan, CallProgram.Read(s_plan, written)), Is.EqualTo(written));
            Assert.That(ProgramListing.Show(s_plan, written), Is.EqualTo(ProgramListing.Show(s_plan, data)));
        }
    }

    [Test]
    public void AHandleIsMadeBeforeItIsUsedAndEndedOnce()
        => Assert.That(Steps(("box_put", [0]), ("box_free", [0]), ("box_free", [0]), ("box_put", [1])), Is.EqualTo(new[] { "+box_create", "box_put", "box_free", "+box_create", "box_put", "+box_free" }));

    [Test]
    public void WhatIsKeptIsNotEndedBeforeItsKeeper()
        => Assert.That(Steps(("box_link", [0, 1]), ("box_free", [1]), ("box_free", [0]), ("box_free", [1])), Is.EqualTo(new[] { "+box_create", "+box_create", "box_link", "box_free", "box_free" }));

    [Test]
    public void ANewHandleEndsTheOneInItsPlace()
        => Assert.That(Steps(("box_create", [0]), ("box_create", [0])), Is.EqualTo(new[] { "box_create", "+box_free", "box_create", "+box_free" }));

    [Test]
    public void ForbiddenOrdersAreNotPerformed()
        => Assert.That(Steps(("box_one", [0]), ("box_put", [0]), ("box_one", [0]), ("box_each", [0]), ("box_one", [0])), Is.EqualTo(new[] { "+box_create", "box_put", "box_one", "box_each", "+box_free" }));

    [Test]
    public void SmallerProgramsComeToAnEndAndKeepWhatIsAskedFor()
    {
        var random = new Random(3);
        var data = new byte[400];
        random.NextBytes(data);
        data = [.. CallProgram.Write(s_plan, [CallProgram.ReadOne(Plan("box_put"), [2, 0, 9, .. "interesting"u8])]), .. data];
        var steps = 0;
        while (ProgramReducer.Smaller(s_plan, data).FirstOrDefault(Shows) is { } smaller)
        {
            data = smaller;
            Assert.That(++steps, Is.LessThan(2000));
        }
        Assert.That(CallProgram.Read(s_plan, data).Select(c => c.Plan.Function.Name), Is.EqualTo(new[] { "box_put" }));

        bool Shows(byte[] input) => ProgramSteps.Of(s_plan, CallProgram.Read(s_plan, input)).Any(s => s.Index is not null && s.Call.Plan.Function.Name == "box_put");
    }

    [Test]
    public void SeedsCallEveryFunction()
        => Assert.That(ProgramSeeds.Of(s_plan).SelectMany(s => ProgramSteps.Of(s_plan, CallProgram.Read(s_plan, s))).Where(s => s.Index is not null).Select(s => s.Call.Plan.Function.Name).Distinct(),
            Is.EquivalentTo(s_plan.Calls.Select(c => c.Function.Name).Except(["box_one"])), "box_one needs another call first");
}
