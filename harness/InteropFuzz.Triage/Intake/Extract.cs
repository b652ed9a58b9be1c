namespace InteropFuzz.Triage.Intake;

/// <summary>
/// Lines of a log, each with the number it has there. Numbers never go down; several lines share one where the log has them
/// on one line (a message in JSON, lone carriage returns), and an empty line that was put in has the number of the next.
/// </summary>
internal sealed class Extract
{
    // A string's own cost beside its characters, so that many short lines are bounded too.
    private const int LineCost = 16;

    private const char ByteOrderMark = '\uFEFF';

    /// <summary>The lines, without line ends and terminal colours.</summary>
    internal List<string> Lines { get; } = [];

    /// <summary>The number of each line, counted from 1.</summary>
    internal List<int> Numbers { get; } = [];

    /// <summary>How many goroutines look like the one whose header is the line with this index; only those above one.</summary>
    internal Dictionary<int, int> Repeats { get; } = [];

    /// <summary>About how much memory the lines take, in characters.</summary>
    internal long Cost { get; private set; }

    /// <summary>Every line of a text.</summary>
    internal static Extract Of(string text)
    {
        Extract all = new();
        int number = 1;
        foreach (string line in TerminalText.Plain(text).Split('\n'))
        {
            all.Add(number++, line.TrimEnd('\r'));
        }

        return GoroutineFolding.Fold(all);
    }

    internal void Add(int number, string line)
    {
        line = number == 1 && line is [ByteOrderMark, ..] ? line[1..] : line;
        Lines.Add(line);
        Numbers.Add(number);
        Cost += line.Length + LineCost;
    }

    /// <summary>Takes over a line of another extract with all that is known about it.</summary>
    internal void AddFrom(Extract other, int index)
    {
        if (other.Repeats.TryGetValue(index, out int repeats))
        {
            Repeats[Lines.Count] = repeats;
        }

        Add(other.Numbers[index], other.Lines[index]);
    }

    /// <summary>The lines from one index up to, not including, another.</summary>
    internal Extract Slice(int from, int to)
    {
        Extract part = new();
        for (int i = from; i < to; i++)
        {
            part.AddFrom(this, i);
        }

        return part;
    }
}
