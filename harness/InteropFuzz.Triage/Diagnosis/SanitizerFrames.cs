namespace InteropFuzz.Triage.Diagnosis;

/// <summary>
/// Follows the stacks of a sanitizer (<c>#1 0x4f in use main.go:3</c>) or of Valgrind (<c>at 0x4F: use (main.go:3)</c>) line by
/// line and notes on which side memory was touched and freed.
/// </summary>
/// <param name="clues">Where to.</param>
internal sealed class SanitizerFrames(Clues clues)
{
    private static readonly string[] s_tools = ["__interceptor_", "__asan_", "__msan_", "__tsan_", "__sanitizer_", "__ubsan_", "operator "];
    private static readonly string[] s_allocators = ["malloc", "free", "calloc", "realloc", "posix_memalign", "aligned_alloc", "strdup"];

    private string _section = "access";
    private bool _sawFrame;
    private bool _isOver;
    private bool _sawUser;
    private string _touchedIn = "";
    private bool _freedThere;

    /// <summary>Reads the next line.</summary>
    internal void Read(ReadOnlySpan<char> line, int number)
    {
        if (_isOver)
        {
            return;
        }

        if (Function(line) is { IsEmpty: false } function)
        {
            ReadFrame(function, line, number);
        }
        else if (SectionOf(line) is { } section)
        {
            _section = section;
            _sawUser = false;
        }
        else if (_sawFrame && line.StartsWith("==") && line.TrimEnd().EndsWith("=="))
        {
            // Valgrind ends a report by an empty line; what follows is another one's.
            _isOver = true;
        }
    }

    private void ReadFrame(ReadOnlySpan<char> function, ReadOnlySpan<char> line, int number)
    {
        _sawFrame = true;
        if (function.StartsWith("runtime.asmcgocall"))
        {
            Note(_section == "freed" && !_sawUser ? "freed-in-go" : "from-go", line, number);
            _sawUser = true;
        }
        else if (function.StartsWith("start_thread") || function.StartsWith("clone"))
        {
            if (_section == "access" && !clues.Has("from-go"))
            {
                Note("on-c-thread", line, number);
            }
        }
        else if (function.StartsWith("_cgoexp_") && _section == "access")
        {
            Note("in-callback", line, number);
        }
        else if (!_sawUser && !IsTool(function) && !line.Contains("/valgrind/", StringComparison.Ordinal))
        {
            _sawUser = true;
            bool isFree = function.Contains("_Cfunc_free", StringComparison.Ordinal);
            bool isGo = isFree || (function.Contains('.') && !function.StartsWith("_cgo_"));
            if (_section is "access" or "freed" or "allocated")
            {
                Note($"{(_section == "access" ? "touched" : _section)}-in-{(isGo ? "go" : "c")}", line, number);
                NoteOwner(function, isGo, line, number);
            }
        }
    }

    /// <summary>One C function that allocates, frees and touches a block does so in one call.</summary>
    private void NoteOwner(ReadOnlySpan<char> function, bool isGo, ReadOnlySpan<char> line, int number)
    {
        if (_section == "access")
        {
            _touchedIn = isGo || _touchedIn.Length > 0 ? _touchedIn : function.ToString();
        }
        else if (function.SequenceEqual(_touchedIn))
        {
            _freedThere |= _section == "freed";
            if (_freedThere && _section == "allocated")
            {
                Note("one-c-function", line, number);
            }
        }
    }

    private void Note(string clue, ReadOnlySpan<char> line, int number) => clues.Add(clue, number, line.Trim().ToString());

    /// <summary>The function's name in a frame, or nothing where the line is no frame.</summary>
    private static ReadOnlySpan<char> Function(ReadOnlySpan<char> line)
    {
        ReadOnlySpan<char> rest = line.TrimStart();
        if (rest.StartsWith("#"))
        {
            int name = rest.IndexOf(" in ", StringComparison.Ordinal);
            return name < 0 ? default : UpToBlank(rest[(name + 4)..]);
        }

        if (!rest.StartsWith("=="))
        {
            return default;
        }

        int at = rest.IndexOf(" at 0x", StringComparison.Ordinal);
        at = at < 0 ? rest.IndexOf(" by 0x", StringComparison.Ordinal) : at;
        int colon = at < 0 ? -1 : rest[at..].IndexOf(": ", StringComparison.Ordinal);
        return colon < 0 ? default : UpToBlank(rest[(at + colon + 2)..]);
    }

    private static string? SectionOf(ReadOnlySpan<char> line) =>
        line.Contains("reed by ", StringComparison.Ordinal) || (line.EndsWith("free'd") && !line.Contains("is not stack'd", StringComparison.Ordinal)) ? "freed"
        : line.Contains("llocated by ", StringComparison.Ordinal) || line.Contains("alloc'd", StringComparison.Ordinal) ? "allocated"
        : line.Contains(" created by ", StringComparison.Ordinal) || line.StartsWith("SUMMARY:") ? "rest"
        : null;

    private static bool IsTool(ReadOnlySpan<char> function)
    {
        foreach (string tool in s_tools)
        {
            if (function.StartsWith(tool, StringComparison.Ordinal))
            {
                return true;
            }
        }

        foreach (string allocator in s_allocators)
        {
            if (function.SequenceEqual(allocator))
            {
                return true;
            }
        }

        return false;
    }

    private static ReadOnlySpan<char> UpToBlank(ReadOnlySpan<char> text)
    {
        int blank = text.IndexOf(' ');
        return blank < 0 ? text : text[..blank];
    }
}
