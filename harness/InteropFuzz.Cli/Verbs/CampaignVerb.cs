using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using InteropFuzz.Cli.Fuzzing;
using InteropFuzz.Harness.Campaigns;
using InteropFuzz.Harness.Storage;
using InteropFuzz.Reporting;
using InteropFuzz.Reporting.Fuzzing;

namespace InteropFuzz.Cli.Verbs;

/// <summary><c>interopfuzz campaign</c>: several targets, releases and instruments, by a campaign.yaml.</summary>
public static class CampaignVerb
{
    private const string RunHelp = """
        Begin a run of a campaign; corpora and findings of earlier runs stay

        Examples:
          interopfuzz campaign run                     the campaign.yaml of this folder
          interopfuzz campaign run nightly.yaml --time 8h --jobs 4
          interopfuzz campaign run nightly.fuzz        the folder that a campaign works in

        campaign.yaml works in campaign.fuzz beside it. The format: docs/fuzzing/campaigns.md.
        Exit codes: 0 nothing new, 1 new findings or artifacts that wait for triage, 2 usage or the disk budget, 3 something is missing, 4 something does not compile,
        130 interrupted ('campaign resume' goes on).
        """;

    private const string ResumeHelp = """
        Go on with a run that was stopped, interrupted or killed, for what is left of its time

        Examples:
          interopfuzz campaign resume
          interopfuzz campaign resume nightly.yaml
        """;

    private const string StatusHelp = """
        Show how a campaign stands, whether it runs or not

        Examples:
          interopfuzz campaign status
          interopfuzz campaign status nightly.fuzz --json      the fields: docs/fuzzing/campaigns.md
        """;

