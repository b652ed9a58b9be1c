using System.Buffers;
using System.Runtime.CompilerServices;

namespace InteropFuzz.Triage.Intake;

/// <summary>Finds trigger words (triggers.tsv) in a buffer, looking at every character about once.</summary>
internal sealed class Triggers
{
    // The vectorised search gets slow with more words than this; words with a common beginning go well together.
    private const int WordsTogether = 17;
    private const int MaxWord = 32;

    private static readonly SearchValues<string>[] s_groups =
    [
        .. Table.Rows("triggers.tsv", 1)
            .Select(row => row[0].Replace("\\n", "\n", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Chunk(WordsTogether)
            .Select(words => SearchValues.Create(words, StringComparison.Ordinal)),
    ];

    // For each group: where its next word stands, or (as a complement) up to where there is none.
    private readonly int[] _places = [.. s_groups.Select(_ => ~0)];

    /// <summary>Where the first trigger stands at or behind an index; -1 when there is none.</summary>
    /// <param name="buffer">What was read so far; it may have grown since the last call.</param>
    /// <param name="from">The index; it must not go back between calls.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal int Find(ReadOnlySpan<char> buffer, int from)
    {
        int first = int.MaxValue;
        for (int i = 0; i < _places.Length; i++)
        {
            int place = _places[i];
            if (place < from)
            {
                int looked = Math.Max(from, place < 0 ? ~place : 0);
                int found = looked < buffer.Length ? buffer[looked..].IndexOfAny(s_groups[i]) : -1;
                place = found >= 0 ? looked + found : ~Math.Max(looked, buffer.Length - MaxWord);
                _places[i] = place;
            }

            if (place >= 0 && place < first)
            {
                first = place;
            }
        }

        return first == int.MaxValue ? -1 : first;
    }

    /// <summary>The buffer's content moved towards its beginning.</summary>
    internal void Move(int by)
    {
        for (int i = 0; i < _places.Length; i++)
        {
            int place = _places[i];
            _places[i] = place >= by ? place - by : place >= 0 ? ~0 : ~Math.Max(0, ~place - by);
        }
    }

    /// <summary>The buffer's content changed.</summary>
    internal void Forget() => Array.Fill(_places, ~0);
}
