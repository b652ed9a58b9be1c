namespace InteropFuzz.Harness.Checking.Model;

/// <summary>One way to run the tests of one package.</summary>
/// <param name="Package">The import path.</param>
/// <param name="Go">The Go release with its patch: <c>1.27.4</c>.</param>
/// <param name="Arch">GOARCH.</param>
/// <param name="Instrument">The instrument's name.</param>
/// <param name="Cpus">GOMAXPROCS; 0 for the number of processors.</param>
/// <param name="Runner">Where it runs: <c>local</c>, <c>qemu-user</c>.</param>
public readonly record struct CheckCell(string Package, string Go, string Arch, string Instrument, int Cpus = 0, string Runner = "local")
{
    /// <summary>The cell without its package, for columns and lists: <c>go1.27.4/amd64/asan</c>, with <c>/cpu=2</c> where that was asked for.</summary>
    public string Column => $"go{Go}/{Arch}/{Instrument}{(Cpus > 0 ? $"/cpu={Cpus}" : "")}";

    /// <summary>The package and the column: what a resumed run recognises it by.</summary>
    public override string ToString() => $"{Package} {Column}";
}
