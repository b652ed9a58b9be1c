namespace InteropFuzz.Harness.Campaigns;

/// <summary>The right to work on a campaign's folder. The kernel takes it back when the process ends, however it ends, so that none is ever stale.</summary>
public sealed class FuzzLock : IDisposable
{
    private readonly FileStream _file;
    private readonly FuzzFolder _folder;

    private FuzzLock(FileStream file, FuzzFolder folder, FuzzOwner owner) => (_file, _folder, Owner) = (file, folder, owner);

    /// <summary>This process, as recorded.</summary>
    public FuzzOwner Owner { get; }

    /// <summary>Takes it, and records this process as the owner.</summary>
    /// <exception cref="InvalidOperationException">Another process has it; the message names it and how to stop it.</exception>
    public static FuzzLock Take(FuzzFolder folder, DateTimeOffset now)
    {
        Directory.CreateDirectory(folder.Root);
        FileStream file;
        try
        {
            // FileShare.None is flock(LOCK_EX).
            file = new(folder.Lock, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (File.Exists(folder.Lock))
        {
            var other = FuzzOwner.Read(folder);
            throw new InvalidOperationException(
                $"{folder.Root} is in use{(other is null ? "" : $" by process {other.Pid}{(other.IsHere ? "" : $" on {other.Host}")} since {other.Since:yyyy-MM-dd HH:mm} UTC")}: interopfuzz campaign status|stop {folder.Root}", e);
        }
        var owner = FuzzOwner.Self(now);
        File.Delete(folder.Stop);
        owner.Write(folder);
        return new(file, folder, owner);
    }

    /// <summary>Whether somebody asked this process to stop; a request for an earlier one is dropped.</summary>
    public bool IsStopAsked()
    {
        if (!File.Exists(_folder.Stop)) return false;
        if (File.ReadAllText(_folder.Stop).Trim() == Owner.Ticket) return true;
        File.Delete(_folder.Stop);
        return false;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        File.Delete(_folder.Stop);
        File.Delete(_folder.Owner);
        _file.Dispose();
    }
}
