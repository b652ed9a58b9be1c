using Spectre.Console;

namespace InteropFuzz.Cli;

/// <summary>Standard output, with colours and live progress only where a person looks at it.</summary>
public static class Terminal
{
    /// <summary>Wide enough for the matrix where nobody says how wide the output is.</summary>
    private const int PlainWidth = 160;

    /// <summary>Whether standard output takes plain text only: it is no terminal, or NO_COLOR is set.</summary>
    public static bool IsPlain { get; } =
        Console.IsOutputRedirected || Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 } || Environment.GetEnvironmentVariable("TERM") == "dumb";

    /// <summary>A path as a person would type it here: relative when it lies below the current folder.</summary>
    public static string ShortPath(string path)
        => Path.GetRelativePath(Environment.CurrentDirectory, path) is var relative && relative.StartsWith("..", StringComparison.Ordinal) ? path : relative;

    /// <summary>A console for standard output; plain when that is no terminal or NO_COLOR is set.</summary>
    public static IAnsiConsole Out()
    {
        var console = AnsiConsole.Create(new()
        {
            Ansi = IsPlain ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = IsPlain ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
            Interactive = IsPlain ? InteractionSupport.No : InteractionSupport.Detect,
        });
        if (Console.IsOutputRedirected) console.Profile.Width = PlainWidth;
        return console;
    }
}
