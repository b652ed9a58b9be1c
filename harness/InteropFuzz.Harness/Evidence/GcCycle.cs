using System.Globalization;
using System.Text.RegularExpressions;

namespace InteropFuzz.Harness.Evidence;

/// <summary>
/// One line of GODEBUG=gctrace=1. The format is that of runtime/mgc.go, gcMarkTermination, with its words in runtime/extern.go; it is the
/// same in Go 1.19 to 1.27, but for the mark of a goroutine leak check that 1.26 added. Megabytes are as the runtime prints them:
/// shifted right by 20.
/// </summary>
/// <param name="Number">Counted from 1.</param>
/// <param name="AtSeconds">Since the runtime began.</param>
/// <param name="CpuPercent">Share of the processor that collections had since the beginning.</param>
/// <param name="StwSweepMs">Clock time of the stop before marking.</param>
/// <param name="MarkMs">Clock time of marking, beside the program.</param>
/// <param name="StwMarkMs">Clock time of the stop that ends marking.</param>
/// <param name="BeforeMb">The heap when it began.</param>
/// <param name="AfterMb">The heap when it ended.</param>
/// <param name="LiveMb">What was marked.</param>
/// <param name="GoalMb">The heap that it aimed at.</param>
/// <param name="StacksMb">Stacks that were scanned.</param>
/// <param name="GlobalsMb">Globals that were scanned.</param>
/// <param name="Processors">GOMAXPROCS.</param>
/// <param name="Forced">Whether the program asked for it.</param>
public sealed partial record GcCycle(
    int Number, double AtSeconds, int CpuPercent, double StwSweepMs, double MarkMs, double StwMarkMs,
    int BeforeMb, int AfterMb, int LiveMb, int GoalMb, int StacksMb, int GlobalsMb, int Processors, bool Forced)
{
    /// <summary>Processor time: stop, assists, workers, idle workers, stop; in milliseconds.</summary>
    public required IReadOnlyList<double> CpuMs { get; init; }

    /// <summary>For how long the world was stopped, in milliseconds.</summary>
    public double PauseMs => StwSweepMs + StwMarkMs;

    /// <summary>All such lines of a text, wherever a line of the program may have been before them.</summary>
    public static IReadOnlyList<GcCycle> Read(string text) => [.. Line().Matches(text).Select(Make).OfType<GcCycle>()];

    private static GcCycle? Make(Match m)
    {
        try
        {
            int Whole(string name) => int.Parse(m.Groups[name].ValueSpan, CultureInfo.InvariantCulture);
            double Real(string name) => double.Parse(m.Groups[name].ValueSpan, CultureInfo.InvariantCulture);
            return new(
                Whole("n"), Real("at"), Whole("cpu"), Real("c1"), Real("c2"), Real("c3"),
                Whole("before"), Whole("after"), Whole("live"), Whole("goal"), Whole("stacks"), Whole("globals"), Whole("p"), m.Groups["forced"].Success)
            {
                CpuMs = [Real("u1"), Real("u2"), Real("u3"), Real("u4"), Real("u5")],
            };
        }
        catch (OverflowException)
        {
            // No runtime prints such a number: the program did.
            return null;
        }
    }

    [GeneratedRegex(
        @"gc (?<n>\d{1,10}) @(?<at>[\d.]{1,20})s (?<cpu>\d{1,5})%(?: \(checking for goroutine leaks\))?: " +
        @"(?<c1>\d[\d.]{0,19})\+(?<c2>\d[\d.]{0,19})\+(?<c3>\d[\d.]{0,19}) ms clock, " +
        @"(?<u1>\d[\d.]{0,19})\+(?<u2>\d[\d.]{0,19})/(?<u3>\d[\d.]{0,19})/(?<u4>\d[\d.]{0,19})\+(?<u5>\d[\d.]{0,19}) ms cpu, " +
        @"(?<before>\d{1,10})->(?<after>\d{1,10})->(?<live>\d{1,10}) MB, (?<goal>\d{1,10}) MB goal, " +
        @"(?<stacks>\d{1,10}) MB stacks, (?<globals>\d{1,10}) MB globals, (?<p>\d{1,6}) P(?<forced> \(forced\))?")]
    private static partial Regex Line();
}
