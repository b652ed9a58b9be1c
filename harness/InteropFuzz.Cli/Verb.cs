using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace InteropFuzz.Cli;

/// <summary>A verb of the command, with examples that only its own help shows.</summary>
/// <param name="name">The word.</param>
/// <param name="help">What it does; then, behind an empty line, examples and details.</param>
internal sealed class Verb(string name, string help) : Command(name, help.Split("\n\n", 2)[0])
{
    private readonly string _details = help.Split("\n\n", 2).ElementAtOrDefault(1) ?? "";

    /// <summary>Makes the help of every verb end with its examples.</summary>
    public static void ShowExamples(RootCommand root)
    {
        var option = root.Options.OfType<HelpOption>().Single();
        option.Action = new Help((HelpAction)option.Action!);
    }

    private sealed class Help(HelpAction inner) : SynchronousCommandLineAction
    {
        /// <summary>Help is asked for where arguments are still missing.</summary>
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            var code = inner.Invoke(parseResult);
            if (parseResult.CommandResult.Command is Verb { _details.Length: > 0 } verb) parseResult.InvocationConfiguration.Output.WriteLine(verb._details + "\n");
            return code;
        }
    }
}
