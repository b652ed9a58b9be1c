using System.Security.Cryptography;
using System.Text;

namespace InteropFuzz.Harness.Cases;

/// <summary>Tells two states of a case's files apart.</summary>
internal static class CaseHash
{
    /// <summary>16 hexadecimal digits over the names and texts of all files.</summary>
    public static string Of(IEnumerable<CaseFile> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files) hash.AppendData(Encoding.UTF8.GetBytes($"{file.Name}\0{file.Text}\0"));
        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 8));
    }
}
