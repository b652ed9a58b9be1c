namespace InteropFuzz.Harness.Planning;

/// <summary>The managed side of a boundary.</summary>
public enum ManagedRuntime
{
    /// <summary>Go, which crosses by cgo.</summary>
    Go,

    /// <summary>.NET, which crosses by P/Invoke.</summary>
    Net,
}

/// <summary>The words for <see cref="ManagedRuntime"/>.</summary>
public static class ManagedRuntimes
{
    /// <summary>The word on the command line, and in front of a version in the name of a cell: <c>go</c> or <c>net</c>.</summary>
    public static string Name(this ManagedRuntime runtime) => runtime == ManagedRuntime.Net ? "net" : "go";

    /// <summary>As a person writes it: <c>Go</c> or <c>.NET</c>.</summary>
    public static string Title(this ManagedRuntime runtime) => runtime == ManagedRuntime.Net ? ".NET" : "Go";

    /// <summary>The file that a case of it begins with.</summary>
    public static string MainFile(this ManagedRuntime runtime) => runtime == ManagedRuntime.Net ? "Program.cs" : "main.go";
}
