using System.Diagnostics;
using InteropFuzz.Harness.Campaigns;
using InteropFuzz.Harness.Planning;
using InteropFuzz.Harness.Toolchains;
using InteropFuzz.Reporting;
using Spectre.Console;

namespace InteropFuzz.Cli;

/// <summary>Tells how a run is going: live on a terminal, a plain line now and then elsewhere.</summary>
/// <param name="console">Where.</param>
/// <param name="plan">What is left to do.</param>
/// <param name="tools">For the weight of a cell.</param>
public sealed class RunProgress(IAnsiConsole console, Plan plan, HostTools tools)
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(10);
    private readonly List<string> _current = [];
    private readonly double _weight = plan.Cells.Sum(p => Weight(p, tools));
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private double _done;
    private int _cells, _bad;

    /// <summary>Follows a run to its end.</summary>
    public async Task FollowAsync(IAsyncEnumerable<RunEvent> events)
    {
        if (console.Profile.Capabilities.Interactive && console.Profile.Capabilities.Ansi) await FollowLiveAsync(events);
        else await FollowPlainAsync(events);
    }

    private async Task FollowLiveAsync(IAsyncEnumerable<RunEvent> events)
        => await console.Progress().AutoClear(true)
            .Columns(new ProgressBarColumn(), new PercentageColumn(), new TaskDescriptionColumn { Alignment = Justify.Left })
            .StartAsync(async live =>
            {
                var task = live.AddTask("starting", maxValue: Math.Max(_weight, 1));
                await foreach (var happened in events)
                {
                    Note(happened);
                    task.Value = _done;
                    task.Description = Markup.Escape(Status());
                }
            });

    private async Task FollowPlainAsync(IAsyncEnumerable<RunEvent> events)
    {
        var next = s_pause;
        await foreach (var happened in events)
        {
            Note(happened);
            if (_clock.Elapsed < next) continue;
            next = _clock.Elapsed + s_pause;
            console.Profile.Out.Writer.WriteLine(Status());
        }
    }

    private void Note(RunEvent happened)
    {
        switch (happened)
        {
            case BuildStarted b:
                _current.Add("building " + b.Unit.Label);
                break;
            case BuildFinished b:
                _current.Remove("building " + b.Built.Unit.Label);
                break;
            case CellStarted c:
                _current.Add(Label(c.Planned));
                break;
            case CellFinished c:
                _current.Remove(Label(c.Planned));
                _cells++;
                _done += Weight(c.Planned, tools);
                if (c.Row.IsBad) _bad++;
                break;
        }
    }

    private string Status()
    {
        var left = _done > 0 ? _clock.Elapsed.TotalSeconds * (_weight - _done) / _done : 0;
        var shown = _current.Count > 0 ? "  " + _current[^1] + (_current.Count > 1 ? $" and {_current.Count - 1} more" : "") : "";
        return $"{_cells}/{plan.Cells.Count} cells{(_bad > 0 ? $", {_bad} not as expected" : "")}, {(left > 0 ? $"about {Duration.Say(left)} left" : "estimating")}{shown}";
    }

    private static string Label(PlannedCell p) => $"{p.Case.Id} {p.Cell.Release} {p.Cell.Instrument.Name}";

    /// <summary>What a cell costs beside others: its tries, by how slow its instrument is.</summary>
    private static double Weight(PlannedCell p, HostTools tools)
        => p.NotAvailable is not null ? 0 : p.Tries(tools) * Math.Pow(p.Cell.Run(tools).Slowdown, 2) + 1;
}
