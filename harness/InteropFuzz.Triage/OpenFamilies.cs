using System.Globalization;

namespace InteropFuzz.Triage;

/// <summary>The families of symptoms whose last part is open, so that the catalog cannot list them one by one.</summary>
internal static class OpenFamilies
{
    private static readonly string[] s_signalPrefixes = ["signal/in-c/", "signal/in-go/", "signal/bare/"];

    /// <summary>Whether the name belongs to <c>exit/N</c>, <c>signal/WHERE/SIGxxx</c> or <c>vet/ANALYZER</c>.</summary>
    internal static bool Has(string name) => IsExit(name) || IsSignal(name) || IsVet(name);

    /// <summary>Whether the name is <c>exit/N</c> with N from 0 to 255, written without leading zeros.</summary>
    internal static bool IsExit(string name) =>
        name.StartsWith("exit/", StringComparison.Ordinal)
        && byte.TryParse(name.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out byte code)
        && name.Length == 5 + code.ToString(CultureInfo.InvariantCulture).Length;

    /// <summary>Whether the name is <c>signal/in-c/SIGxxx</c>, <c>signal/in-go/SIGxxx</c> or <c>signal/bare/SIGxxx</c>.</summary>
    internal static bool IsSignal(string name)
    {
        foreach (string prefix in s_signalPrefixes)
        {
            if (name.StartsWith(prefix, StringComparison.Ordinal))
            {
                return Signals.IsName(name[prefix.Length..]);
            }
        }

        return false;
    }

    /// <summary>Whether the name is <c>vet/</c> and a lower-case identifier: every Go analyzer has such a name.</summary>
    internal static bool IsVet(string name) =>
        name.StartsWith("vet/", StringComparison.Ordinal) && IsAnalyzer(name.AsSpan(4));

    /// <summary>Whether the text is a lower-case identifier of at most 40 characters.</summary>
    internal static bool IsAnalyzer(ReadOnlySpan<char> name)
    {
        if (name.Length is 0 or > 40 || !char.IsAsciiLetterLower(name[0]))
        {
            return false;
        }

        foreach (char c in name)
        {
            if (!char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c != '_')
            {
                return false;
            }
        }

        return true;
    }
}
