using InteropFuzz.Harness.Checking.Model;

namespace InteropFuzz.Harness.Checking;

/// <summary>What happens in a check, in the order it happens.</summary>
/// <param name="Cell">Where.</param>
public abstract record CheckEvent(CheckCell Cell);

/// <summary>A test binary is built, or vet reads.</summary>
public sealed record BuildBegan(CheckCell Cell) : CheckEvent(Cell);

/// <summary>It is there, or the compiler refused.</summary>
public sealed record BuildEnded(CheckCell Cell) : CheckEvent(Cell);

/// <summary>The tests of a cell begin.</summary>
public sealed record TestsBegan(CheckCell Cell) : CheckEvent(Cell);

/// <summary>A cell has its result.</summary>
public sealed record CellEnded(CellResult Result) : CheckEvent(Result.Cell);
