using System.CommandLine;
using InteropFuzz.Harness.Evidence;

namespace InteropFuzz.Cli;

/// <summary><c>--collect</c>: which evidence is gathered beside the verdict. For every verb that runs programs.</summary>
public sealed class CollectOption
{
    private const string Everything = "all";

    private readonly Option<string[]> _collect = new("--collect")
    {
        Description = $"Look closer at each program, in runs of their own: {CollectorCatalog.Names}; or all",
        HelpName = "NAME",
    };

    /// <summary>Adds the option to a verb.</summary>
    public void AddTo(Command verb) => verb.Add(_collect);

    /// <summary>The names that were asked for, in the order of reports; none when there was no such option.</summary>
    /// <exception cref="UsageException">There is no such collector.</exception>
    public IReadOnlyList<string> Read(ParseResult parsed)
    {
        var names = Selection.Words(parsed.GetValue(_collect));
        return [.. Collectors(names.Contains(Everything) ? CollectorCatalog.All.Select(c => c.Name) : names).Select(c => c.Name)];
    }

    /// <summary>The collectors of these names, each once, in the order of reports.</summary>
    /// <exception cref="UsageException">There is no such collector.</exception>
    public static IReadOnlyList<ICollector> Collectors(IEnumerable<string> names)
        => [.. names.Distinct().Select(n => CollectorCatalog.Find(n) ?? throw new UsageException($"unknown collector '{n}'; there are {CollectorCatalog.Names}, all")).OrderBy(c => c.Order)];
}
