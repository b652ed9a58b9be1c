namespace InteropFuzz.Cli;

/// <summary>What the command's exit code says.</summary>
public static class ExitCode
{
    /// <summary>Everything is as expected.</summary>
    public const int Expected = 0;

    /// <summary>Something is not as expected.</summary>
    public const int Unexpected = 1;

    /// <summary>Wrong usage, a broken case or configuration; nothing ran.</summary>
    public const int Usage = 2;

    /// <summary>A tool, a toolchain or a runner is missing.</summary>
    public const int Missing = 3;

    /// <summary>Everything that ran is as expected, but something did not compile.</summary>
    public const int BuildFailed = 4;

    /// <summary>A fault of InteropFuzz itself (EX_SOFTWARE of sysexits.h).</summary>
    public const int Internal = 70;

    /// <summary>Ctrl-C or SIGTERM.</summary>
    public const int Interrupted = 130;
}
