using System.Diagnostics;
using InteropFuzz.Harness.Campaigns;
using InteropFuzz.Reporting;
using InteropFuzz.Reporting.Fuzzing;
using Spectre.Console;

namespace InteropFuzz.Cli.Fuzzing;

/// <summary>Tells how a campaign is going: a table on a terminal, a plain line now and then elsewhere.</summary>
/// <param name="console">Where.</param>
internal sealed class CampaignProgress(IAnsiConsole console) : IProgress<FuzzStatus>
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(10);
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly Lock _lock = new();
    private TimeSpan _next;
    private LiveDisplayContext? _live;

    /// <summary>Follows a session to its end.</summary>
    public async Task<FuzzStatus> FollowAsync(Func<IProgress<FuzzStatus>, Task<FuzzStatus>> session)
    {
        if (!console.Profile.Capabilities.Interactive || !console.Profile.Capabilities.Ansi) return await session(this);
        FuzzStatus? end = null;
        await console.Live(new Text("building")).AutoClear(true).Overflow(VerticalOverflow.Crop).StartAsync(async live =>
        {
            _live = live;
            end = await session(this);
            lock (_lock) _live = null;
        });
        return end!;
    }

    /// <inheritdoc/>
    public void Report(FuzzStatus value)
    {
        lock (_lock)
        {
            if (_live is { } live)
            {
                live.UpdateTarget(FuzzStatusTable.Of(value));
            }
            else if (value.State is not FuzzState.Ended && _clock.Elapsed >= _next)
            {
                _next = _clock.Elapsed + s_pause;
                console.Profile.Out.Writer.WriteLine(Hostile.ForTerminal(FuzzStatusText.Line(value)));
            }
        }
    }
}
