using System.Globalization;
using InteropFuzz.Harness.Campaigns;
using InteropFuzz.Harness.Planning;
using YamlDotNet.RepresentationModel;

namespace InteropFuzz.Harness.Runners;

/// <summary>Reads the nodes of a runners.yaml; what is wrong is added to the errors, with its line.</summary>
/// <param name="file">The file's name in messages.</param>
/// <param name="folder">What paths are relative to.</param>
/// <param name="errors">Where errors go.</param>
internal sealed class RunnersReader(string file, string folder, List<string> errors)
{
    private const string Keys = "name, host, port, user, key, arch, parallelism, workdir, hostKeys, knownHosts, jump, slowdown, reconnect";
    private const int MostSlowdown = 100;

    /// <summary>The runners; of use only when there was no error.</summary>
    public IReadOnlyList<SshRunner> Read(YamlNode root)
    {
        if (root is not YamlMappingNode { Children.Count: 1 } top || top.First() is not { Key: YamlScalarNode { Value: "runners" }, Value: YamlSequenceNode { Children.Count: > 0 } list })
        {
            Error(root, "the file is a list of runners: 'runners:', and below it '- name: …'");
            return [];
        }
        List<SshRunner> runners = [.. list.Select(Runner)];
        foreach (var (runner, node) in runners.Zip(list).GroupBy(r => r.First.Name).Where(g => g.Key.Length > 0).SelectMany(g => g.Skip(1)))
            Error(node, $"there is a runner '{runner.Name}' already");
        return runners;
    }

    private SshRunner Runner(YamlNode node)
    {
        var runner = new SshRunner("", "", PlanWords.HostArch);
        if (node is not YamlMappingNode map)
        {
            Error(node, $"a runner has keys and values: {Keys}");
            return runner;
        }
        var seen = new HashSet<string>();
        foreach (var (keyNode, value) in map)
        {
            var key = (keyNode as YamlScalarNode)?.Value ?? "";
            seen.Add(key);
            runner = key switch
            {
                "name" => runner with { Name = Name(value) },
                "host" => runner with { Host = Word(value) },
                "port" => runner with { Port = Number(value, 1, 65535) },
                "user" => runner with { User = Word(value) },
                "key" => runner with { Key = ExistingFile(value) },
                "arch" => runner with { Arch = Architecture(value) },
                "parallelism" => runner with { Parallelism = Parallelism(value) },
                "workdir" => runner with { Workdir = Workdir(value) },
                "hostKeys" => runner with { HostKeys = Checking(value) },
                "knownHosts" => runner with { KnownHosts = LocalPath(Text(value)) },
                "jump" => runner with { Jump = Word(value) },
                "slowdown" => runner with { Slowdown = Factor(value) },
                "reconnect" => runner with { Reconnect = Time(value) },
                _ => Unknown(runner, keyNode, key),
            };
        }
        foreach (var needed in new[] { "name", "host", "arch" })
            if (!seen.Contains(needed)) Error(node, $"this runner has no '{needed}'");
        return runner;
    }

    private SshRunner Unknown(SshRunner runner, YamlNode node, string key)
    {
        Error(node, $"unknown key '{key}'; a runner has {Keys}");
        return runner;
    }

    private string Text(YamlNode node)
    {
        if (node is YamlScalarNode { Value: { } text } && text.Trim() is { Length: > 0 } trimmed && !trimmed.Any(char.IsControl)) return trimmed;
        Error(node, "a text of one line is expected here");
        return "";
    }

    /// <summary>What is a word of ssh's command line must not be taken for one of its options, nor for more than one word.</summary>
    private string Word(YamlNode node)
    {
        var text = Text(node);
        if (text.StartsWith('-') || text.Any(c => char.IsWhiteSpace(c) || "'\"\\`$;&|<>()".Contains(c, StringComparison.Ordinal))) Error(node, $"'{text}' is no host or user");
        return text;
    }

    private string Name(YamlNode node)
    {
        var text = Text(node);
        if (text.Length > 0 && !text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.')) Error(node, "a name has letters, digits, '-', '_' and '.'");
        return text;
    }

    private int Number(YamlNode node, int least, int most)
    {
        if (int.TryParse(Text(node), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most) return number;
        Error(node, $"a number from {least} to {most} is expected here");
        return least;
    }

    private int Parallelism(YamlNode node)
    {
        if (int.TryParse(Text(node), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= SshRunner.MostParallel) return number;
        Error(node, $"a number from 1 to {SshRunner.MostParallel} is expected here (sshd allows 10 sessions of a connection); a larger machine can stand here twice, under two names");
        return 1;
    }

    private Arch Architecture(YamlNode node)
    {
        var (word, known) = (Text(node), Enum.GetValues<Arch>());
        if (!known.Any(a => a.Name() == word)) Error(node, $"unknown architecture '{word}'; there are {string.Join(", ", known.Select(a => a.Name()))}");
        return known.FirstOrDefault(a => a.Name() == word);
    }

    private HostKeys Checking(YamlNode node)
    {
        switch (Text(node))
        {
            case "strict": return HostKeys.Strict;
            case "accept-new": return HostKeys.AcceptNew;
            default:
                Error(node, "hostKeys is 'strict' (only known machines) or 'accept-new' (the first key of a new machine is remembered)");
                return HostKeys.Strict;
        }
    }

    /// <summary>A home is what a login begins in.</summary>
    private string Workdir(YamlNode node)
    {
        var text = Text(node);
        var path = text.StartsWith("~/", StringComparison.Ordinal) ? text[2..] : text;
        if (path.TrimEnd('/').Length == 0 || path[0] is '~' or '-') Error(node, "a folder on that machine is expected here, absolute or below the home there, and of its own");
        return path;
    }

    private double Factor(YamlNode node)
    {
        if (double.TryParse(Text(node), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var factor) && factor is >= 1 and <= MostSlowdown) return factor;
        Error(node, $"a factor from 1 to {MostSlowdown} is expected here: how much longer than here a program may take there");
        return 1;
    }

    private TimeSpan Time(YamlNode node)
    {
        if (FuzzQuantity.TryTime(Text(node), out var time)) return time;
        Error(node, $"{FuzzQuantity.TimeForm} is expected here");
        return TimeSpan.Zero;
    }

    private string ExistingFile(YamlNode node)
    {
        var path = LocalPath(Text(node));
        if (!File.Exists(path)) Error(node, $"there is no file '{Text(node)}' (relative to this file)");
        return path;
    }

    private string LocalPath(string path)
        => path.StartsWith("~/", StringComparison.Ordinal)
            ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), path[2..])
            : Path.GetFullPath(path, folder);

    private void Error(YamlNode node, string message) => errors.Add($"{file}:{node.Start.Line}: {message}");
}
