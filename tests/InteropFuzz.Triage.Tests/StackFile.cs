using System.Runtime.CompilerServices;
using InteropFuzz.Triage.Stacks;

namespace InteropFuzz.Triage.Tests;

/// <summary>
/// One file of stacks/: what must come out, a line <c>---</c>, then the text. What must come out is written as
/// <c>Describe</c> writes it, so that it can be made anew and reviewed.
/// </summary>
internal static class StackFile
{
    private const string Border = "\n---\n";

    public static IEnumerable<string> Names =>
        Directory.EnumerateFiles(Path.Combine(TestContext.CurrentContext.TestDirectory, "stacks"), "*.txt")
            .Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal);

    public static string Source([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "stacks");

    public static (string Expected, string Text) Split(string content)
    {
        int border = content.IndexOf(Border, StringComparison.Ordinal);
        return border < 0 ? ("", content) : (content[..(border + 1)], content[(border + Border.Length)..]);
    }

    public static (string Expected, string Text) Load(string name) =>
        Split(File.ReadAllText(Path.Combine(TestContext.CurrentContext.TestDirectory, "stacks", name + ".txt")));

    /// <summary>The stacks by kind, with the frames of all but mere goroutines, and the functions of the signature.</summary>
    public static string Describe(string text) => Describe(CrashReader.ReadAll(new StringReader(text))[0]);

    public static string Describe(Crash crash)
    {
        StringWriter to = new() { NewLine = "\n" };
        foreach (Stack stack in crash.Stacks.Where(stack => stack.Kind != StackKind.Goroutine))
        {
            to.WriteLine($"{stack.Kind}: {stack.Title}");
            foreach (Frame frame in stack.Frames)
            {
                string place = frame.File is null ? "" : frame.Line == 0 ? " " + frame.File : $" {frame.File}:{frame.Line}";
                to.WriteLine($"  {FrameSides.Name(frame.Side)}{(frame.IsLibrary ? " library" : "")} {frame.Function}{place}");
            }
        }

        to.WriteLine("Signature: " + string.Join(" < ", crash.Signature.Parts.Skip(1)));
        return to.ToString();
    }
}