    private const string StopHelp = """
        Ask a running campaign to end cleanly, and wait until it has

        Examples:
          interopfuzz campaign stop
          interopfuzz campaign stop nightly.yaml --timeout 5m
        """;

    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1), s_look = TimeSpan.FromMilliseconds(200);

    /// <summary>The verb with its own verbs.</summary>
    public static Command Make() => new("campaign", "Fuzz several targets as a campaign.yaml says: run, resume, status, stop") { Run("run", RunHelp, resumes: false), Run("resume", ResumeHelp, resumes: true), Status(), Stop() };

    private static Argument<string?> Place() => new("CAMPAIGN") { Description = "A campaign.yaml, or the folder that the campaign works in (default: the campaign.yaml of this folder)", Arity = ArgumentArity.ZeroOrOne };

    private static Verb Run(string name, string help, bool resumes)
    {
        var place = Place();
        var time = FuzzOptions.Time("--time", "How long to fuzz in all, instead of what the file says");
        var jobs = FuzzOptions.Count<int>("--jobs", "How many fuzzing processes at once, instead of what the file says", "-j");
        var disk = FuzzOptions.Size("--disk", "What corpora, findings and logs may take, instead of what the file says");
        Option<bool> json = new("--json") { Description = "Print how it ended as JSON, and progress to stderr" };
        Option<bool> verbose = new("--verbose") { Description = "Log every step to stderr" };
        var verb = new Verb(name, help) { place, time, jobs, disk, json, verbose };
        verb.SetAction(async (parsed, cancel) =>
        {
            var found = CampaignPlace.Find(parsed.GetValue(place));
            var (folder, campaign) = (found.Folder, found.Read());
            campaign = campaign with { Time = parsed.GetValue(time) ?? campaign.Time, Jobs = parsed.GetValue(jobs) ?? campaign.Jobs, DiskBytes = parsed.GetValue(disk) ?? campaign.DiskBytes };
            if (resumes)
            {
                var earlier = CampaignRun.ReadStatus(folder);
                if (earlier is null) throw new UsageException($"{Terminal.ShortPath(folder.Root)} has never run: interopfuzz campaign run");
                var isLongEnough = campaign.Time > TimeSpan.Zero && earlier.ElapsedS < campaign.Time.TotalSeconds || campaign.Executions > earlier.Executions;
                if (earlier is { Unfinished: false, Pending: 0 } && !isLongEnough)
                {
                    Console.WriteLine($"nothing is left to do: the run {FuzzStatusText.Times(earlier)}; 'interopfuzz campaign run' begins another one");
                    return ExitCode.Expected;
                }
            }
            var end = await CampaignRun.RunAsync(folder, campaign, resumes, new(parsed.GetValue(json), parsed.GetValue(verbose)), cancel);
            return CampaignRun.Code(end, cancel);
        });
        return verb;
    }

    private static Verb Status()
    {
        var place = Place();
        Option<bool> json = new("--json") { Description = "As JSON" };
        var verb = new Verb("status", StatusHelp) { place, json };
        verb.SetAction(parsed =>
        {
            var folder = CampaignPlace.Find(parsed.GetValue(place)).Folder;
            var status = CampaignRun.ReadStatus(folder) ?? throw new UsageException($"{Terminal.ShortPath(folder.Root)} has never run: interopfuzz campaign run");
            var owner = FuzzOwner.Read(folder);
            var runs = owner is { IsAlive: true };
            if (parsed.GetValue(json))
            {
                var node = (JsonObject)JsonSerializer.SerializeToNode(status, FuzzJson.Default.FuzzStatus)!;
                node["running"] = runs;
                if (runs) node["pid"] = owner!.Pid;
                Console.WriteLine(node.ToJsonString(new() { WriteIndented = true }));
                return;
            }
            var console = Terminal.Out();
            console.Write(FuzzStatusTable.Of(status));
            foreach (var line in FuzzStatusText.Summary(status, Terminal.ShortPath(folder.Root)).Skip(status.Lanes.Count)) Console.WriteLine(Hostile.ForTerminal(line));
            Console.WriteLine(Running(status, owner));
            if (!runs && status.State != FuzzState.Ended && FuzzStatusText.CanGoOn(status)) Console.WriteLine(FuzzStatusText.GoOn(Terminal.ShortPath(folder.Root)));
        });
        return verb;
    }

    private static string Running(FuzzStatus status, FuzzOwner? owner) => owner switch
    {
        { IsAlive: true } => $"running: process {owner.Pid} since {owner.Since:yyyy-MM-dd HH:mm} UTC",
        { IsHere: false } => $"process {owner.Pid} on {owner.Host} took it at {owner.Since:yyyy-MM-dd HH:mm} UTC; only that machine can tell whether it still runs",
        not null => $"not running: process {owner.Pid} was killed, or the machine was; last written {status.Updated:yyyy-MM-dd HH:mm:ss} UTC",
        null => "not running",
    };

    private static Verb Stop()
    {
        var place = Place();
        var timeout = FuzzOptions.Time("--timeout", $"How long to wait for its end (default: {FuzzQuantity.Time(s_patience)})");
        var verb = new Verb("stop", StopHelp) { place, timeout };
        verb.SetAction(async (parsed, cancel) =>
        {
            var folder = CampaignPlace.Find(parsed.GetValue(place)).Folder;
            var shown = Terminal.ShortPath(folder.Root);
            if (FuzzOwner.Read(folder) is not { } owner || owner is { IsHere: true, IsAlive: false })
            {
                Console.WriteLine($"{shown} is not running");
                return ExitCode.Expected;
            }
            // The request names the very process: a later session in the folder pays no heed to it.
            AtomicFile.Write(folder.Stop, owner.Ticket + "\n");
            var patience = parsed.GetValue(timeout) ?? s_patience;
            for (var waited = TimeSpan.Zero; waited < patience; waited += s_look)
            {
                if (FuzzOwner.Read(folder) is not { } now || now.Ticket != owner.Ticket || now is { IsHere: true, IsAlive: false })
                {
                    Console.WriteLine($"{shown} has stopped; go on with: interopfuzz campaign resume {shown}");
                    return ExitCode.Expected;
                }
                await Task.Delay(s_look, cancel);
            }
            throw new UsageException($"process {owner.Pid} was asked to stop and still runs after {Duration.Say(patience.TotalSeconds)}; ask again with a longer --timeout, or end it: kill {owner.Pid}");
        });
        return verb;
    }
}
