using System.CommandLine;
using InteropFuzz.Bindings.Reading;
using InteropFuzz.Bindings.Writing;
using InteropFuzz.Harness.Storage;
using InteropFuzz.Harness.Toolchains;
using InteropFuzz.Reporting;

namespace InteropFuzz.Cli.Verbs;

/// <summary><c>interopfuzz bindings</c>: C# bindings of a C header.</summary>
public static class BindingsVerb
{
    private const string Help = """
        Write C# bindings of a C header: functions, structs, unions, enums, function pointers, constants.

        Examples:
          interopfuzz bindings /usr/include/zlib.h --library libz.so.1 -o Zlib.cs
          interopfuzz bindings include/my.h -I include -D MY_API= --namespace My.Native --library my -o src/
          interopfuzz bindings my.h --import dll -- -std=c99 -fpack-struct=4 | less

        What cannot be bound (variable arguments, inline functions, macros with arguments …) is listed on standard error and at the
        file's end, with its place and the reason. The bindings fit 64-bit Linux on amd64 and arm64; char is sbyte on both.

        Exit codes: 0 written, 2 no such header or errors in it (clang's words), 3 libclang is missing.
        """;

    /// <summary>The verb with its options.</summary>
    public static Command Make()
    {
        Argument<string> header = new("HEADER") { Description = "The C header" };
        Argument<string[]> clang = new("CLANG") { Description = "Behind '--': arguments for clang", Arity = ArgumentArity.ZeroOrMore };
        Option<string?> output = new("--output", "-o") { Description = "A file, or an existing folder or a name with '/' at its end: a file of the class's name in it (default: standard output)", HelpName = "FILE|DIR" };
        Option<string?> space = new("--namespace") { Description = "The namespace (default: Interop)", HelpName = "NAME" };
        Option<string?> className = new("--class") { Description = "The class of functions and constants (default: from the header's name)", HelpName = "NAME" };
        Option<string?> library = new("--library") { Description = "The library, as the runtime looks for it (default: the header's name)", HelpName = "NAME" };
        Option<string> import = new("--import") { Description = "library (LibraryImport) or dll (DllImport)", DefaultValueFactory = _ => "library", HelpName = "KIND" };
        import.AcceptOnlyFromAmong("library", "dll");
        Option<string[]> include = new("-I") { Description = "A folder to look for headers in; can be repeated", HelpName = "DIR" };
        Option<string[]> define = new("-D") { Description = "A macro for clang; can be repeated", HelpName = "NAME[=VALUE]" };
        Option<string[]> traverse = new("--traverse") { Description = "A header, or a folder of headers, to be bound too; can be repeated", HelpName = "PATH" };
        Option<string[]> lastError = new("--set-last-error") { Description = "A function after which errno is kept; '*' for all; can be repeated", HelpName = "NAME" };
        Option<bool> comments = new("--all-comments") { Description = "Take ordinary comments before a declaration as documentation too" };
        var verb = new Verb("bindings", Help) { header, clang, output, space, className, library, import, include, define, traverse, lastError, comments };
        verb.SetAction(parsed =>
        {
            var path = parsed.GetValue(header)!;
            var request = new ReadRequest(path)
            {
                ClangArguments = [.. parsed.GetValue(include)!.Select(i => "-I" + i), .. parsed.GetValue(define)!.Select(d => "-D" + d), .. parsed.GetValue(clang)!],
                Traverse = parsed.GetValue(traverse)!,
                AllComments = parsed.GetValue(comments),
            };
            var options = new BindingOptions(
                Dotted(parsed.GetValue(space) ?? "Interop", "--namespace"),
                Name(parsed.GetValue(className) ?? BindingOptions.ClassNameFor(path), "--class"),
                parsed.GetValue(library) ?? Path.GetFileNameWithoutExtension(path))
            {
                Import = parsed.GetValue(import) == "dll" ? ImportKind.DllImport : ImportKind.LibraryImport,
                SetLastError = parsed.GetValue(lastError)!.ToHashSet(),
            };
            return Write(request, options, parsed.GetValue(output));
        });
        return verb;
    }

    private static int Write(ReadRequest request, BindingOptions options, string? output)
    {
        try
        {
            var bindings = CSharpWriter.Write(HeaderReader.Read(request), options);
            if (output is null) Console.Out.Write(bindings.Text);
            else AtomicFile.Write(Target(output, options), bindings.Text);
            if (bindings.Omissions.Count > 0) Console.Error.WriteLine($"interopfuzz: not bound, or bound with less than C says ({bindings.Omissions.Count}):");
            foreach (var omission in bindings.Omissions) Console.Error.WriteLine($"  {Hostile.ForTerminal(omission.ToString())}");
            return ExitCode.Expected;
        }
        catch (HeaderException e)
        {
            foreach (var line in e.Message.Split('\n')) Console.Error.WriteLine(Hostile.ForTerminal(line));
            return ExitCode.Usage;
        }
        catch (LibclangMissingException e)
        {
            throw new SetupException(e.Message);
        }
    }

    private static string Target(string output, BindingOptions options)
    {
        if (!output.EndsWith('/') && !Directory.Exists(output)) return output;
        Directory.CreateDirectory(output);
        return Path.Combine(output, options.ClassName + ".cs");
    }

    private static string Dotted(string name, string option)
    {
        foreach (var part in name.Split('.')) Name(part, option);
        return name;
    }

    private static string Name(string name, string option)
        => name.Length > 0 && (char.IsLetter(name[0]) || name[0] is '_' or '@') && name.Skip(1).All(c => char.IsLetterOrDigit(c) || c == '_')
            ? name : throw new UsageException($"{option} takes a C# name, not '{name}'");
}
