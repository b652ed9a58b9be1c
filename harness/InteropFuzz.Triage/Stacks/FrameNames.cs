namespace InteropFuzz.Triage.Stacks;

/// <summary>Takes off what a tool or a compiler puts around the name of a function.</summary>
internal static class FrameNames
{
    private const string CgoPrefix = "_cgo_";
    private const string ExportPrefix = "_cgoexp_";

    // What gcc and clang append to parts and copies of a function, and Go to the ABI0 variant of one.
    private static readonly string[] s_suffixes = [".isra.", ".constprop.", ".part.", ".cold", ".llvm.", ".lto_priv.", ".abi0", ".abiinternal"];

    // The wrappers of cgo: plain, with errno, and their names within a Go package (cmd/cgo/out.go).
    private static readonly string[] s_calls = ["_Cfunc_", "_C2func_"];

    /// <summary>The name without <c>[clone .isra.0]</c>, <c>.constprop.0</c>, <c>@@GLIBC_2.2.5</c>, <c>+0x12</c> and parameters.</summary>
    internal static string Clean(ReadOnlySpan<char> name)
    {
        name = name.Trim();
        int clone = name.IndexOf(" [clone ", StringComparison.Ordinal);
        if (clone > 0)
        {
            name = name[..clone];
        }

        int offset = name.LastIndexOf("+0x", StringComparison.Ordinal);
        if (offset > 0)
        {
            name = name[..offset];
        }

        int version = name.IndexOf('@');
        if (version > 0)
        {
            name = name[..version];
        }

        foreach (string suffix in s_suffixes)
        {
            int at = name.LastIndexOf(suffix, StringComparison.Ordinal);
            if (at > 0 && IsNumber(name[(at + suffix.Length)..]))
            {
                name = name[..at];
            }
        }

        if (name is "???" or "??" or "<null>" or "(null)")
        {
            return "";
        }

        return name.StartsWith("_Z", StringComparison.Ordinal) ? Demangle(name) : WithoutParameters(name).ToString();
    }

    /// <summary>
    /// The name of a crossing: <c>C.use</c> for <c>main._Cfunc_use</c>, <c>main._C2func_use</c> and <c>_cgo_HASH_Cfunc_use</c>,
    /// <c>Go.done</c> for <c>_cgoexp_HASH_done</c>.
    /// </summary>
    /// <returns>The name, or null where it is not a crossing.</returns>
    internal static string? Crossing(ReadOnlySpan<char> name)
    {
        if (name.StartsWith(ExportPrefix, StringComparison.Ordinal))
        {
            int end = name[ExportPrefix.Length..].IndexOf('_');
            return end < 0 ? null : string.Concat("Go.", name[(ExportPrefix.Length + end + 1)..]);
        }

        foreach (string call in s_calls)
        {
            int at = name.LastIndexOf(call, StringComparison.Ordinal);
            bool isStub = at > CgoPrefix.Length && name.StartsWith(CgoPrefix, StringComparison.Ordinal);
            if (at == 0 || isStub || (at > 0 && name[at - 1] == '.'))
            {
                ReadOnlySpan<char> function = name[(at + call.Length)..];

                // C.malloc never fails in Go, so cgo calls a wrapper of its own.
                return function is "_CMalloc" or "_Cmalloc" ? "C.malloc" : function.IsEmpty ? null : string.Concat("C.", function);
            }
        }

        return name is "runtime._cgo_cmalloc" or "_cgo_cmalloc" ? "C.malloc" : null;
    }

    /// <summary>Whether the function is one of Go: only such names have a dot in them.</summary>
    internal static bool IsGo(ReadOnlySpan<char> name) =>
        name.IndexOf('.') > 0 && name.IndexOf("::", StringComparison.Ordinal) < 0 && !name.StartsWith("operator", StringComparison.Ordinal);

    private static bool IsNumber(ReadOnlySpan<char> text)
    {
        foreach (char c in text)
        {
            if (!char.IsAsciiDigit(c) && c != '.')
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>C++: <c>ns::f(int, char*) const</c> is <c>ns::f</c>; <c>(anonymous namespace)::f</c> and <c>operator()</c> stay.</summary>
    private static ReadOnlySpan<char> WithoutParameters(ReadOnlySpan<char> name)
    {
        if (name.EndsWith(" const", StringComparison.Ordinal))
        {
            name = name[..^6];
        }

        if (name.Length < 3 || name[^1] != ')' || name[0] == '(')
        {
            return name;
        }

        int depth = 0;
        for (int i = name.Length - 1; i > 0; i--)
        {
            depth += name[i] == ')' ? 1 : name[i] == '(' ? -1 : 0;
            if (depth == 0)
            {
                ReadOnlySpan<char> rest = name[..i];
                return rest.EndsWith("operator", StringComparison.Ordinal) || rest[^1] is '.' or ':' ? name : rest;
            }
        }

        return name;
    }

    /// <summary>
    /// The plain part of a name mangled after the Itanium C++ ABI (<c>_ZN2ns1fEv</c>, <c>_Z1fi</c>): namespaces, classes and the
    /// function. Anything richer stays as it is.
    /// </summary>
    private static string Demangle(ReadOnlySpan<char> mangled)
    {
        ReadOnlySpan<char> rest = mangled[2..];
        bool isNested = rest.StartsWith("N", StringComparison.Ordinal);
        rest = isNested ? rest[1..].TrimStart("KVr") : rest.TrimStart('L');
        List<string> parts = [];
        while (!rest.IsEmpty && char.IsAsciiDigit(rest[0]))
        {
            int digits = 1;
            while (digits < rest.Length && char.IsAsciiDigit(rest[digits]))
            {
                digits++;
            }

            if (!int.TryParse(rest[..digits], out int length) || length == 0 || length > rest.Length - digits)
            {
                return mangled.ToString();
            }

            parts.Add(rest.Slice(digits, length).ToString());
            rest = rest[(digits + length)..];
            if (!isNested)
            {
                break;
            }
        }

        return parts.Count == 0 || (isNested && !rest.StartsWith("E", StringComparison.Ordinal)) ? mangled.ToString() : string.Join("::", parts);
    }
}
