using System.Globalization;
using InteropFuzz.Harness.Planning;
using InteropFuzz.Harness.Storage;
using YamlDotNet.RepresentationModel;

namespace InteropFuzz.Harness.Runners;

/// <summary>Reads the nodes of a runners.yaml.</summary>
/// <param name="form">The file; errors go there.</param>
/// <param name="folder">What paths are relative to.</param>
internal sealed class RunnersReader(YamlForm form, string folder)
{
    private static readonly string[] s_keys = ["name", "host", "port", "user", "key", "arch", "parallelism", "workdir", "hostKeys", "knownHosts", "jump", "slowdown", "reconnect"];
    private static readonly string[] s_needed = ["name", "host", "arch"];
    private const int MostSlowdown = 100;
    private const string Sessions = " (sshd allows 10 sessions of a connection); a larger machine can stand here twice, under two names";

    /// <summary>The runners; of use only when there was no error.</summary>
    public IReadOnlyList<SshRunner> Read(YamlNode root)
    {
        if (root is not YamlMappingNode { Children.Count: 1 } top || top.First() is not { Key: YamlScalarNode { Value: "runners" }, Value: YamlSequenceNode { Children.Count: > 0 } list })
        {
            form.Error(root, "the file is a list of runners: 'runners:', and below it '- name: …'");
            return [];
        }
        List<SshRunner> runners = [.. list.Select(Runner)];
        foreach (var (runner, node) in runners.Zip(list).GroupBy(r => r.First.Name).Where(g => g.Key.Length > 0).SelectMany(g => g.Skip(1)))
            form.Error(node, $"there is a runner '{runner.Name}' already");
        return runners;
    }

    private SshRunner Runner(YamlNode node)
    {
        var runner = new SshRunner("", "", PlanWords.HostArch);
        if (node is not YamlMappingNode map)
        {
            form.Error(node, $"a runner has keys and values: {string.Join(", ", s_keys)}");
            return runner;
        }
        foreach (var (key, value) in form.Fields(map, "a runner", s_keys))
            runner = key switch
            {
                "name" => runner with { Name = Name(value) },
                "host" => runner with { Host = Word(value) },
                "port" => runner with { Port = form.Number(value, 1, 65535) },
                "user" => runner with { User = Word(value) },
                "key" => runner with { Key = form.ExistingFile(value, folder) },
                "arch" => runner with { Arch = Architecture(value) },
                "parallelism" => runner with { Parallelism = form.Number(value, 1, SshRunner.MostParallel, Sessions) },
                "workdir" => runner with { Workdir = Workdir(value) },
                "hostKeys" => runner with { HostKeys = Checking(value) },
                "knownHosts" => runner with { KnownHosts = form.WholePath(value, folder) },
                "jump" => runner with { Jump = Word(value) },
                "slowdown" => runner with { Slowdown = Factor(value) },
                _ => runner with { Reconnect = form.Time(value) },
            };
        var missing = s_needed.Where(k => !map.Children.ContainsKey(k)).Select(k => $"'{k}'").ToList();
        if (missing.Count > 0) form.Error(node, $"this runner has no {string.Join(" and no ", missing)}");
        return runner;
    }

    private string Text(YamlNode node)
    {
        var text = form.Text(node);
        if (text.Any(char.IsControl)) form.Error(node, "a text of one line is expected here");
        return text;
    }

    /// <summary>What is a word of ssh's command line must not be taken for one of its options, nor for more than one word.</summary>
    private string Word(YamlNode node)
    {
        var text = Text(node);
        if (text.StartsWith('-') || text.Any(c => char.IsWhiteSpace(c) || "'\"\\`$;&|<>()".Contains(c, StringComparison.Ordinal))) form.Error(node, $"'{text}' is no host or user");
        return text;
    }

    private string Name(YamlNode node)
    {
        var text = Text(node);
        if (text.Length > 0 && !text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.')) form.Error(node, "a name has letters, digits, '-', '_' and '.'");
        return text;
    }

    private Arch Architecture(YamlNode node)
    {
        var word = form.Text(node);
        if (PlanWords.WrongArch(word) is { } wrong) form.Error(node, wrong);
        return Enum.GetValues<Arch>().FirstOrDefault(a => a.Name() == word);
    }

    private HostKeys Checking(YamlNode node)
    {
        switch (Text(node))
        {
            case "strict": return HostKeys.Strict;
            case "accept-new": return HostKeys.AcceptNew;
            default:
                form.Error(node, "hostKeys is 'strict' (only known machines) or 'accept-new' (the first key of a new machine is remembered)");
                return HostKeys.Strict;
        }
    }

    /// <summary>A home is what a login begins in.</summary>
    private string Workdir(YamlNode node)
    {
        var text = Text(node);
        var path = text.StartsWith("~/", StringComparison.Ordinal) ? text[2..] : text;
        if (path.TrimEnd('/').Length == 0 || path[0] is '~' or '-') form.Error(node, "a folder on that machine is expected here, absolute or below the home there, and of its own");
        return path;
    }

    private double Factor(YamlNode node)
    {
        if (double.TryParse(Text(node), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var factor) && factor is >= 1 and <= MostSlowdown) return factor;
        form.Error(node, $"a factor from 1 to {MostSlowdown} is expected here: how much longer than here a program may take there");
        return 1;
    }
}
