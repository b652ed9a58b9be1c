using System.Buffers;
using InteropFuzz.Triage.Stacks;

namespace InteropFuzz.Triage.Diagnosis;

/// <summary>
/// Collects the clues of a crash from its symptom, from the lines around the primary finding and from its first stacks. Words
/// that stand for a clue are in clues.tsv. What other goroutines do says nothing, so that a Go dump is read up to the second.
/// </summary>
internal sealed class ClueReader
{
    // An object dump of the collector has up to 128 lines above the throw; the stacks that matter are near.
    private const int LinesBefore = 160;
    private const int LinesAfter = 320;
    private const int ShownLength = 200;

    // What stands further back in a line says nothing about the fault.
    private const int MaxLength = 1000;

    private static readonly (string Clue, string Text)[] s_words = [.. Table.Rows("clues.tsv", 2).Select(row => (row[0], row[1]))];
    private static readonly SearchValues<string> s_search = SearchValues.Create([.. s_words.Select(word => word.Text)], StringComparison.Ordinal);

    private readonly ReportText _text;
    private readonly Clues _clues = new();
    private readonly SanitizerFrames _frames;
    private int _goroutines;
    private ulong? _programCounter;

    private ClueReader(ReportText text)
    {
        _text = text;
        _frames = new SanitizerFrames(_clues);
    }

    /// <summary>The clues; reads a bounded number of lines.</summary>
    internal static Clues Read(CrashFacts facts)
    {
        ClueReader reader = new(facts.Text);
        reader.AddSymptoms(facts);
        reader.AddFrames(facts);
        int primary = facts.Primary is { } finding ? facts.Text.IndexOf(finding) : facts.From;

        // Only Go says things above the line that names the fault; what is above a sanitizer's is another report.
        bool isGo = facts.Symptom.Family is "go-fatal" or "go-panic" or "signal" or "libc-abort";
        int from = isGo ? Math.Max(facts.From, primary - LinesBefore) : primary;
        int to = Math.Min(Math.Min(facts.To, facts.Text.Count), primary + LinesAfter);
        for (int i = from; i < to && reader._goroutines < 2; i++)
        {
            reader.ReadLine(i, i >= primary);
        }

        return reader._clues;
    }

    private void AddSymptoms(CrashFacts facts)
    {
        _clues.Add("symptom:" + facts.Symptom.Name, facts.Primary?.Line ?? 0, facts.Primary is { } primary ? Shown(primary.Text) : "");
        foreach (Finding finding in facts.Findings)
        {
            if (finding != facts.Primary)
            {
                _clues.Add("also:" + finding.Symptom.Name, finding.Line, Shown(finding.Text));
            }
        }
    }

    /// <summary>Whether C frames are known, so that nobody is sent to look for them.</summary>
    private void AddFrames(CrashFacts facts)
    {
        if (facts.Stacks.Count > 0 && facts.Stacks[0].Frames.FirstOrDefault(frame => frame.Side == FrameSide.C) is { } top)
        {
            _clues.Add("c-frames", facts.Stacks[0].Line, Shown(top.Function));
        }
    }

    private void ReadLine(int index, bool isBelow)
    {
        string line = _text[index];
        if (line.Length == 0)
        {
            return;
        }

        ReadOnlySpan<char> cut = line.AsSpan(0, Math.Min(line.Length, MaxLength));
        int number = _text.NumberOf(index);
        if (isBelow && GoReport.IsTraceStart(line) && line.StartsWith("goroutine ", StringComparison.Ordinal) && !line.StartsWith("goroutine 0 ", StringComparison.Ordinal))
        {
            _goroutines++;
            if (_goroutines == 2)
            {
                return;
            }
        }

        AddWords(cut, number);
        AddAddress(cut, number);
        AddDistance(cut, number);
        AddGoMemory(cut, index);
        AddShadow(cut, index);
        if (isBelow)
        {
            _frames.Read(cut, number);
        }
    }

    private void AddWords(ReadOnlySpan<char> line, int number)
    {
        for (int from = 0; from < line.Length;)
        {
            int at = line[from..].IndexOfAny(s_search);
            if (at < 0)
            {
                return;
            }

            from += at;
            foreach ((string clue, string word) in s_words)
            {
                if (line[from..].StartsWith(word, StringComparison.Ordinal))
                {
                    Add(clue, number, line);
                }
            }

            from++;
        }
    }

