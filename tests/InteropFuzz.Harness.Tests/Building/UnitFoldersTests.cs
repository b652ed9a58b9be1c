using InteropFuzz.Harness.Building;
using InteropFuzz.Harness.Toolchains;
using NUnit.Framework;

namespace InteropFuzz.Harness.Tests.Building;

public sealed class UnitFoldersTests
{
    private const string Key = "0123";
    private CacheFolder _cache = new("");
    private UnitFolders _units = new(new(""));

    [SetUp]
    public void MakeFolder()
    {
        _cache = new(TestData.TemporaryFolder());
        _units = new(_cache);
    }

    [TearDown]
    public void DeleteFolder() => Directory.Delete(_cache.Root, recursive: true);

    [Test]
    public async Task What_is_asked_for_twice_at_a_time_is_built_once()
    {
        var builds = 0;
        var begun = new TaskCompletionSource();
        async Task Build(string folder)
        {
            Interlocked.Increment(ref builds);
            await begun.Task;
            await WriteAsync(folder, "first");
        }

        // Two builders of one process, as 'plain' and 'gcstress' are.
        var first = _units.MakeAsync(Key, IsWhole, Build, CancellationToken.None);
        var second = new UnitFolders(_cache).MakeAsync(Key, IsWhole, Build, CancellationToken.None);
        begun.SetResult();
        Assert.That(await first, Is.EqualTo(await second));
        Assert.That(builds, Is.EqualTo(1));
        Assert.That(_units.Find(Key, IsWhole), Is.EqualTo(Path.Combine(_cache.Units, Key)));
    }

    [Test]
    public async Task What_another_process_built_meanwhile_stays()
    {
        var folder = await _units.MakeAsync(Key, IsWhole, async aside =>
        {
            await WriteAsync(Directory.CreateDirectory(Path.Combine(_cache.Units, Key)).FullName, "theirs");
            await WriteAsync(aside, "ours");
        }, CancellationToken.None);
        Assert.That(File.ReadAllText(Path.Combine(folder, "prog")), Is.EqualTo("theirs"));
        Assert.That(Directory.GetDirectories(_cache.Units), Is.EqualTo(new[] { folder }));
    }

    [Test]
    public async Task A_folder_with_half_a_unit_is_built_again()
    {
        Directory.CreateDirectory(Path.Combine(_cache.Units, Key));
        Assert.That(_units.Find(Key, IsWhole), Is.Null);
        var folder = await _units.MakeAsync(Key, IsWhole, aside => WriteAsync(aside, "whole"), CancellationToken.None);
        Assert.That(_units.Find(Key, IsWhole), Is.EqualTo(folder));
        Assert.That(Directory.GetDirectories(_cache.Units), Has.Length.EqualTo(1));
    }

    [Test]
    public void A_build_that_fails_leaves_nothing_and_lets_the_next_one_try()
    {
        Assert.That(() => _units.MakeAsync(Key, IsWhole, _ => throw new IOException("no space"), CancellationToken.None), Throws.InstanceOf<IOException>());
        Assert.That(Directory.GetDirectories(_cache.Units), Is.Empty);
        Assert.That(() => _units.MakeAsync(Key, IsWhole, aside => WriteAsync(aside, "again"), CancellationToken.None), Throws.Nothing);
    }

    [Test]
    public async Task A_unit_that_is_not_for_others_is_not_found_and_does_not_hurt_the_next_one()
    {
        async Task<bool> Build(string aside)
        {
            await WriteAsync(aside, "some");
            return false;
        }

        var first = await _units.MakeAsync(Key, IsWhole, Build, CancellationToken.None);
        Assert.That(_units.Find(Key, IsWhole), Is.Null);
        var second = await _units.MakeAsync(Key, IsWhole, Build, CancellationToken.None);
        // Programs of the first may still run.
        Assert.That(second, Is.Not.EqualTo(first));
        Assert.That(IsWhole(first) && IsWhole(second));
    }

    [Test]
    public async Task Only_what_nobody_uses_is_deleted()
    {
        var used = await _units.MakeAsync("used", IsWhole, aside => WriteAsync(aside, ""), CancellationToken.None);
        var old = await _units.MakeAsync("old", IsWhole, aside => WriteAsync(aside, ""), CancellationToken.None);
        var left = Directory.CreateDirectory(Path.Combine(_cache.Units, "used.1-1.new")).FullName;
        var fresh = Directory.CreateDirectory(Path.Combine(_cache.Units, "used.2-1.new")).FullName;
        Directory.SetLastWriteTimeUtc(used, DateTime.UtcNow.AddDays(-20));
        Directory.SetLastWriteTimeUtc(old, DateTime.UtcNow.AddDays(-20));
        Directory.SetLastWriteTimeUtc(left, DateTime.UtcNow.AddDays(-1));
        Assert.That(_units.Find("used", IsWhole), Is.Not.Null);
        _units.Prune(TimeSpan.FromDays(14));
        Assert.That(Directory.GetDirectories(_cache.Units), Is.EquivalentTo(new[] { used, fresh }));
    }

    private static bool IsWhole(string folder) => File.Exists(Path.Combine(folder, "prog"));

    private static Task WriteAsync(string folder, string text) => File.WriteAllTextAsync(Path.Combine(folder, "prog"), text);
}
