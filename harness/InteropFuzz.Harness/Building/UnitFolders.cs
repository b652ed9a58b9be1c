using System.Collections.Concurrent;
using InteropFuzz.Harness.Toolchains;

namespace InteropFuzz.Harness.Building;

/// <summary>
/// The folders of built units, each named by its key. A unit is built aside and takes its place by renaming, so that whoever finds one finds
/// all of it, and one that somebody may be running programs from is never written to.
/// </summary>
/// <param name="cache">Where they are.</param>
public sealed class UnitFolders(CacheFolder cache)
{
    /// <summary>Folders, and who may build them in this process.</summary>
    private static readonly ConcurrentDictionary<string, SemaphoreSlim> s_building = new();

    /// <summary>What a broken-off build left.</summary>
    private static readonly TimeSpan s_left = TimeSpan.FromHours(6);

    private static int s_asides;

    /// <summary>A unit that is there. It counts as used now, and <see cref="Prune"/> leaves it alone for a while.</summary>
    /// <param name="key">Its key (<see cref="UnitKey"/>).</param>
    /// <param name="isWhole">Whether a folder holds what such a unit must.</param>
    /// <returns>Its folder; null when it must be built.</returns>
    public string? Find(string key, Func<string, bool> isWhole)
    {
        var folder = FolderOf(key);
        try
        {
            if (!Directory.Exists(folder) || !isWhole(folder)) return null;
            Directory.SetLastWriteTimeUtc(folder, DateTime.UtcNow);
            return folder;
        }
        catch (IOException)
        {
            // Another process cleans up.
            return null;
        }
    }

    /// <summary>
    /// A unit, built when it is not there. What this process asks for twice at a time is built once; of two processes that build the same the
    /// first one's stays.
    /// </summary>
    /// <param name="key">Its key.</param>
    /// <param name="isWhole">Whether a folder holds what such a unit must.</param>
    /// <param name="build">Builds into an empty folder; gives whether others may use what it built. What it throws leaves nothing behind.</param>
    /// <param name="cancel">Ends the waiting for another build.</param>
    /// <returns>Its folder: for good, or of this call alone where others may not use it.</returns>
    public async Task<string> MakeAsync(string key, Func<string, bool> isWhole, Func<string, Task<bool>> build, CancellationToken cancel)
    {
        var turn = s_building.GetOrAdd(FolderOf(key), _ => new(1));
        await turn.WaitAsync(cancel);
        try
        {
            return Find(key, isWhole) ?? await BuildAsync(key, isWhole, build);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>The same for a unit that is built or not, with nothing between: <paramref name="build"/> throws when it cannot.</summary>
    public Task<string> MakeAsync(string key, Func<string, bool> isWhole, Func<string, Task> build, CancellationToken cancel)
        => MakeAsync(key, isWhole, async folder =>
        {
            await build(folder);
            return true;
        }, cancel);

    /// <summary>Deletes units that nobody has used for a while, and what broken-off builds left.</summary>
    public void Prune(TimeSpan unused)
    {
        if (!Directory.Exists(cache.Units)) return;
        foreach (var folder in Directory.GetDirectories(cache.Units))
        {
            var isAside = Path.GetFileName(folder).Contains('.', StringComparison.Ordinal);
            var age = DateTime.UtcNow - Directory.GetLastWriteTimeUtc(folder);
            if (age > (isAside ? s_left : unused)) Delete(folder, isAside);
        }
    }

    private async Task<string> BuildAsync(string key, Func<string, bool> isWhole, Func<string, Task<bool>> build)
    {
        var folder = FolderOf(key);
        var work = Aside(folder, "new");
        // A killed process may have had the same number.
        if (Directory.Exists(work)) Directory.Delete(work, recursive: true);
        Directory.CreateDirectory(work);
        try
        {
            if (await build(work)) return Publish(key, work, isWhole);
            var partial = Aside(folder, "partial");
            if (Directory.Exists(partial)) Directory.Delete(partial, recursive: true);
            Directory.Move(work, partial);
            return partial;
        }
        finally
        {
            if (Directory.Exists(work)) Directory.Delete(work, recursive: true);
        }
    }

    private string Publish(string key, string work, Func<string, bool> isWhole)
    {
        // Another process may have built the same meanwhile, and may be running it: theirs stays.
        if (Find(key, isWhole) is { } theirs) return theirs;
        var folder = FolderOf(key);
        try
        {
            if (Directory.Exists(folder)) Delete(folder, isAside: false);
            Directory.Move(work, folder);
            return folder;
        }
        catch (IOException) when (Find(key, isWhole) is not null)
        {
            return folder;
        }
    }

    /// <summary>What stands under a key goes aside first, so that nobody finds half of it.</summary>
    private static void Delete(string folder, bool isAside)
    {
        try
        {
            var aside = isAside ? folder : Aside(folder, "old");
            if (!isAside) Directory.Move(folder, aside);
            Directory.Delete(aside, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // Another process cleans up too.
        }
    }

    /// <summary>A name that no other build has; the dot tells it from units.</summary>
    private static string Aside(string folder, string what) => $"{folder}.{Environment.ProcessId}-{Interlocked.Increment(ref s_asides)}.{what}";

    private string FolderOf(string key) => Path.Combine(cache.Units, key);
}
