namespace InteropFuzz.Bindings.Writing;

/// <summary>How the C# is to look.</summary>
/// <param name="Namespace">The namespace of everything.</param>
/// <param name="ClassName">The class that holds functions and constants.</param>
/// <param name="Library">The library as the runtime is to look for it: <c>libz.so.1</c>, or <c>z</c> for libz.so.</param>
public sealed record BindingOptions(string Namespace, string ClassName, string Library)
{
    /// <summary>Whether the calls are LibraryImport (a source generator's) or DllImport (the runtime's).</summary>
    public ImportKind Import { get; init; } = ImportKind.LibraryImport;

    /// <summary>Functions after which errno is kept for Marshal.GetLastPInvokeError; <c>*</c> for all.</summary>
    public IReadOnlySet<string> SetLastError { get; init; } = new HashSet<string>();

    /// <summary>A class name for a header: <c>zlib.h</c> gives Zlib, <c>my-lib.h</c> gives MyLib.</summary>
    public static string ClassNameFor(string header)
    {
        var name = Path.GetFileNameWithoutExtension(header);
        var words = new string([.. name.Select(c => char.IsLetterOrDigit(c) ? c : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var joined = string.Concat(words.Select(w => char.ToUpperInvariant(w[0]) + w[1..]));
        return joined.Length == 0 || char.IsDigit(joined[0]) ? "Methods" + joined : joined;
    }
}

/// <summary>The kinds of import.</summary>
public enum ImportKind
{
    /// <summary>[LibraryImport]: no marshalling at run time, works with ahead-of-time compilation.</summary>
    LibraryImport,

    /// <summary>[DllImport], as ClangSharpPInvokeGenerator writes it.</summary>
    DllImport,
}
