using InteropFuzz.Harness.Running;
using NUnit.Framework;

namespace InteropFuzz.Harness.Tests.Running;

public sealed class SlotPoolTests
{
    [Test]
    public async Task A_lower_rank_goes_first_and_a_cancelled_waiter_costs_no_slot()
    {
        var pool = new SlotPool(1, 0);
        var held = await pool.TakeAsync(0, default);
        using var cancel = new CancellationTokenSource();
        var order = new List<string>();
        async Task Take(string name, int rank)
        {
            using var slot = await pool.TakeAsync(rank, default);
            order.Add(name);
        }
        var gone = pool.TakeAsync(0, cancel.Token);
        var build = Take("build", 1);
        var run = Take("run", 0);
        await cancel.CancelAsync();
        held.Dispose();
        await Task.WhenAll(build, run);
        Assert.Multiple(() =>
        {
            Assert.That(order, Is.EqualTo(new[] { "run", "build" }));
            Assert.That(gone.IsCanceled, Is.True);
        });
    }

    [Test]
    public async Task Who_waits_gives_its_slot_away_and_nobody_starts_until_there_is_room_for_it_again()
    {
        var pool = new SlotPool(1, 1);
        var sleeper = await pool.TakeAsync(0, default);
        var next = pool.TakeAsync(0, default);
        sleeper.Rest(true);
        var worker = await next;
        var third = pool.TakeAsync(0, default);
        sleeper.Rest(false);
        worker.Dispose();
        var early = third.IsCompleted;
        sleeper.Dispose();
        sleeper.Rest(true);
        sleeper.Dispose();
        (await third).Dispose();
        Assert.Multiple(() =>
        {
            Assert.That(early, Is.False, "the sleeper runs again and has the only slot");
            Assert.That(pool.TakeAsync(0, default).IsCompleted, "one slot is free");
            Assert.That(pool.TakeAsync(0, default).IsCompleted, Is.False, "and only one");
        });
    }

    [Test]
    public async Task More_than_may_rest_keep_their_slots_while_they_wait()
    {
        var pool = new SlotPool(2, 1);
        var first = await pool.TakeAsync(0, default);
        var second = await pool.TakeAsync(0, default);
        first.Rest(true);
        second.Rest(true);
        Assert.Multiple(() =>
        {
            Assert.That(pool.TakeAsync(0, default).IsCompleted);
            Assert.That(pool.TakeAsync(0, default).IsCompleted, Is.False);
        });
    }
}
