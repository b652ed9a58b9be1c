using System.Text;

namespace InteropFuzz.Harness.Checking.Tests;

/// <summary>Writes patterns for -test.run and -test.skip (testing/match.go). Pure.</summary>
public static class TestPatterns
{
    /// <summary>The first release with -test.skip.</summary>
    public const int KnowsSkip = 20;

    /// <summary>The top-level test of a test or subtest.</summary>
    public static string TopOf(string test) => test.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash ? test[..slash] : test;

    /// <summary>A pattern for exactly these tests, each with all its subtests.</summary>
    public static string Only(IEnumerable<string> tops) => $"^({string.Join('|', tops.Select(Escape))})$";

    /// <summary>A pattern for exactly these tests and what the user's own pattern takes of their subtests.</summary>
    public static string Only(IEnumerable<string> tops, string users) => Only(tops) + Behind(users);

    /// <summary>A pattern for -test.skip: these tests and subtests, and what the user wants to skip.</summary>
    public static string Skip(IEnumerable<string> tests, string users)
        => string.Join('|', (users.Length > 0 ? [users] : Array.Empty<string>()).Concat(tests.Select(t => string.Join('/', t.Split('/').Select(p => $"^{Escape(p)}$")))));

    /// <summary>The part of a user's pattern that means top-level tests; one that takes all where there is none.</summary>
    public static string Top(string users) => users.Length - Behind(users).Length is > 0 and var length ? users[..length] : ".";

    /// <summary>The part from the first slash on that stands in no brackets, as testing's splitRegexp finds it.</summary>
    private static string Behind(string pattern)
    {
        var (brackets, parentheses) = (0, 0);
        for (var i = 0; i < pattern.Length; i++)
            switch (pattern[i])
            {
                case '[':
                    brackets++;
                    break;
                case ']':
                    brackets = Math.Max(0, brackets - 1);
                    break;
                case '(' when brackets == 0:
                    parentheses++;
                    break;
                case ')' when brackets == 0:
                    parentheses--;
                    break;
                case '\\':
                    i++;
                    break;
                case '/' when brackets == 0 && parentheses == 0:
                    return pattern[i..];
            }
        return "";
    }

    /// <summary>As Go's regexp takes it: letters of any script stand for themselves.</summary>
    private static string Escape(string name)
    {
        var text = new StringBuilder();
        foreach (var c in name)
        {
            if (@"\.+*?()|[]{}^$".Contains(c, StringComparison.Ordinal)) text.Append('\\');
            text.Append(c);
        }
        return text.ToString();
    }
}
