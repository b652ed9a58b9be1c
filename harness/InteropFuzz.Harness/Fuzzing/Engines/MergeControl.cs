using System.Globalization;

namespace InteropFuzz.Harness.Fuzzing.Engines;

/// <summary>
/// What libFuzzer's merge notes for its processes, one after the other (compiler-rt/lib/fuzzer/FuzzerMerge.cpp, Merger::Parse): how many inputs, how many
/// of them belong to the first corpus, their paths, then for each a line when it was begun and one with its features when it had ended.
/// </summary>
/// <param name="Unfinished">Names of inputs that never came to their end.</param>
internal sealed record MergeControl(IReadOnlyList<string> Unfinished)
{
    /// <summary>Reads the file. A hostile program may have written it: whatever does not fit makes it none.</summary>
    public static MergeControl? Read(string text)
    {
        var lines = text.Split('\n');
        if (lines.Length < 2 || !int.TryParse(lines[0].Split(' ')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count > lines.Length - 2) return null;
        var finished = new bool[count];
        foreach (var line in lines.Skip(2 + count))
            if (line.Split(' ', 3) is ["FT", var number, ..] && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n < count) finished[n] = true;
        return new([.. lines.Skip(2).Take(count).Where((_, n) => !finished[n]).Select(p => Path.GetFileName(p))]);
    }
}
