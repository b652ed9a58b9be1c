namespace InteropFuzz.Harness.Fuzzing;

/// <summary>What a campaign fuzzes: it writes its source, and knows what its inputs mean.</summary>
public interface IFuzzTarget
{
    /// <summary>As in tables and in names of folders, such as <c>shim</c>, <c>example.com/m/pkg.FuzzParse</c> or <c>zstd.h</c>.</summary>
    string Name { get; }

    /// <summary>Writes the module into an empty folder.</summary>
    /// <exception cref="FuzzTargetException">The target cannot be written; the message names the file and the way out.</exception>
    Task<FuzzSource> WriteAsync(string folder, CancellationToken cancel);

    /// <summary>Inputs to begin with.</summary>
    IEnumerable<byte[]> Seeds();

    /// <summary>Words that mutations may put in, raw; none by default.</summary>
    IEnumerable<byte[]> Dictionary() => [];

    /// <summary>
    /// Smaller or simpler inputs than this one, the boldest first, each made of it in one step. Minimisation takes the first one that still
    /// shows the same signature and asks again.
    /// </summary>
    IEnumerable<byte[]> Smaller(byte[] input);

    /// <summary>What the input does, a line for each step.</summary>
    string Show(byte[] input);

    /// <summary>
    /// The input as a standalone Go program: names and texts of files, <c>main.go</c> and <c>go.mod</c> among them, that need nothing of
    /// InteropFuzz. Null when this target cannot say it in a program.
    /// </summary>
    Task<IReadOnlyDictionary<string, byte[]>?> ProgramAsync(byte[] input, CancellationToken cancel);
}
