namespace InteropFuzz.Triage.Intake;

/// <summary>
/// Takes off what containers, journals, build servers, terminals and bug trackers put around the lines of a log. Only for bare
/// logs: what a program is known to have printed is its own.
/// </summary>
internal static class Unwrapping
{
    // A container's JSON in a journal's margin, pasted into Markdown, is as deep as it gets.
    private const int MaxLayers = 4;

    /// <summary>The text of each source that the log has lines of; the log itself when nothing is around its lines.</summary>
    internal static IReadOnlyList<Extract> Sources(Extract log)
    {
        List<Extract> sources = [log];
        for (int layer = 0; layer < MaxLayers; layer++)
        {
            List<Extract> inner = [];
            bool any = false;
            foreach (Extract source in sources)
            {
                IReadOnlyList<Extract>? parts = JsonLines.Split(source) ?? Margins.Split(source);
                any |= parts is not null;
                inner.AddRange(parts ?? [source]);
            }

            sources = inner;
            if (!any)
            {
                break;
            }
        }

        for (int i = 0; i < sources.Count; i++)
        {
            sources[i] = GoroutineFolding.Fold(LostBlankLines.Restore(Decorations.Remove(HardWraps.Join(sources[i]))));
        }

        return sources;
    }
}
