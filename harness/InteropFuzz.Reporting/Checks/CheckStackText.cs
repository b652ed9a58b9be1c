using InteropFuzz.Harness.Checking.Model;
using InteropFuzz.Reporting.Crashes;
using InteropFuzz.Triage;
using InteropFuzz.Triage.Stacks;

namespace InteropFuzz.Reporting.Checks;

/// <summary>The stacks of a stored report, drawn as those of a crash that was just read.</summary>
public static class CheckStackText
{
    /// <summary>The lines; none when the report has no stack. They are harmless for a terminal.</summary>
    /// <param name="report">The report.</param>
    /// <param name="width">The longest line.</param>
    public static IEnumerable<ScreenLine> Lines(CrashReport report, int width)
    {
        _ = Symptom.TryParse(report.Symptom, out var symptom);
        List<Stack> stacks = [.. report.Others.Select(s => new Stack(StackKind.OtherAccess, s.Title, 0, [.. s.Frames.Select(FrameOf)]))];
        if (report.Stack.Count > 0) stacks.Insert(0, new(StackKind.Crash, "", 0, [.. report.Stack.Select(FrameOf)]));
        return CrashScreen.Stack(new() { Symptom = symptom, Findings = [], FirstLine = report.FirstLine, Stacks = stacks }, width);
    }

    private static Frame FrameOf(CheckFrame frame)
        => new(Enum.TryParse<FrameSide>(frame.Side, ignoreCase: true, out var side) ? side : FrameSide.Unknown, frame.Function, frame.File, frame.Line) { IsLibrary = !frame.IsUser };
}
