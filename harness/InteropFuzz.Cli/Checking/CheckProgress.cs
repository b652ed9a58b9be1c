using System.Diagnostics;
using InteropFuzz.Harness.Checking;
using InteropFuzz.Harness.Checking.Model;
using InteropFuzz.Harness.Checking.Tests;
using InteropFuzz.Harness.Toolchains;
using InteropFuzz.Reporting;
using Spectre.Console;

namespace InteropFuzz.Cli.Checking;

/// <summary>Tells how a check is going: live on a terminal, a plain line now and then elsewhere.</summary>
/// <param name="console">Where.</param>
/// <param name="cells">What is left to do.</param>
/// <param name="tools">For the weight of a cell.</param>
public sealed class CheckProgress(IAnsiConsole console, IReadOnlyList<PlannedTests> cells, HostTools tools)
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(10);
    private readonly List<string> _current = [];
    private readonly Dictionary<CheckCell, double> _weights = cells.ToDictionary(p => p.Cell, p => Weight(p, tools));
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private double _done;
    private int _ended, _tests, _bad;

    /// <summary>Follows a check to its end.</summary>
    public async Task FollowAsync(IAsyncEnumerable<CheckEvent> events)
    {
        if (console.Profile.Capabilities.Interactive && console.Profile.Capabilities.Ansi) await FollowLiveAsync(events);
        else await FollowPlainAsync(events);
    }

    private async Task FollowLiveAsync(IAsyncEnumerable<CheckEvent> events)
        => await console.Progress().AutoClear(true)
            .Columns(new ProgressBarColumn(), new PercentageColumn(), new TaskDescriptionColumn { Alignment = Justify.Left })
            .StartAsync(async live =>
            {
                var task = live.AddTask("starting", maxValue: Math.Max(_weights.Values.Sum(), 1));
                await foreach (var happened in events)
                {
                    Note(happened);
                    task.Value = _done;
                    task.Description = Markup.Escape(Hostile.ForTerminal(Status()));
                }
            });

    private async Task FollowPlainAsync(IAsyncEnumerable<CheckEvent> events)
    {
        var next = s_pause;
        await foreach (var happened in events)
        {
            Note(happened);
            if (_clock.Elapsed < next) continue;
            next = _clock.Elapsed + s_pause;
            console.Profile.Out.Writer.WriteLine(Hostile.ForTerminal(Status()));
        }
    }

    private void Note(CheckEvent happened)
    {
        switch (happened)
        {
            case BuildBegan b:
                _current.Add("building " + b.Cell);
                break;
            case BuildEnded b:
                _current.Remove("building " + b.Cell);
                break;
            case TestsBegan t:
                _current.Add(t.Cell.ToString());
                break;
            case CellEnded c:
                _current.Remove(c.Cell.ToString());
                _ended++;
                _done += _weights.GetValueOrDefault(c.Cell);
                _tests += c.Result.Tests.Count(t => t.Outcome != TestOutcome.NotAvailable);
                _bad += c.Result.Tests.Count(t => t.Outcome.IsBad()) + c.Result.Vet.Count;
                break;
        }
    }

    private string Status()
    {
        var left = _done > 0 ? _clock.Elapsed.TotalSeconds * (_weights.Values.Sum() - _done) / _done : 0;
        var shown = _current.Count > 0 ? "  " + _current[^1] + (_current.Count > 1 ? $" and {_current.Count - 1} more" : "") : "";
        return $"{_ended}/{cells.Count} cells, {_tests} tests{(_bad > 0 ? $", {_bad} not well" : "")}, {(left > 0 ? $"about {Duration.Say(left)} left" : "estimating")}{shown}";
    }

    /// <summary>What a cell costs beside others: a build, and its tests by how slow the instrument is.</summary>
    private static double Weight(PlannedTests p, HostTools tools) => p.NotAvailable is not null ? 0 : 1 + p.How.Run(tools).Slowdown;
}
