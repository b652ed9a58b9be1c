namespace InteropFuzz.Harness.Running;

/// <summary>
/// Processor slots. Who holds one may say that it only waits: then it gives the slot to the next, and takes one back, without
/// asking, when it runs again. Waiters of a lower rank go first, then in the order of asking.
/// </summary>
/// <param name="slots">How many may be held at once by who does not wait.</param>
/// <param name="resting">How many may wait beside them; a further one keeps its slot while it waits.</param>
public sealed class SlotPool(int slots, int resting)
{
    private readonly Lock _lock = new();
    private readonly PriorityQueue<TaskCompletionSource, (int Rank, long Turn)> _waiting = new();

    /// <summary>Below 0 while holders run again whose slots were given away.</summary>
    private int _free = slots;
    private int _rests = resting;
    private long _turn;

    /// <summary>Waits for a slot. Dispose what comes back to give it back.</summary>
    /// <exception cref="OperationCanceledException">Cancelled before a slot was free.</exception>
    public async Task<Slot> TakeAsync(int rank, CancellationToken cancel)
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
        return new(this);
    }

    /// <summary>A slot that is free at once; null when none is. Dispose it to give it back.</summary>
    public Slot? TryTake()
    {
        lock (_lock)
        {
            if (_free <= 0) return null;
            _free--;
            return new(this);
        }
    }

    /// <summary>Gives a slot to the next in the queue. Called under the lock.</summary>
    private void Return()
    {
        _free++;
        while (_free > 0 && _waiting.TryDequeue(out var next, out _))
            if (next.TrySetResult()) _free--;
    }

    /// <summary>A slot that is held.</summary>
    public sealed class Slot : IDisposable
    {
        private readonly SlotPool _pool;
        private bool _rests, _gone;

        internal Slot(SlotPool pool) => _pool = pool;

        /// <summary>Says whether the holder only waits from now on; may be called from any thread, in any state.</summary>
        public void Rest(bool waits)
        {
            lock (_pool._lock)
            {
                if (_gone || waits == _rests || (waits && _pool._rests == 0)) return;
                _rests = waits;
                _pool._rests += waits ? -1 : 1;
                if (waits) _pool.Return();
                else _pool._free--;
            }
        }

        /// <inheritdoc/>
        public void Dispose()
        {
            lock (_pool._lock)
            {
                if (_gone) return;
                _gone = true;
                if (_rests) _pool._rests++;
                else _pool.Return();
            }
        }
    }
}
