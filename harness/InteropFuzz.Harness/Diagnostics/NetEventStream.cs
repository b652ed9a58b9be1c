using System.Globalization;
using Microsoft.Diagnostics.Tracing;
using Microsoft.Diagnostics.Tracing.Parsers.Clr;

namespace InteropFuzz.Harness.Diagnostics;

/// <summary>Reads a stream of events as a runtime writes it (nettrace), up to where it ends or breaks off.</summary>
public static class NetEventStream
{
    /// <summary>How many types of exceptions, counters and lines are kept, and how long a name may be.</summary>
    internal const int MostTypes = 16, MostCounters = 48, MostLines = 1000, LongestName = 160;

    /// <summary>The figures of a stream.</summary>
    /// <param name="path">Its file.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static NetEvents Read(string path)
    {
        using var file = File.OpenRead(path);
        return Read(file);
    }

    /// <summary>The same of an open stream.</summary>
    public static NetEvents Read(Stream stream)
    {
        var seen = new Seen();
        var whole = false;
        try
        {
            using var source = new EventPipeEventSource(stream);
            seen.Follow(source);
            whole = source.Process();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // The library throws whatever its reader comes upon in a stream that ends in the middle, or is none.
        }
        return seen.Sum(brokeOff: !whole);
    }

    private static string Cut(string name) => name.Length <= LongestName ? name : name[..LongestName] + "…";

    private sealed class Seen
    {
        private readonly int[] _collections = new int[3];
        private readonly Dictionary<string, int> _types = [];
        private readonly Dictionary<string, double> _counters = [];
        private readonly Queue<string> _lines = [];
        private long _events, _promoted;
        private long? _heap;
        private int _induced, _thrown;
        private double _paused, _longest;
        private double? _pauseBegan;

        internal void Follow(TraceEventDispatcher source)
        {
            source.Clr.GCStart += e =>
            {
                if (e.Depth is >= 0 and <= 2) _collections[e.Depth]++;
                var induced = e.Reason is GCReason.Induced or GCReason.InducedNotForced or GCReason.InducedLowMemory or GCReason.InducedCompacting;
                if (induced) _induced++;
                Note(e, $"collection {e.Count} of generation {e.Depth}, {e.Reason}, {e.Type}");
            };
            source.Clr.GCHeapStats += e =>
            {
                _heap = e.TotalHeapSize;
                _promoted += e.TotalPromoted;
                Note(e, $"heap {e.TotalHeapSize} bytes, promoted {e.TotalPromoted}");
            };
            source.Clr.GCSuspendEEStart += e =>
            {
                if (e.Reason is GCSuspendEEReason.SuspendForGC or GCSuspendEEReason.SuspendForGCPrep) _pauseBegan = e.TimeStampRelativeMSec;
                Note(e, $"threads stop, {e.Reason}");
            };
            source.Clr.GCRestartEEStop += e =>
            {
                if (_pauseBegan is { } began)
                {
                    var ms = e.TimeStampRelativeMSec - began;
                    (_paused, _longest, _pauseBegan) = (_paused + ms, Math.Max(_longest, ms), null);
                }
                Note(e, "threads go on");
            };
            source.Clr.ExceptionStart += e =>
            {
                _thrown++;
                var type = Cut(e.ExceptionType);
                // A program may make types without end.
                if (_types.Count < MostTypes || _types.ContainsKey(type)) _types[type] = _types.GetValueOrDefault(type) + 1;
                Note(e, $"thrown {type}: {Cut(e.ExceptionMessage.ReplaceLineEndings(" "))}");
            };
            source.Dynamic.All += e =>
            {
                if (e.EventName == "EventCounters" && e.PayloadByName("") is IDictionary<string, object> outer && outer.TryGetValue("Payload", out var inner)
                    && inner is IDictionary<string, object> counter && counter.TryGetValue("Name", out var named) && named is string name
                    && (counter.TryGetValue("Mean", out var value) || counter.TryGetValue("Increment", out value)))
                    Count(Cut(name), Convert.ToDouble(value, CultureInfo.InvariantCulture));
            };
            source.AllEvents += _ => _events++;
        }

        internal NetEvents Sum(bool brokeOff) => new()
        {
            Events = _events,
            BrokeOff = brokeOff,
            Collections = _collections,
            Induced = _induced,
            PauseMs = Math.Round(_paused, 3),
            LongestPauseMs = Math.Round(_longest, 3),
            HeapBytes = _heap,
            PromotedBytes = _promoted,
            Thrown = _thrown,
            Types = [.. _types.OrderByDescending(t => t.Value).ThenBy(t => t.Key, StringComparer.Ordinal).Select(t => new ThrownType(t.Key, t.Value))],
            Counters = _counters,
            Lines = [.. _lines],
        };

        private void Count(string name, double value)
        {
            // JSON has no word for what is not a number.
            if (double.IsFinite(value) && (_counters.Count < MostCounters || _counters.ContainsKey(name))) _counters[name] = value;
        }

        private void Note(TraceEvent e, string what)
        {
            if (_lines.Count == MostLines) _lines.Dequeue();
            _lines.Enqueue(string.Create(CultureInfo.InvariantCulture, $"{e.TimeStampRelativeMSec:F3} ms, thread {e.ThreadID}: {what}"));
        }
    }
}
