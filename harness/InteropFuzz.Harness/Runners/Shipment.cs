using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace InteropFuzz.Harness.Runners;

/// <summary>Files that a runner gets as one folder, which is named by what is in it.</summary>
/// <param name="Files">Name there and path here.</param>
/// <param name="Key">Stands for names and contents.</param>
internal sealed record Shipment(IReadOnlyList<ShippedFile> Files, string Key)
{
    /// <summary>Reads the files for their hashes.</summary>
    /// <exception cref="IOException">One of them cannot be read.</exception>
    public static Shipment Of(IEnumerable<(string Name, string Path)> files)
    {
        List<ShippedFile> shipped = [.. files.Select(f => ShippedFile.Of(f.Name, f.Path)).OrderBy(f => f.Name, StringComparer.Ordinal)];
        var names = string.Concat(shipped.Select(f => $"{f.Name}\0{f.Hash}\0"));
        return new(shipped, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(names)).AsSpan(0, 20)));
    }
}

/// <summary>One file on its way to a runner.</summary>
/// <param name="Name">Its name there.</param>
/// <param name="Path">Where it is here.</param>
/// <param name="Size">In bytes.</param>
/// <param name="Hash">SHA-256, in lower case.</param>
internal sealed record ShippedFile(string Name, string Path, long Size, string Hash)
{
    /// <summary>Its size as an argument.</summary>
    public string SizeText => Size.ToString(CultureInfo.InvariantCulture);

    internal static ShippedFile Of(string name, string path)
    {
        using var stream = File.OpenRead(path);
        return new(name, path, stream.Length, Convert.ToHexStringLower(SHA256.HashData(stream)));
    }
}
