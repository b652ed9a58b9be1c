using InteropFuzz.Triage.Stacks;

namespace InteropFuzz.Harness.Checking.Model;

/// <summary>Tells the user's own files in reports, and names them relative to the root. Pure.</summary>
/// <param name="root">The root: an absolute path.</param>
/// <param name="files">The sources of the checked packages: absolute paths.</param>
public sealed class SourceNames(string root, IEnumerable<string> files)
{
    private readonly ILookup<string, string> _byName = files.ToLookup(f => Path.GetFileName(f));

    /// <summary>A frame of triage.</summary>
    public CheckFrame Of(Frame frame)
    {
        var (file, isOwn) = frame.File is { } printed ? Of(printed) : (null, false);
        return new(FrameSides.Name(frame.Side), frame.Function, file, frame.Line, frame.IsUser, isOwn);
    }

    /// <summary>A file as it was printed: relative to the root when it is the user's own, else as it is.</summary>
    public (string File, bool IsOwn) Of(string printed)
    {
        if (Path.IsPathRooted(printed)) return Below(printed);
        // Compilers print no more than a name, or a path from the folder they ran in: right where only one file fits.
        return _byName[Path.GetFileName(printed)].ToList() is [var only] && only.EndsWith("/" + printed.TrimStart('.', '/'), StringComparison.Ordinal) ? Below(only) : (printed, false);
    }

    private (string File, bool IsOwn) Below(string path)
    {
        var relative = Path.GetRelativePath(root, path);
        return relative == ".." || relative.StartsWith("../", StringComparison.Ordinal) ? (path, false) : (relative, true);
    }
}
