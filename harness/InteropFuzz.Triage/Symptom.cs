using System.Globalization;

namespace InteropFuzz.Triage;

/// <summary>
/// What was seen, as a short path-like name such as <c>go-panic/nil-deref</c>. Only names that
/// <see cref="SymptomCatalog"/> lists, or that belong to one of the open families, can be made:
/// <c>exit/N</c>, <c>signal/{in-c,in-go,bare}/SIGxxx</c> and <c>vet/ANALYZER</c>.
/// The default value is <see cref="Unknown"/>.
/// </summary>
public readonly record struct Symptom
{
    // Null stands for "unknown", so that default(Symptom) equals Unknown.
    private readonly string? _name;

    private Symptom(string name) => _name = name == "unknown" ? null : name;

    /// <summary>The program ran to its end and nothing was found.</summary>
    public static Symptom Clean { get; } = new("clean");

    /// <summary>The program ran to its end with wrong data, by its own check.</summary>
    public static Symptom Silent { get; } = new("silent");

    /// <summary>The deadline passed before the program ended.</summary>
    public static Symptom Timeout { get; } = new("timeout");

    /// <summary>The memory watch killed the program.</summary>
    public static Symptom OomKill { get; } = new("oom-kill");

    /// <summary>Something is there and no reader knew it.</summary>
    public static Symptom Unknown { get; }

    /// <summary>The whole name, for example <c>signal/in-c/SIGSEGV</c>.</summary>
    public string Name => _name ?? "unknown";

    /// <summary>The part before the first slash, or the whole name where there is none.</summary>
    public string Family
    {
        get
        {
            int slash = Name.IndexOf('/', StringComparison.Ordinal);
            return slash < 0 ? Name : Name[..slash];
        }
    }

    /// <summary>The symptom of a program that ended with an exit code and said nothing that is known.</summary>
    /// <param name="code">The exit code, 0 to 255.</param>
    /// <exception cref="ArgumentOutOfRangeException">The code is outside of 0 to 255.</exception>
    public static Symptom Exit(int code)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(code, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(code, 255);
        return new("exit/" + code.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Reads a symptom's name.</summary>
    /// <param name="name">The exact name; upper and lower case differ.</param>
    /// <param name="symptom">The symptom, or <see cref="Unknown"/> when the name is not one.</param>
    /// <returns>Whether the name is in the catalog or belongs to an open family.</returns>
    public static bool TryParse(string? name, out Symptom symptom)
    {
        if (name is not null && (SymptomCatalog.Lists(name) || OpenFamilies.Has(name)))
        {
            symptom = new(name);
            return true;
        }

        symptom = Unknown;
        return false;
    }

    /// <summary>Reads a symptom's name that has to exist, such as one in a table of this library.</summary>
    /// <exception cref="ArgumentException">There is no such symptom.</exception>
    internal static Symptom Parse(string name) =>
        TryParse(name, out Symptom symptom) ? symptom : throw new ArgumentException($"'{name}' is not a symptom", nameof(name));

    /// <inheritdoc/>
    public override string ToString() => Name;
}
