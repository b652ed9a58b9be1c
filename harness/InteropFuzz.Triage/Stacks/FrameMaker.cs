using System.Globalization;

namespace InteropFuzz.Triage.Stacks;

/// <summary>Makes frames of what the formats have in common: a name, a place and a module.</summary>
internal static class FrameMaker
{
    /// <summary>Names and paths longer than this are cut: a report is not a place to keep a novel.</summary>
    private const int MaxText = 1000;

    /// <summary>A frame of a Go traceback.</summary>
    /// <param name="name">The function, without arguments.</param>
    /// <param name="place"><c>FILE:LINE</c>, or empty.</param>
    internal static Frame Go(ReadOnlySpan<char> name, ReadOnlySpan<char> place) => Make(Cut(name.Trim()).ToString(), place, default, FrameSide.Go);

    /// <summary>A frame of a stack that a native unwinder made: C, C++, or Go where the symbol is one of Go.</summary>
    /// <param name="name">The symbol as printed, or empty.</param>
    /// <param name="place"><c>FILE:LINE</c> or <c>FILE:LINE:COLUMN</c>, or empty.</param>
    /// <param name="module">The program or library, or empty.</param>
    internal static Frame Native(ReadOnlySpan<char> name, ReadOnlySpan<char> place, ReadOnlySpan<char> module)
    {
        // coredumpctl has n/a for a name that is not known; GWP-ASan has MODULE(NAME+0x12).
        name = name.Trim();
        int open = name.LastIndexOf('(');
        if (name.SequenceEqual("n/a"))
        {
            name = default;
        }
        else if (module.IsEmpty && open > 0 && name[0] is ('/' or '.'))
        {
            module = name[..open];
            name = name[(open + 1)..].TrimEnd(')');
            int offset = name.IndexOf("+0x", StringComparison.Ordinal);
            name = offset < 0 ? name : name[..offset];
        }

        string clean = FrameNames.Clean(Cut(name));
        return Make(clean, place, module, clean.Length == 0 ? FrameSide.Unknown : FrameNames.IsGo(clean) ? FrameSide.Go : FrameSide.C);
    }

    /// <summary>A frame of managed .NET code.</summary>
    internal static Frame DotNet(ReadOnlySpan<char> name, ReadOnlySpan<char> place)
    {
        Frame frame = Make(Cut(name.Trim()).ToString(), place, default, FrameSide.DotNet);
        return frame with { Side = FrameSide.DotNet };
    }

    private static Frame Make(string function, ReadOnlySpan<char> place, ReadOnlySpan<char> module, FrameSide otherwise)
    {
        SplitPlace(Cut(place.Trim()), out ReadOnlySpan<char> file, out int line);
        string? printed = file.IsEmpty ? null : file.ToString();
        string? library = module.IsEmpty ? null : Cut(module).ToString();
        if (FrameNames.Crossing(function) is { } crossing)
        {
            return new(FrameSide.Boundary, crossing, printed, line) { Module = library };
        }

        // The C function that cgo makes of an exported Go function.
        if (file.EndsWith("_cgo_export.c", StringComparison.Ordinal) && function.Length > 0)
        {
            return new(FrameSide.Boundary, "Go." + function, printed, line) { Module = library };
        }

        return FrameRules.Find(function, file, module) is { } owner
            ? new(owner.Side, function, printed, line) { Module = library, IsLibrary = owner.IsLibrary, IsCrossing = owner.IsCrossing }
            : new(otherwise, function, printed, line) { Module = library };
    }

    /// <summary>Splits <c>FILE:LINE</c> or <c>FILE:LINE:COLUMN</c>.</summary>
    private static void SplitPlace(ReadOnlySpan<char> place, out ReadOnlySpan<char> file, out int line)
    {
        // addr2line: the file without a line, or "??:?".
        file = place.EndsWith(":?", StringComparison.Ordinal) ? place[..^2] : place;
        file = file is "??" ? default : file;
        line = 0;
        if (TakeNumber(file, out ReadOnlySpan<char> before, out int last))
        {
            line = last;
            file = before;
            if (TakeNumber(file, out before, out int earlier))
            {
                line = earlier;
                file = before;
            }
        }
    }

    private static bool TakeNumber(ReadOnlySpan<char> text, out ReadOnlySpan<char> before, out int number)
    {
        int colon = text.LastIndexOf(':');
        before = colon > 0 ? text[..colon] : text;
        number = 0;
        return colon > 0 && int.TryParse(text[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    private static ReadOnlySpan<char> Cut(ReadOnlySpan<char> text) => text.Length > MaxText ? text[..MaxText] : text;
}
