namespace InteropFuzz.Triage.Stacks;

/// <summary>Reads the stacks of one crash.</summary>
internal static class StackReaders
{
    /// <summary>The stacks between two lines, that of the crash first.</summary>
    /// <param name="text">The whole text.</param>
    /// <param name="from">The first line of the crash, counted from 0.</param>
    /// <param name="to">One past its last line.</param>
    /// <param name="primary">The finding that stands for the crash, or null where only the ending tells of it.</param>
    internal static IReadOnlyList<Stack> Read(ReportText text, int from, int to, Finding? primary) => [];
}
