using InteropFuzz.Triage;
using InteropFuzz.Triage.Stacks;

namespace InteropFuzz.Reporting.Crashes;

/// <summary>The stacks of a crash as lines: the merged one whole, the others short, goroutines folded.</summary>
/// <param name="width">The longest line.</param>
/// <param name="all">Whether every frame and every goroutine is shown.</param>
internal sealed class StackLines(int width, bool all)
{
    /// <summary>How many frames of the crash's own stack are shown: enough for the way into C and the call that led there.</summary>
    private const int MostFrames = 14;

    /// <summary>How many frames a further stack shows.</summary>
    private const int MostOtherFrames = 4;
    private const int MostOtherStacks = 3;
    private const int MostGoroutines = 4;

    /// <summary>How many frames are shown where all are machinery.</summary>
    private const int MostMachinery = 6;
    private const int MostNameWidth = 48;
    private const string Mark = "→ ";
    private const string NoMark = "  ";
    private const int Rule = 5;

    /// <summary>All lines; none when the crash has no stack.</summary>
    public IEnumerable<ScreenLine> Of(Crash crash)
    {
        var main = crash.Stacks.FirstOrDefault(s => s.Kind == StackKind.Crash);
        if (main is not null)
        {
            if (main.Title.Length > 0) yield return Title(main);
            foreach (var line in Frames(main.Frames, crash.Frame, main.Frames.Any(IsShown) ? MostFrames : MostMachinery)) yield return line;
        }
        var others = crash.Stacks.Where(s => !ReferenceEquals(s, main) && s.Kind != StackKind.Goroutine && (all || s.Frames.Any(IsShown))).ToList();
        foreach (var stack in others.Take(all ? int.MaxValue : MostOtherStacks))
        {
            yield return Title(stack);
            foreach (var line in Frames(all ? stack.Frames : [.. stack.Frames.Where(IsShown)], null, MostOtherFrames)) yield return line;
        }
        if (!all && others.Count > MostOtherStacks) yield return Faint($"… {Words.Count(others.Count - MostOtherStacks, "further stack")}");
        foreach (var line in Goroutines(crash)) yield return line;
    }

    /// <summary>The most frequent places first; goroutines of the runtime itself are only counted.</summary>
    private IEnumerable<ScreenLine> Goroutines(Crash crash)
    {
        var stacks = crash.Stacks.Where(s => s.Kind == StackKind.Goroutine).OrderByDescending(s => s.Count).ToLookup(s => all || s.Frames.Any(IsShown));
        var goroutines = stacks[true].ToList();
        foreach (var stack in goroutines.Take(all ? int.MaxValue : MostGoroutines))
        {
            yield return Faint(Words.Cut(Place(stack), width));
            if (all)
                foreach (var line in Frames(stack.Frames, null, int.MaxValue)) yield return line;
        }
        if (!all && goroutines.Count > MostGoroutines)
            yield return Faint($"… {Words.Count(goroutines.Skip(MostGoroutines).Sum(s => s.Count), "further goroutine")} in {Words.Count(goroutines.Count - MostGoroutines, "place")}");
        if (stacks[false].Any()) yield return Faint($"… {Words.Count(stacks[false].Sum(s => s.Count), "goroutine")} of the runtime itself");
    }

    private ScreenLine Title(Stack stack) => Faint(Words.Cut(Words.OneLine(stack.Title).TrimEnd(':') + ":", width));

    private static ScreenLine Faint(string text) => new(new Piece(text, Ink.Faint));

    /// <summary><c>7 goroutines [chan receive]: main.worker main.go:12</c>.</summary>
    private static string Place(Stack stack)
    {
        var title = Words.OneLine(stack.Title).TrimEnd(':');
        var state = title.IndexOf('[', StringComparison.Ordinal);
        var what = stack.Count == 1 ? title : $"{stack.Count} goroutines{(state >= 0 ? " " + title[state..] : "")}";
        var frame = stack.Frames.FirstOrDefault(f => f.IsUser) ?? (stack.Frames is [var first, ..] ? first : null);
        return frame is null ? what : $"{what}: {Words.OneLine(Words.FrameInLine(frame))}";
    }

