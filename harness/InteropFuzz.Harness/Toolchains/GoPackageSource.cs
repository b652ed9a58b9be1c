namespace InteropFuzz.Harness.Toolchains;

/// <summary>The Go and C files of one package that can be part of a program for linux, cut into functions.</summary>
internal sealed class GoPackageSource
{
    /// <summary>A stretch of tokens of one file, from one to before another.</summary>
    internal readonly record struct Span(SourceFile File, int From, int To);

    /// <summary>One file.</summary>
    internal sealed record SourceFile(string Name, IReadOnlyList<SourceToken> Tokens);

    /// <summary>A Go function: its receiver's type or "", its parameters' names, its body.</summary>
    internal sealed record Function(string Receiver, string Name, IReadOnlyList<string> Parameters, Span Body);

    private GoPackageSource()
    {
    }

    /// <summary>The Go functions.</summary>
    public List<Function> Functions { get; } = [];

    /// <summary>The C files.</summary>
    public List<SourceFile> CFiles { get; } = [];

    /// <summary>Constants and variables of the package: what stands behind the equals sign.</summary>
    public Dictionary<string, Span> Values { get; } = [];

    /// <summary>Reads a folder; a folder that is not there is an empty package.</summary>
    /// <param name="root">GOROOT/src.</param>
    /// <param name="package">The import path.</param>
    public static GoPackageSource Read(string root, string package)
    {
        var read = new GoPackageSource();
        var folder = Path.Combine(root, package);
        if (!Directory.Exists(folder)) return read;
        foreach (var path in Directory.GetFiles(folder).Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileName(path);
            var isGo = name.EndsWith(".go", StringComparison.Ordinal);
            if (!isGo && !name.EndsWith(".c", StringComparison.Ordinal) && !name.EndsWith(".h", StringComparison.Ordinal)) continue;
            if (name.EndsWith("_test.go", StringComparison.Ordinal)) continue;
            var source = File.ReadAllText(path);
            if (!BuildConstraint.Allows(name, source)) continue;
            var file = new SourceFile($"{package}/{name}", SourceLexer.Read(source));
            if (isGo) read.CutGo(file);
            else read.CFiles.Add(file);
        }
        return read;
    }

    /// <summary>The index of the bracket that closes the one at <paramref name="open"/>, or the end.</summary>
    public static int Closing(IReadOnlyList<SourceToken> tokens, int open, int end)
    {
        var depth = 0;
        for (var i = open; i < end; i++)
        {
            if (tokens[i].Is('(') || tokens[i].Is('[') || tokens[i].Is('{')) depth++;
            else if (tokens[i].Is(')') || tokens[i].Is(']') || tokens[i].Is('}')) depth--;
            if (depth == 0) return i;
        }
        return end;
    }

    /// <summary>Cuts at a mark that stands in no brackets.</summary>
    public static IEnumerable<Span> Split(Span span, char mark)
    {
        var (from, at) = (span.From, span.From);
        while (at < span.To)
        {
            var token = span.File.Tokens[at];
            if (token.Is('(') || token.Is('[') || token.Is('{')) at = Closing(span.File.Tokens, at, span.To);
            else if (token.Is(mark))
            {
                yield return span with { From = from, To = at };
                from = at + 1;
            }
            at++;
        }
        if (from < span.To) yield return span with { From = from };
    }

    private void CutGo(SourceFile file)
    {
        var tokens = file.Tokens;
        for (var i = 0; i < tokens.Count; i++)
        {
            if (tokens[i].Column != 0) continue;
            if (tokens[i].Is("func")) i = AddFunction(file, i);
            else if (tokens[i].Is("const") || tokens[i].Is("var")) i = AddValues(file, i + 1);
        }
    }

    private int AddFunction(SourceFile file, int at)
    {
        var tokens = file.Tokens;
        var receiver = "";
        var i = at + 1;
        if (i < tokens.Count && tokens[i].Is('('))
        {
            var end = Closing(tokens, i, tokens.Count);
            receiver = tokens.Skip(i).Take(end - i).LastOrDefault(t => t.Kind == SourceTokenKind.Name).Text ?? "";
            i = end + 1;
        }
        if (i >= tokens.Count || tokens[i].Kind != SourceTokenKind.Name) return at;
        var name = tokens[i++].Text;
        if (i < tokens.Count && tokens[i].Is('[')) i = Closing(tokens, i, tokens.Count) + 1;
        if (i >= tokens.Count || !tokens[i].Is('(')) return at;
        var close = Closing(tokens, i, tokens.Count);
        var parameters = Split(new(file, i + 1, close), ',').Select(p => p.From < p.To ? tokens[p.From].Text : "").ToList();

        // The body is the first brace on the same line or the one that ends the signature; a declaration has none.
        var line = close < tokens.Count ? tokens[close].Line : 0;
        for (i = close + 1; i < tokens.Count && tokens[i].Line == line; i++)
        {
            if (!tokens[i].Is('{')) continue;
            var end = Closing(tokens, i, tokens.Count);
            Functions.Add(new(receiver, name, parameters, new(file, i, end)));
            return end;
        }
        return close;
    }

    private int AddValues(SourceFile file, int at)
    {
        var tokens = file.Tokens;
        var isGroup = at < tokens.Count && tokens[at].Is('(');
        var end = isGroup ? Closing(tokens, at, tokens.Count) : tokens.Count;
        for (var i = isGroup ? at + 1 : at; i < end; i++)
        {
            var name = tokens[i];
            var equals = i;
            while (equals < end && tokens[equals].Line == name.Line && !tokens[equals].Is('=')) equals++;
            var stop = equals;
            if (equals < end && tokens[equals].Is('='))
                for (stop = equals + 1; stop < end && !EndsBefore(tokens, stop); stop++)
                    if (tokens[stop].Is('(') || tokens[stop].Is('[') || tokens[stop].Is('{')) stop = Closing(tokens, stop, end);
            if (name.Kind == SourceTokenKind.Name && stop > equals) Values[name.Text] = new(file, equals + 1, Math.Min(stop, end));
            if (!isGroup) return Math.Max(stop - 1, at);
            while (i + 1 < end && (i + 1 < stop || tokens[i + 1].Line == name.Line)) i++;
        }
        return end;
    }

    /// <summary>Go ends a statement at a line's end unless an operator is open.</summary>
    private static bool EndsBefore(IReadOnlyList<SourceToken> tokens, int at)
        => tokens[at].Line != tokens[at - 1].Line && !tokens[at - 1].Is('+') && !tokens[at - 1].Is('=');
}
