namespace InteropFuzz.Triage.Intake;

/// <summary>Keeps one of the goroutines of a report that stand in the same place and counts the others.</summary>
internal static class GoroutineFolding
{
    /// <summary>The same lines without the goroutines that look like an earlier one of the same report.</summary>
    internal static Extract Fold(Extract all)
    {
        Extract folded = new();
        FoldedGoroutines seen = new();
        List<string> lines = all.Lines;
        int i = 0;
        while (i < lines.Count)
        {
            if (!GoroutineShape.IsHeader(lines[i]))
            {
                seen.ForgetAt(lines[i]);
                folded.AddFrom(all, i++);
                continue;
            }

            GoroutineShape shape = GoroutineShape.Of(lines[i]);
            int end = i + 1;
            while (end < lines.Count && shape.TryAdd(lines[end]))
            {
                end++;
            }

            end += end < lines.Count && lines[end].Length == 0 ? 1 : 0;
            int times = all.Repeats.GetValueOrDefault(i, 1);
            if (!seen.IsRepeat(shape.Hash, folded, times))
            {
                for (; i < end; i++)
                {
                    folded.AddFrom(all, i);
                }
            }

            i = end;
        }

        return folded.Lines.Count == lines.Count ? all : folded;
    }
}