    private IEnumerable<ScreenLine> Frames(IReadOnlyList<Frame> frames, Frame? matters, int most)
    {
        var rows = Rows(frames).ToList();
        var column = Math.Min(rows.OfType<Call>().Select(c => c.Name.Length).DefaultIfEmpty().Max(), Math.Min(MostNameWidth, width / 2));
        // A stack that is too long is told by its top and its bottom.
        var (top, bottom) = all || rows.Count <= most ? (rows.Count, 0) : (most - most / 3, most / 3);
        for (var i = 0; i < rows.Count; i++)
        {
            if (i == top && bottom > 0)
            {
                var next = rows.Count - bottom;
                yield return Faint($"{NoMark}… {Words.Count(rows.Skip(i).Take(next - i).Sum(r => r.Frames), "further frame")}");
                i = next;
            }
            yield return rows[i].Line(column, width, matters is not null && ReferenceEquals(rows[i].First, matters));
        }
    }

    /// <summary>Folds the machinery, and calls of a function by itself.</summary>
    private IEnumerable<Row> Rows(IReadOnlyList<Frame> frames)
    {
        // Where there is nothing but machinery, it is all there is to see.
        var whole = all || !frames.Any(IsShown);
        for (var i = 0; i < frames.Count;)
        {
            var from = i;
            var frame = frames[i];
            if (frame.Side == FrameSide.Boundary && frame.Function.Length > 0)
            {
                i++;
                yield return new Crossing(frame);
            }
            else if (whole || IsShown(frame))
            {
                while (i < frames.Count && frames[i].Side == frame.Side && frames[i].Function == frame.Function && (i == from || frames[i].Line == frames[from].Line)) i++;
                yield return new Call(frame, i - from, Words.Cut(Words.OneLine(Words.Function(frame, all)), width), Words.OneLine(Words.Place(frame, all)));
            }
            else
            {
                while (i < frames.Count && !IsShown(frames[i])) i++;
                yield return new Folded(frame, i - from, Sides(frames, from, i));
            }
        }
    }

    /// <summary>The program's own frames, and those with a name that no rule knows: they may be its own.</summary>
    private static bool IsShown(Frame frame) => frame.IsUser || (frame.Side == FrameSide.Unknown && frame.Function.Length > 0);

    private static string Sides(IReadOnlyList<Frame> frames, int from, int to)
        => string.Join(" and ", frames.Skip(from).Take(to - from).Select(f => f.Side switch
        {
            FrameSide.Libc => "C library",
            FrameSide.Tool => "tool",
            FrameSide.Unknown => "nameless",
            _ => FrameSides.Name(f.Side),
        }).Distinct());

    private abstract record Row(Frame First, int Frames)
    {
        public abstract ScreenLine Line(int column, int width, bool matters);
    }

    private sealed record Crossing(Frame Frame) : Row(Frame, 1)
    {
        public override ScreenLine Line(int column, int width, bool matters)
        {
            var rule = new string('─', Rule);
            var name = Words.Cut(Words.OneLine(First.Function), width - 2 * Rule - 10);
            return new(new Piece(matters ? Mark : NoMark, Ink.Bad), new Piece($"{rule} cgo: {name} {rule}", Ink.Crossing));
        }
    }

    private sealed record Call(Frame Frame, int Times, string Name, string Place) : Row(Frame, Times)
    {
        public override ScreenLine Line(int column, int width, bool matters)
        {
            var often = Times > 1 ? $"  ({Times} times)" : "";
            var left = width - NoMark.Length - Math.Max(column, Name.Length) - 2 - often.Length;
            // The end of a path says more than its beginning.
            var place = Place.Length <= left ? Place : left > 1 ? "…" + Place[^(left - 1)..] : "";
            return new(
                new Piece(matters ? Mark : NoMark, Ink.Bad),
                new Piece(Words.Cut(Name, width - NoMark.Length - often.Length).PadRight(column), matters ? Ink.Strong : Ink.Plain),
                new Piece(place.Length > 0 ? "  " + place : ""),
                new Piece(often, Ink.Faint));
        }
    }

    private sealed record Folded(Frame Frame, int Folds, string Sides) : Row(Frame, Folds)
    {
        public override ScreenLine Line(int column, int width, bool matters)
            => new(new Piece($"{NoMark}… {Folds} {Sides} {(Folds == 1 ? "frame" : "frames")}", Ink.Faint));
    }
}
