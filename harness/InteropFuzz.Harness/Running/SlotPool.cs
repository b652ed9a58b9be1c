namespace InteropFuzz.Harness.Running;

/// <summary>A fixed number of processor slots; waiters of a lower rank go first, then in the order of asking.</summary>
/// <param name="slots">How many may be held at once.</param>
public sealed class SlotPool(int slots)
{
    private readonly Lock _lock = new();
    private readonly PriorityQueue<TaskCompletionSource, (int Rank, long Turn)> _waiting = new();
    private int _free = slots;
    private long _turn;

    /// <summary>Waits for a slot. Dispose what comes back to give it back.</summary>
    /// <exception cref="OperationCanceledException">Cancelled before a slot was free.</exception>
    public async Task<IDisposable> TakeAsync(int rank, CancellationToken cancel)
    {
        TaskCompletionSource? turn = null;
        lock (_lock)
        {
            if (_free > 0) _free--;
            else _waiting.Enqueue(turn = new(TaskCreationOptions.RunContinuationsAsynchronously), (rank, _turn++));
        }
        if (turn is not null)
        {
            await using var registration = cancel.Register(() => turn.TrySetCanceled(cancel));
            await turn.Task;
        }
        return new Slot(this);
    }

    private void Return()
    {
        lock (_lock)
        {
            while (_waiting.TryDequeue(out var next, out _))
                if (next.TrySetResult()) return;
            _free++;
        }
    }

    private sealed class Slot(SlotPool pool) : IDisposable
    {
        private SlotPool? _pool = pool;

        public void Dispose() => Interlocked.Exchange(ref _pool, null)?.Return();
    }
}