    /// <summary>The address that was touched: <c>addr=0x…</c> (Go), <c>unknown address 0x…</c> (ASan), <c>unexpected fault address 0x…</c> (Go), <c>fault address 0x…</c> (our gdb script), <c>fault address: 0x…</c> (lldb).</summary>
    private void AddAddress(ReadOnlySpan<char> line, int number)
    {
        if (line.StartsWith("PC=0x"))
        {
            _programCounter = Address.After(line, "PC=0x");
        }

        ulong? address = Address.After(line, " addr=0x") ?? Address.After(line, "unknown address 0x") ?? Address.After(line, "fault address 0x") ?? Address.After(line, "fault address: 0x");
        if (address is null)
        {
            return;
        }

        // The processor does not tell an address that cannot be (sigcode 128, SI_KERNEL): Linux says 0.
        bool isUntold = address == 0 && (line.Contains("sigcode=128", StringComparison.Ordinal) || line.Contains("code=0x80 ", StringComparison.Ordinal));
        if ((isUntold ? "not-canonical" : Address.Kind(address.Value)) is { } kind)
        {
            Add("address:" + kind, number, line);
        }
        else
        {
            Add("address:other", number, line);
        }

        ulong? at = _programCounter ?? Address.After(line, "(pc 0x") ?? Address.After(line, " pc=0x");
        if (!isUntold && at == address)
        {
            Add("jump", number, line);
        }
    }

    /// <summary>How far outside: <c>is located 0 bytes to the right of 24-byte region</c>, <c>is 8 bytes after a block of size</c>.</summary>
    private void AddDistance(ReadOnlySpan<char> line, int number)
    {
        int bytes = line.IndexOf(" bytes ", StringComparison.Ordinal);
        int located = line.IndexOf(" is ", StringComparison.Ordinal);
        if (bytes < 0 || located < 0 || located >= bytes)
        {
            return;
        }

        ReadOnlySpan<char> digits = line[(line[..bytes].LastIndexOf(' ') + 1)..bytes];
        ReadOnlySpan<char> where = line[(bytes + 7)..];
        bool isOutside = where.StartsWith("to the ") || where.StartsWith("after ") || where.StartsWith("before ");
        if (isOutside && ulong.TryParse(digits.ToString().Replace(",", "", StringComparison.Ordinal), out ulong distance))
        {
            Add(distance < 64 ? "outside:near" : distance < 4096 ? "outside:some" : "outside:far", number, line);
        }
        else if (where.StartsWith("inside "))
        {
            Add("inside", number, line);
        }
    }

    /// <summary>A C function that was given an address in the same region as the goroutine's own stack: Go memory.</summary>
    private void AddGoMemory(ReadOnlySpan<char> line, int index)
    {
        int call = line.IndexOf("._Cfunc_", StringComparison.Ordinal);
        if (call < 0 || _clues.Has("c-call"))
        {
            return;
        }

        ReadOnlySpan<char> name = line[(call + 8)..];
        int open = name.IndexOf('(');
        if (open <= 0)
        {
            return;
        }

        int number = _text.NumberOf(index);
        Add("c-call", number, line);
        if (name[..open] is "free")
        {
            Add("c-call:free", number, line);
        }

        // fp= stands in dumps of GOTRACEBACK=system and of signals only.
        if (Address.After(_text[index + 1].AsSpan(0, Math.Min(_text[index + 1].Length, MaxLength)), " fp=0x") is { } frame && Address.After(name[open..], "(0x") is { } argument
            && frame >> 32 == argument >> 32 && argument >> 32 != 0)
        {
            Add("go-memory-given", number, line);
        }
    }

    /// <summary>The marked row of ASan's shadow: what lies just before the byte that was touched.</summary>
    private void AddShadow(ReadOnlySpan<char> line, int index)
    {
        int mark = line.IndexOf('[');
        if (!line.StartsWith("=>0x") || mark < 3 || line.Length < mark + 3)
        {
            return;
        }

        // The first byte of a row follows the last one of the row above.
        int number = _text.NumberOf(index);
        string above = index > 0 ? _text[index - 1] : "";
        ReadOnlySpan<char> before = line[mark - 1] == ':' && above.Length > 2 ? above.AsSpan(above.Length - 2) : line.Slice(mark - 2, 2);
        if (before[0] == '0' && before[1] is >= '0' and <= '7' && !line.Slice(mark + 1, 2).SequenceEqual(before))
        {
            Add("shadow:after-live", number, line);
        }
        else if (before.SequenceEqual(line.Slice(mark + 1, 2)))
        {
            Add("shadow:amid-dead", number, line);
        }
    }

    private void Add(string clue, int number, ReadOnlySpan<char> line) => _clues.Add(clue, number, Shown(line));

    private static string Shown(ReadOnlySpan<char> line)
    {
        ReadOnlySpan<char> trimmed = line.Trim();
        return trimmed.Length > ShownLength ? string.Concat(trimmed[..ShownLength], "…") : trimmed.ToString();
    }
}
