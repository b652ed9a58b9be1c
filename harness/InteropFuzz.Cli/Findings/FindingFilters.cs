using System.CommandLine;
using System.Globalization;
using InteropFuzz.Harness.Campaigns;
using InteropFuzz.Harness.Cases;
using InteropFuzz.Harness.Findings;
using InteropFuzz.Triage;

namespace InteropFuzz.Cli.Findings;

/// <summary>The options that say which findings are meant.</summary>
public sealed class FindingFilters
{
    private readonly Option<string> _state = new("--state") { Description = "open, closed or all", DefaultValueFactory = _ => "all" };
    private readonly Option<string?> _symptom = new("--symptom") { Description = "Only symptoms that fit, such as 'asan/*'", HelpName = "GLOB" };
    private readonly Option<string?> _class = new("--class") { Description = "Only findings whose likeliest fault class, or one that is as likely, is this", HelpName = "CLASS" };
    private readonly Option<string?> _target = new("--target") { Description = "Only targets that fit, such as 'shim*'", HelpName = "GLOB" };
    private readonly Option<string?> _since = new("--since") { Description = "Only what was seen since: a day such as 2026-11-20 (UTC), or so long ago, such as 36h or 7d", HelpName = "WHEN" };

    /// <summary>Adds the options to a verb.</summary>
    public void AddTo(Command verb)
    {
        _state.AcceptOnlyFromAmong("open", "closed", "all");
        verb.Add(_state);
        verb.Add(_symptom);
        verb.Add(_class);
        verb.Add(_target);
        verb.Add(_since);
    }

    /// <summary>What was asked for.</summary>
    /// <exception cref="UsageException">A word is none that exists.</exception>
    public Func<StoredFinding, bool> Read(ParseResult parsed, DateTimeOffset now)
    {
        var state = parsed.GetValue(_state);
        var symptom = parsed.GetValue(_symptom) is { } s ? new Glob(s) : null;
        var target = parsed.GetValue(_target) is { } t ? new Glob(t) : null;
        var faultClass = parsed.GetValue(_class);
        if (faultClass is not null && !FaultClasses.TryParse(faultClass, out _))
            throw new UsageException($"'{faultClass}' is not a fault class; there are {string.Join(", ", FaultClasses.All.Select(FaultClasses.Name))}");
        DateTimeOffset? since = parsed.GetValue(_since) is { } when ? Since(when, now) : null;
        return f => (state == "all" || (state == "open") == (f.State == FindingState.Open))
            && (symptom is null || symptom.Matches(f.Finding.Symptom))
            && (target is null || target.Matches(f.Finding.Target))
            && (faultClass is null || f.Finding.Classes.Any(c => c.Class == faultClass && c.Confidence == f.Finding.Classes[0].Confidence))
            && (since is null || f.Last >= since);
    }

    private static DateTimeOffset Since(string when, DateTimeOffset now)
        => FuzzQuantity.TryTime(when, out var ago) ? now - ago
            : DateTimeOffset.TryParse(when, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at
            : throw new UsageException($"'{when}' is no time: a day such as 2026-11-20, or {FuzzQuantity.TimeForm}");
}
