using System.CommandLine;
using System.CommandLine.Parsing;
using InteropFuzz.Harness.Campaigns;

namespace InteropFuzz.Cli.Fuzzing;

/// <summary>Options that take times and sizes.</summary>
internal static class FuzzOptions
{
    /// <summary>An option that takes a time; null when it is not given.</summary>
    public static Option<TimeSpan?> Time(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "TIME",
        CustomParser = r =>
        {
            if (FuzzQuantity.TryTime(Word(r), out var time)) return time;
            r.AddError($"{name} takes {FuzzQuantity.TimeForm}, not '{Word(r)}'");
            return null;
        },
    };

    /// <summary>An option that takes a size; null when it is not given.</summary>
    public static Option<long?> Size(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "SIZE",
        CustomParser = r =>
        {
            if (FuzzQuantity.TrySize(Word(r), out var bytes)) return bytes;
            r.AddError($"{name} takes {FuzzQuantity.SizeForm}, not '{Word(r)}'");
            return null;
        },
    };

    /// <summary>An option that takes a number from 1 up; null when it is not given.</summary>
    public static Option<T?> Count<T>(string name, string description, params string[] aliases) where T : struct, IComparable<T>
    {
        var option = new Option<T?>(name, aliases) { Description = description, HelpName = "N" };
        option.Validators.Add(r => { if (r.GetValueOrDefault<T?>() is { } n && n.CompareTo((T)Convert.ChangeType(1, typeof(T), null)) < 0) r.AddError($"{name} takes a number from 1 up"); });
        return option;
    }

    /// <summary>Words of options that take several, separated by commas.</summary>
    public static IReadOnlyList<string> Words(string[]? values) => [.. (values ?? []).SelectMany(v => v.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).Distinct()];

    private static string Word(ArgumentResult r) => r.Tokens.Count > 0 ? r.Tokens[^1].Value : "";
}
