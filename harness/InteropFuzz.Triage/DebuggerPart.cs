namespace InteropFuzz.Triage;

/// <summary>What a debugger said of a second run of the same program, below the text of the first.</summary>
public static class DebuggerPart
{
    /// <summary>How the line above it begins.</summary>
    public const string Mark = "INTEROPFUZZ gdb: ";

    /// <summary>The line, counted from 0, that begins it; -1 where there is none. Of several the last is the harness's own.</summary>
    internal static int Start(ReportText text)
    {
        for (int i = text.Count - 1; i >= 0; i--)
        {
            if (text[i].StartsWith(Mark, StringComparison.Ordinal))
            {
                return i;
            }
        }

        return -1;
    }
}
