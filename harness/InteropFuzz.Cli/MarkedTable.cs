namespace InteropFuzz.Cli;

/// <summary>A table that a command keeps up to date inside a Markdown page, between two marks.</summary>
/// <param name="name">What it is, as in its marks.</param>
public sealed class MarkedTable(string name)
{
    /// <summary>The line before the table.</summary>
    public string Begin => $"<!-- {name} -->";

    /// <summary>The line behind it.</summary>
    public string End => $"<!-- end of {name} -->";

    /// <summary>The page with another table.</summary>
    /// <param name="page">The whole page.</param>
    /// <param name="table">The new table, with its last line's end.</param>
    /// <param name="path">The page's path, for the message.</param>
    /// <exception cref="UsageException">The page has no such marks.</exception>
    public string Put(string page, string table, string path)
    {
        var (begin, end) = (page.IndexOf(Begin, StringComparison.Ordinal), page.IndexOf(End, StringComparison.Ordinal));
        if (begin < 0 || end < begin) throw new UsageException($"{path} has no lines '{Begin}' and '{End}'");
        return $"{page[..(begin + Begin.Length)]}\n{table}{page[end..]}";
    }
}
