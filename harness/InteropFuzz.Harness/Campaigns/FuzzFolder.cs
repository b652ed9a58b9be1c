using System.Security.Cryptography;
using System.Text;

namespace InteropFuzz.Harness.Campaigns;

/// <summary>A campaign's folder: all that it leaves, and all that it needs to go on.</summary>
/// <param name="Root">The folder.</param>
public sealed record FuzzFolder(string Root)
{
    /// <summary>What was asked for, with whole paths.</summary>
    public string Campaign => Path.Combine(Root, FuzzCampaignFile.Name);

    /// <summary>How it stands, rewritten every few seconds; what a resumed session begins with.</summary>
    public string Status => Path.Combine(Root, "status.json");

    /// <summary>Held (flock) by the process that works here.</summary>
    public string Lock => Path.Combine(Root, "lock");

    /// <summary>Which process that is.</summary>
    public string Owner => Path.Combine(Root, "owner.json");

    /// <summary>Asks that process to end.</summary>
    public string Stop => Path.Combine(Root, "stop");

    /// <summary>Serilog's rolling JSON file.</summary>
    public string Log => Path.Combine(Root, "log.json");

    /// <summary>Artifacts that nobody has triaged yet.</summary>
    public string Pending => Path.Combine(Root, "pending");

    /// <summary>The working copies of the corpora, a folder for each job; may be deleted whenever nothing runs.</summary>
    public string Work => Path.Combine(Root, "work");

    /// <summary>The working copy of one job on one target.</summary>
    public string WorkOf(int job, string target) => Path.Combine(Work, $"{job}+{SafeName(target)}");

    /// <summary>The working copies of a target that are there.</summary>
    public IReadOnlyList<string> WorkLeft(string target) => Directory.Exists(Work) ? Directory.GetDirectories(Work, "*+" + SafeName(target)) : [];

    /// <summary>Findings, unless the campaign names a folder of its own.</summary>
    public string Findings => Path.Combine(Root, "findings");

    /// <summary>Corpora, unless the campaign names a folder of its own.</summary>
    public string Corpus => Path.Combine(Root, "corpus");

    /// <summary>The folder that a target's source is written into.</summary>
    public string Source(string target) => Path.Combine(Root, "targets", SafeName(target));

    /// <summary>A target's name as the name of a folder: other names give other folders.</summary>
    public static string SafeName(string target)
    {
        const int Longest = 80;
        var safe = new string([.. target.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '_')]).TrimStart('.');
        if (safe == target && safe.Length is > 0 and <= Longest) return safe;
        return $"{safe[..Math.Min(safe.Length, Longest)]}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(target)))[..8]}";
    }
}
