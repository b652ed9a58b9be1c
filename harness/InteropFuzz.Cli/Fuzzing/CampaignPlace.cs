using InteropFuzz.Harness.Campaigns;

namespace InteropFuzz.Cli.Fuzzing;

/// <summary>A campaign that the user named: by its campaign.yaml, or by the folder that it works in.</summary>
/// <param name="Folder">Where it works.</param>
/// <param name="File">The file that says what is to be done.</param>
internal sealed record CampaignPlace(FuzzFolder Folder, string File)
{
    /// <summary>What a campaign.yaml's folder is called: campaign.fuzz beside it.</summary>
    private const string Extension = ".fuzz";

    /// <summary>Finds it. Without a name it is the current folder's campaign.yaml, or the current folder.</summary>
    /// <exception cref="UsageException">There is none.</exception>
    public static CampaignPlace Find(string? name)
    {
        var path = Path.GetFullPath(name ?? ".");
        if (System.IO.File.Exists(path)) return OfFile(path);
        var file = Path.Combine(path, FuzzCampaignFile.Name);
        if (!System.IO.File.Exists(file))
            throw new UsageException(Directory.Exists(path) || name is null
                ? $"there is no {FuzzCampaignFile.Name} in {path}; docs/fuzzing/campaigns.md shows one, and 'interopfuzz fuzz' needs none"
                : $"there is no '{name}'");
        var folder = new FuzzFolder(path);
        return System.IO.File.Exists(folder.Status) || System.IO.File.Exists(folder.Lock) ? new(folder, file) : OfFile(file);
    }

    /// <summary>What it says.</summary>
    /// <exception cref="UsageException">It is no campaign; the message has its lines.</exception>
    public FuzzCampaign Read() => Checked(() => FuzzCampaignFile.Read(File));

    /// <summary>A campaign, or the way out as a message.</summary>
    /// <exception cref="UsageException">It is none.</exception>
    public static FuzzCampaign Checked(Func<FuzzCampaign> read)
    {
        try
        {
            return read();
        }
        catch (FuzzCampaignException e)
        {
            throw new UsageException(e.Message);
        }
    }

    private static CampaignPlace OfFile(string file) => new(new(Path.ChangeExtension(file, Extension)), file);
}
