namespace InteropFuzz.Triage.Intake;

/// <summary>Joins lines that a terminal or a mail program broke at one width.</summary>
internal static class HardWraps
{
    private const int Tab = 8;
    private const int MinWidth = 60;
    private const int MaxWidth = 240;

    /// <summary>The lines as they were before; the same object when none was broken.</summary>
    internal static Extract Join(Extract log)
    {
        int width = Width(log.Lines);
        if (width == 0)
        {
            return log;
        }

        Extract joined = new();
        for (int i = 0; i < log.Lines.Count; i++)
        {
            int first = i;
            string line = log.Lines[i];
            while (i + 1 < log.Lines.Count && IsBroken(log.Lines[i], log.Lines[i + 1], width))
            {
                i++;
            }

            if (i == first)
            {
                joined.AddFrom(log, i);
            }
            else
            {
                joined.Add(log.Numbers[first], string.Concat(log.Lines.GetRange(first, i - first + 1)));
            }
        }

        return joined;
    }

    /// <summary>The width at which lines were broken, or 0: that of the longest line, where lines of it go on below.</summary>
    private static int Width(List<string> lines)
    {
        int longest = 0;
        int full = 0;
        foreach (string line in lines)
        {
            int columns = line.Length > MaxWidth ? line.Length : Columns(line);
            if (columns > longest)
            {
                longest = columns;
                full = 0;
            }

            full += columns == longest ? 1 : 0;
        }

        if (longest is < MinWidth or > MaxWidth)
        {
            return 0;
        }

        int broken = 0;
        for (int i = 0; i + 1 < lines.Count; i++)
        {
            broken += IsBroken(lines[i], lines[i + 1], longest) ? 1 : 0;
        }

        // Lines of one width may be there by chance; those of a terminal have a usual width, and nearly all go on.
        bool usual = longest is 79 or 80 or 100 or 120 or 132 or 160;
        return broken >= (usual ? 1 : 3) && broken * 2 >= full ? longest : 0;
    }

    private static bool IsBroken(string line, string next, int width) =>
        next.Length > 0 && line.Length <= width && line.Length * Tab >= width && Columns(line) == width && !IsWhole(line, next) && !BeginsSomething(next) && !BeginsAlike(line, next);

    /// <summary>Whether the line ends as one of a stack dump and the next begins as one.</summary>
    private static bool IsWhole(string line, string next)
    {
        // GOTRACEBACK=system puts registers behind the offset.
        int offset = line.LastIndexOf(" +0x", StringComparison.Ordinal);
        int blank = offset < 0 ? -1 : line.IndexOf(' ', offset + 4);
        return offset > 0 && (blank < 0 || line.IndexOf(" pc=0x", blank, StringComparison.Ordinal) > 0) && next[^1] == ')'
            && (next.Contains('.', StringComparison.Ordinal) || next.AsSpan().TrimStart().IndexOf(' ') < 0);
    }

    private static bool BeginsSomething(string line) =>
        line[0] is '\t' or '>' or '|' or '`'
        || line.StartsWith("    #", StringComparison.Ordinal)
        || line.StartsWith("   at ", StringComparison.Ordinal)
        || line.StartsWith(" ---> ", StringComparison.Ordinal)
        || line.StartsWith("created by ", StringComparison.Ordinal)
        || line.StartsWith("READ of size ", StringComparison.Ordinal)
        || line.StartsWith("WRITE of size ", StringComparison.Ordinal)
        || Openings.IsStrong(line);

    /// <summary>Whether both lines begin with the same margin, file or mark; digits may differ.</summary>
    private static bool BeginsAlike(string line, string next)
    {
        const int enough = 4;
        for (int i = 0; i < enough; i++)
        {
            char c = i < line.Length ? line[i] : '\0';
            char d = i < next.Length ? next[i] : '\0';
            if (c != d && !(char.IsAsciiDigit(c) && char.IsAsciiDigit(d)))
            {
                return false;
            }
        }

        return true;
    }

    private static int Columns(string line)
    {
        if (!line.Contains('\t', StringComparison.Ordinal))
        {
            return line.Length;
        }

        int columns = 0;
        foreach (char c in line)
        {
            columns += c == '\t' ? Tab - (columns % Tab) : 1;
        }

        return columns;
    }
}
