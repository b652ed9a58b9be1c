using InteropFuzz.Harness.Toolchains;

namespace InteropFuzz.Harness.Cases;

/// <summary>A bound on the Go release: <c>go&lt;1.22</c> or <c>go&gt;=1.25</c>.</summary>
/// <param name="Below">True for <c>&lt;</c>, false for <c>&gt;=</c>.</param>
/// <param name="Bound">The minor release named.</param>
public readonly record struct GoRange(bool Below, GoVersion Bound)
{
    /// <summary>Whether a release lies within the bound; patches do not count.</summary>
    public bool Contains(GoVersion go) => Below ? go.Minor < Bound.Minor : go.Minor >= Bound.Minor;

    /// <summary>Reads the two forms.</summary>
    public static bool TryParse(string text, out GoRange range)
    {
        range = default;
        var below = text.StartsWith("go<", StringComparison.Ordinal) && !text.StartsWith("go<=", StringComparison.Ordinal);
        if (!below && !text.StartsWith("go>=", StringComparison.Ordinal)) return false;
        if (!GoVersion.TryParse(text.AsSpan(below ? 3 : 4).Trim(), out var bound)) return false;
        range = new(below, bound);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => $"go{(Below ? "<" : ">=")}{Bound.Release}";
}
