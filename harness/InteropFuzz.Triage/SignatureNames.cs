using InteropFuzz.Triage.Stacks;

namespace InteropFuzz.Triage;

/// <summary>
/// The names of functions as they enter a signature: what compilers of different versions, inlining, type arguments and the
/// place of a program in a bigger one change is taken off.
/// </summary>
internal static class SignatureNames
{
    // Programs of the corpus share one binary, as packages with an exported Main; alone they are package main.
    private const string CorpusPackage = "interopfuzz/cases/";

    /// <summary>The name of a frame's function.</summary>
    internal static string Of(Frame frame) => frame.Side switch
    {
        FrameSide.Go => Go(frame.Function),
        FrameSide.C => WithoutBrackets(frame.Function, '<', '>').Replace("(anonymous namespace)::", "", StringComparison.Ordinal),
        _ => WithoutBrackets(frame.Function, '[', ']'),
    };

    /// <summary>
    /// <c>example.com/m/v2/p.(*T[...]).M.func1.2</c> is <c>example.com/m/p.T.M</c>: no type arguments, no closures (their numbers
    /// and their place change with inlining), no wrappers (<c>-fm</c>, <c>gowrap1</c>, <c>deferwrap1</c>, <c>·dwrap·1</c>).
    /// </summary>
    private static string Go(string function)
    {
        string name = WithoutBrackets(function, '[', ']');
        int dot = name.IndexOf('.', name.LastIndexOf('/') + 1);
        if (dot < 0)
        {
            return name;
        }

        string package = name[..dot];
        List<string> parts = [.. name[(dot + 1)..].Replace("·", ".", StringComparison.Ordinal).Split('.')];
        for (int i = 0; i < parts.Count; i++)
        {
            string part = parts[i];
            part = part.EndsWith("-fm", StringComparison.Ordinal) ? part[..^3] : part;
            parts[i] = part.StartsWith("(*", StringComparison.Ordinal) && part.EndsWith(')') ? part[2..^1] : part;
        }

        // A closure of f that was inlined into main is called main.main.f.func1; inlined into f itself, main.f.f.func1.
        bool hadClosure = false;
        while (parts.Count > 1 && IsMadeUp(parts[^1]))
        {
            hadClosure = true;
            parts.RemoveAt(parts.Count - 1);
        }

        if (hadClosure && parts.Count > 1 && (parts[0] is "main" or "Main" || parts[0] == parts[1]))
        {
            parts.RemoveAt(0);
        }

        bool ofCorpus = package.StartsWith(CorpusPackage, StringComparison.Ordinal) && package.Count('/') == 3;
        if (ofCorpus)
        {
            package = "main";
            parts[0] = parts[0] == "Main" ? "main" : parts[0];
        }

        return Package(package) + "." + string.Join('.', parts);
    }

    /// <summary>Names that the compiler makes: <c>func1</c>, <c>2</c>, <c>gowrap1</c>, <c>deferwrap1</c>, <c>dwrap</c>, and the empty one of <c>glob..func1</c>.</summary>
    private static bool IsMadeUp(string part) =>
        part.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9') is "" or "func" or "gowrap" or "deferwrap" or "dwrap";

    /// <summary>The import path without vendor folders and major versions.</summary>
    private static string Package(string path)
    {
        int vendor = path.LastIndexOf("/vendor/", StringComparison.Ordinal);
        path = vendor >= 0 ? path[(vendor + 8)..] : path.StartsWith("vendor/", StringComparison.Ordinal) ? path[7..] : path;
        return string.Join('/', path.Split('/').Where(part => part.Length < 2 || part[0] != 'v' || !part.AsSpan(1).Trim("0123456789").IsEmpty));
    }

    private static string WithoutBrackets(string name, char open, char close)
    {
        if (!name.Contains(open, StringComparison.Ordinal) || name.Contains("operator", StringComparison.Ordinal))
        {
            return name;
        }

        System.Text.StringBuilder rest = new(name.Length);
        int depth = 0;
        foreach (char c in name)
        {
            depth += c == open ? 1 : 0;
            if (depth == 0)
            {
                rest.Append(c);
            }

            depth -= c == close && depth > 0 ? 1 : 0;
        }

        return rest.ToString();
    }
}
