namespace InteropFuzz.Triage.Stacks;

/// <summary>Whose code a function is, by the rows of frames.tsv.</summary>
internal static class FrameRules
{
    private const string Resource = "frames.tsv";

    private static readonly Dictionary<string, Owner> s_names = [];
    private static readonly Dictionary<char, List<(string Start, bool IsPackage, Owner Owner)>> s_starts = [];
    private static readonly List<(string Part, Owner Owner)> s_files = [];
    private static readonly List<(string Start, Owner Owner)> s_modules = [];

    static FrameRules()
    {
        foreach (string[] row in Table.Rows(Resource, 3))
        {
            Owner owner = OwnerOf(row[0]);
            switch (row[1])
            {
                case "is":
                    s_names.TryAdd(row[2], owner);
                    break;
                case "starts" or "package":
                    if (!s_starts.TryGetValue(row[2][0], out List<(string, bool, Owner)>? rows))
                    {
                        s_starts.Add(row[2][0], rows = []);
                    }

                    rows.Add((row[2], row[1] == "package", owner));
                    break;
                case "file":
                    s_files.Add((row[2], owner));
                    break;
                case "module":
                    s_modules.Add((row[2], owner));
                    break;
                default:
                    throw new InvalidDataException($"{Resource}: '{row[1]}' is none of is, starts, package, file and module");
            }
        }
    }

    /// <summary>What a row says of a function, or null when no row knows it.</summary>
    /// <param name="function">The clean name; empty where there is none.</param>
    /// <param name="file">The source file, or empty.</param>
    /// <param name="module">The program or library, or empty.</param>
    internal static Owner? Find(ReadOnlySpan<char> function, ReadOnlySpan<char> file, ReadOnlySpan<char> module)
    {
        if (s_names.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(function, out Owner known))
        {
            return known;
        }

        if (!function.IsEmpty && s_starts.TryGetValue(function[0], out List<(string Start, bool IsPackage, Owner Owner)>? rows))
        {
            foreach ((string start, bool isPackage, Owner owner) in rows)
            {
                if (function.StartsWith(start, StringComparison.Ordinal)
                    && (!isPackage || (function.Length > start.Length && function[start.Length] is '.' or '/')))
                {
                    return owner;
                }
            }
        }

        foreach ((string part, Owner owner) in s_files)
        {
            if (file.Contains(part, StringComparison.Ordinal))
            {
                return owner;
            }
        }

        ReadOnlySpan<char> name = module[(module.LastIndexOf('/') + 1)..];
        foreach ((string start, Owner owner) in s_modules)
        {
            if (name.StartsWith(start, StringComparison.Ordinal))
            {
                return owner;
            }
        }

        return null;
    }

    private static Owner OwnerOf(string cell) => cell switch
    {
        "runtime" => new(FrameSide.Runtime, false, false),
        "crossing" => new(FrameSide.Runtime, false, true),
        "library" => new(FrameSide.Go, true, false),
        "libc" => new(FrameSide.Libc, false, false),
        "tool" => new(FrameSide.Tool, false, false),
        _ => throw new InvalidDataException($"{Resource}: '{cell}' is not a side of that table"),
    };

    /// <summary>Whose code it is, whether it came with the language, and whether it only leads over the boundary.</summary>
    internal readonly record struct Owner(FrameSide Side, bool IsLibrary, bool IsCrossing);
}
