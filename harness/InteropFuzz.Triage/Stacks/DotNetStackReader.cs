namespace InteropFuzz.Triage.Stacks;

/// <summary>
/// Stacks of .NET: <c>   at Ns.Type.Method(Args) in file.cs:line 12</c>. An inner exception stands above the one that wraps it, so
/// that the frames of both, in their order, are one stack. Native frames are <c>libcoreclr.so!Function + 0x12</c>.
/// </summary>
internal static class DotNetStackReader
{
    /// <summary>What stands before each managed frame.</summary>
    internal const string Indent = "   at ";

    /// <summary>What the harness writes behind the native function that a P/Invoke called.</summary>
    private const string Call = " [P/Invoke]";

    /// <summary>The stack of the exception or crash that begins at a line.</summary>
    internal static IReadOnlyList<Stack> Read(ReportText text, int header, int to)
    {
        StackDraft draft = new(StackKind.Crash, text[header], header);
        for (int i = header; i < to; i++)
        {
            ReadOnlySpan<char> line = text[i].AsSpan();
            ReadOnlySpan<char> rest = line.Trim();
            if (Native(rest) is { } native)
            {
                draft.Add(native);
            }
            else if (rest.StartsWith("at ", StringComparison.Ordinal) && rest.Length < line.Length)
            {
                draft.Add(Managed(rest[3..]));
            }
            else if (draft.Frames.Count > 0 && rest.StartsWith("Unhandled exception. ", StringComparison.Ordinal))
            {
                break;
            }
        }

        return StackDraft.Ordered([draft.Done(text)]);
    }

    /// <summary>A managed frame, without what stands before it.</summary>
    internal static Frame Managed(ReadOnlySpan<char> rest)
    {
        bool isCall = rest.EndsWith(Call, StringComparison.Ordinal);
        rest = isCall ? rest[..^Call.Length] : rest;
        ReadOnlySpan<char> place = default;
        int at = rest.IndexOf(" in ", StringComparison.Ordinal);
        if (at > 0)
        {
            place = rest[(at + 4)..];
            rest = rest[..at];
        }

        int line = place.LastIndexOf(":line ", StringComparison.Ordinal);
        int arguments = rest.IndexOf('(');
        ReadOnlySpan<char> function = arguments > 0 ? rest[..arguments] : rest;
        Frame frame = FrameMaker.DotNet(function, line > 0 ? string.Concat(place[..line], ":", place[(line + 6)..]) : place);
        return isCall ? frame with { Side = FrameSide.Boundary } : frame;
    }

    private static Frame? Native(ReadOnlySpan<char> rest)
    {
        int mark = rest.IndexOf('!');
        if (mark <= 0)
        {
            return null;
        }

        ReadOnlySpan<char> module = rest[(rest[..mark].LastIndexOf(' ') + 1)..mark];
        if (!module.EndsWith(".so", StringComparison.Ordinal) && !module.EndsWith(".dll", StringComparison.OrdinalIgnoreCase)
            && !module.Contains(".so.", StringComparison.Ordinal))
        {
            return null;
        }

        ReadOnlySpan<char> function = rest[(mark + 1)..];
        int offset = function.IndexOf(" + ", StringComparison.Ordinal);
        return FrameMaker.Native(offset > 0 ? function[..offset] : function, default, module);
    }
}
