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
    public static IAnsiConsole Out() => Make(Console.Out, IsPlain);

    /// <summary>A console for standard error, always plain: for what must not stand between the JSON of standard output.</summary>
    public static IAnsiConsole Error() => Make(Console.Error, isPlain: true);

    private static IAnsiConsole Make(TextWriter writer, bool isPlain)
    {
        var console = AnsiConsole.Create(new()
        {
            Ansi = isPlain ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = isPlain ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
            Out = new AnsiConsoleOutput(writer),
            Interactive = isPlain ? InteractionSupport.No : InteractionSupport.Detect,
        });
        if (isPlain && Console.IsOutputRedirected) console.Profile.Width = PlainWidth;
        return console;
    }
}
