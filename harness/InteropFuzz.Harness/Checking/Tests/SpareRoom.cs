using InteropFuzz.Harness.Running;

namespace InteropFuzz.Harness.Checking.Tests;

/// <summary>A second place for the tests of a cell: a processor that nobody else wants, and a folder of their own.</summary>
/// <param name="Slot">The processor.</param>
/// <param name="Folder">The folder.</param>
public sealed record SpareRoom(SlotPool.Slot Slot, TestFolder Folder) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose()
    {
        Folder.Dispose();
        Slot.Dispose();
    }
}
