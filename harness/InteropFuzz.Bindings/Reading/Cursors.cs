using ClangSharp.Interop;
using InteropFuzz.Bindings.Model;

namespace InteropFuzz.Bindings.Reading;

/// <summary>libclang's handles in the words of C#.</summary>
internal static class Cursors
{
    /// <summary>The text, which is given back to libclang.</summary>
    public static string Take(this CXString text)
    {
        var taken = text.ToString();
        text.Dispose();
        return taken;
    }

    /// <summary>The children in order. They are collected first: nothing may be thrown through libclang's frames.</summary>
    public static unsafe List<CXCursor> Children(this CXCursor cursor)
    {
        var children = new List<CXCursor>();
        cursor.VisitChildren(
            (child, _, _) =>
            {
                children.Add(child);
                return CXChildVisitResult.CXChildVisit_Continue;
            },
            default);
        return children;
    }

    /// <summary>The file and line where it stands; of what a macro makes, where the macro is used.</summary>
    public static CPlace Place(this CXCursor cursor) => cursor.Location.Place(out _);

    /// <summary>The file, line and column of a location; an empty file for what the compiler makes up.</summary>
    public static CPlace Place(this CXSourceLocation location, out uint column)
    {
        location.GetExpansionLocation(out var file, out var line, out column, out _);
        return new(file.Handle == IntPtr.Zero ? "" : file.Name.Take(), line);
    }

    /// <summary>Its name; empty when it has none. Newer versions of clang make up a spelling with a place for those.</summary>
    public static string Name(this CXCursor cursor) => cursor.Spelling.Take() is var name && IsIdentifier(name) ? name : "";

    private static bool IsIdentifier(string text)
        => text.Length > 0 && !char.IsAsciiDigit(text[0]) && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '$' || c > 127);
}
