using InteropFuzz.Harness.Running;
using NUnit.Framework;

namespace InteropFuzz.Harness.Tests.Running;

public sealed class SlotPoolTests
{
    [Test]
    public async Task A_lower_rank_goes_first_and_a_cancelled_waiter_costs_no_slot()
    {
        var pool = new SlotPool(1);
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
}
