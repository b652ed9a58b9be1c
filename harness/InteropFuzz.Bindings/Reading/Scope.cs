using ClangSharp.Interop;

namespace InteropFuzz.Bindings.Reading;

/// <summary>Which declarations are the header's own: those of the header, of what it includes from its own folder or below, and of what was asked for.</summary>
internal sealed class Scope(ReadRequest request)
{
    private readonly string _folder = Folder(Path.GetDirectoryName(Path.GetFullPath(request.Header))!);
    private readonly string[] _asked = [.. request.Traverse.Select(t => Directory.Exists(t) ? Folder(Path.GetFullPath(t)) : Path.GetFullPath(t))];
    private readonly Dictionary<string, bool> _known = [];

    /// <summary>Whether the declaration stands in one of those files.</summary>
    public bool Has(CXCursor cursor)
    {
        var location = cursor.Location;
        var file = location.Place(out _).File;
        if (file.Length == 0) return false;
        if (!_known.TryGetValue(file, out var own)) _known[file] = own = IsOwn(Path.GetFullPath(file), location);
        return own;
    }

    // zlib.h lies in /usr/include, and so does all of libc: what is a system header to clang is not the header's own.
    private bool IsOwn(string file, CXSourceLocation location)
        => _asked.Any(a => a.EndsWith('/') ? file.StartsWith(a, StringComparison.Ordinal) : file == a)
            || (file.StartsWith(_folder, StringComparison.Ordinal) && !location.IsInSystemHeader);

    private static string Folder(string path) => path.EndsWith('/') ? path : path + "/";
}
