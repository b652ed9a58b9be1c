using System.Collections.Frozen;

namespace InteropFuzz.Bindings.Fuzzing.Planning;

/// <summary>What the names of functions and parameters say.</summary>
internal static class NameWords
{
    private static readonly string[] s_makers = ["create", "new", "init", "open", "alloc", "dup", "copy", "clone", "make", "prepare", "start", "begin", "dopen"];
    private static readonly string[] s_surely = ["free", "destroy", "close", "delete", "finalize", "dispose"];
    private static readonly string[] s_enders = [.. s_surely, "release", "finish", "unref", "deinit", "fini", "cleanup", "drop", "end"];
    private static readonly FrozenSet<string> s_users = FrozenSet.Create("user", "userdata", "opaque", "arg", "args", "ctx", "context", "closure", "cookie", "data", "desc", "priv", "param", "parg", "papp", "app", "puserdata", "p", "pctx", "parameter");
    private static readonly FrozenSet<string> s_noLength = FrozenSet.Create("flags", "flag", "level", "mode", "type", "op", "opcode", "index", "idx", "id", "fd", "col", "column", "row", "version", "strategy", "method", "enc", "encoding", "onoff", "offset", "off", "key", "value", "val", "kind", "code", "c", "ch", "prec", "port", "bits", "window", "milliseconds", "ms", "rc");

    private static readonly string[] s_lengths = ["len", "length", "size", "count", "cap", "capacity", "bytes", "byte", "cnt", "amt"];
    private static readonly string[] s_counts = ["Arg", "Args", "Col", "Cols", "Row", "Rows", "Param", "Params"];
    private static readonly string[] s_sources = ["src", "source", "input"];

    /// <summary>The words of a name, small: <c>inflateBackInit2_</c> is inflate, back, init, 2.</summary>
    public static List<string> Split(string name)
    {
        var words = new List<string>();
        var at = 0;
        for (var i = 1; i <= name.Length; i++)
        {
            var ends = i == name.Length || name[i] == '_' || (char.IsUpper(name[i]) && !char.IsUpper(name[i - 1])) || char.IsDigit(name[i]) != char.IsDigit(name[i - 1]);
            if (!ends) continue;
            if (name[at..i].Trim('_') is { Length: > 0 } word) words.Add(word.ToLowerInvariant());
            at = i;
        }
        return words;
    }

    /// <summary>Whether the name is that of a function that makes something.</summary>
    public static bool Makes(string function) => Has(function, s_makers);

    /// <summary>Whether the name is that of a function that ends something.</summary>
    public static bool Ends(string function) => Has(function, s_enders);

    /// <summary>Whether it can mean nothing else: drop and release may be about something inside.</summary>
    public static bool SurelyEnds(string function) => Has(function, s_surely);

    /// <summary>What stands before init, free and their like: <c>inflateBackInit_</c> and <c>inflateBackEnd</c> share inflateback.</summary>
    public static string? Stem(string function, bool ofEnder)
    {
        var words = Split(function);
        var at = words.FindLastIndex(w => ofEnder ? s_enders.Contains(w) : w == "init");
        return at > 0 ? string.Concat(words.Take(at)) : null;
    }

    /// <summary>Whether a parameter's name is that of a length.</summary>
    public static bool IsLength(string parameter)
    {
        var small = parameter.ToLowerInvariant();
        return small is "n" or "sz" or "num" or "nb" or "cb" or "max" || s_lengths.Any(w => small.EndsWith(w, StringComparison.Ordinal))
            || small.StartsWith("avail", StringComparison.Ordinal)
            || (parameter.Length > 1 && parameter[0] == 'n' && char.IsUpper(parameter[1]) && !s_counts.Contains(parameter[1..]));
    }

    /// <summary>Whether a number with this name may be a length; one without a name may.</summary>
    public static bool MayBeLength(string parameter) => Split(parameter) is not [.., var last] || !(s_noLength.Contains(last) || s_noLength.Contains(parameter.ToLowerInvariant()));

    /// <summary>Whether a parameter's name is that of what a callback gets back.</summary>
    public static bool IsUserData(string parameter) => parameter.Length == 0 || s_users.Contains(parameter.ToLowerInvariant()) || Split(parameter).Any(w => w is "user" or "opaque" or "cookie");

    /// <summary>Whether memory of this name is read although its type lets C write it.</summary>
    public static bool IsSource(string parameter) => Split(parameter).Any(w => w == "in" || s_sources.Any(s => w.StartsWith(s, StringComparison.Ordinal)));

    /// <summary>Words of the beginnings and ends of words: gzclose is one word that ends with close. Short ones must stand alone.</summary>
    private static bool Has(string function, string[] words)
        => Split(function).Any(w => words.Any(m => w == m || (m.Length > 3 && w.EndsWith(m, StringComparison.Ordinal))));
}
