namespace InteropFuzz.Triage.Intake;

/// <summary>
/// Puts back the empty lines that a log collector dropped: the Go runtime prints one above every stack dump, and readers tell a
/// report from a program's own words by them.
/// </summary>
internal static class LostBlankLines
{
    private const int MaxOpenings = 64;

    internal static Extract Restore(Extract source)
    {
        List<string> lines = source.Lines;
        Extract? restored = null;
        List<int> panics = [];
        int copied = 0;
        for (int i = 0; i < lines.Count; i++)
        {
            string line = lines[i];
            if (line.Length == 0 || (i > 0 && lines[i - 1].Length == 0))
            {
                panics.Clear();
            }

            if (line.StartsWith("panic: ", StringComparison.Ordinal) && panics.Count < MaxOpenings)
            {
                panics.Add(i);
            }

            bool isDump = GoroutineShape.IsHeader(line) || line == "runtime stack:";
            if (!isDump || i == 0 || lines[i - 1].Length == 0)
            {
                continue;
            }

            restored ??= new();

            // Of several openings in what has become one paragraph the last panic is the one that the dump belongs to.
            if (panics.Count > 0 && panics[^1] > copied)
            {
                Copy(source, copied, panics[^1], restored);
                copied = panics[^1];
                restored.Add(source.Numbers[copied], "");
            }

            Copy(source, copied, i, restored);
            copied = i;
            restored.Add(source.Numbers[i], "");
            panics.Clear();
        }

        if (restored is null)
        {
            return source;
        }

        Copy(source, copied, lines.Count, restored);
        return restored;
    }

    private static void Copy(Extract source, int from, int to, Extract restored)
    {
        for (int i = from; i < to; i++)
        {
            restored.AddFrom(source, i);
        }
    }
}
