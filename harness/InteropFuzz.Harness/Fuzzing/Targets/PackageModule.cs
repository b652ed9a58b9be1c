using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace InteropFuzz.Harness.Fuzzing.Targets;

/// <summary>
/// Writes the module that a fuzz function is built in. The user's packages stay where they are: their modules, or each of those that has none,
/// is required and replaced by its folder, with a go.mod of its own in the overlay, so that nothing else has to be found. Test files are put
/// beside the package's files by the overlay. What lies in the module cache is required by its version.
/// </summary>
/// <param name="function">The fuzz function.</param>
public sealed class PackageModule(FuzzFunction function)
{
    /// <summary>The module's path.</summary>
    public const string Path = "interopfuzz.local/fuzz";

    /// <summary>The import path of what stands in for testing.</summary>
    public const string Testing = Path + "/testing";

    /// <summary>A newer release than this knows all that a package without a module can use.</summary>
    private const string NoModuleGo = "1.21";

    /// <summary>Folders of testdata beyond this are left behind.</summary>
    private const long MostTestdata = 64L << 20;

    private readonly List<(string Path, string Version)> _required = [];
    private readonly SortedDictionary<string, string> _replaced = new(StringComparer.Ordinal);

    /// <summary>Texts of files that the go command shall see, by their paths in the user's tree.</summary>
    private readonly SortedDictionary<string, string> _overlaid = new(StringComparer.Ordinal);

    /// <summary>Writes it into an empty folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="types">What the body takes besides T; null when that is yet to be asked.</param>
    /// <exception cref="FuzzTargetException">The package's testdata cannot be taken along.</exception>
    public FuzzSource Write(string folder, IReadOnlyList<GoValueType>? types)
    {
        folder = System.IO.Path.GetFullPath(folder);
        Require();
        var package = function.IsMain ? CopyMain(folder) : function.Package.Path;
        PutTests(folder, package);
        foreach (var file in (string[])["testing.go", "common.go", "fuzz.go", "values.go"]) WriteFile(folder, $"testing/{file}", GoRewriter.Text($"testing/{file}"));
        WriteFile(folder, "target/target.go", Target(package, types, CopyTestdata(folder)));
        WriteFile(folder, "go.mod", GoMod());
        WriteFile(folder, "go.sum", Sums());
        var overlay = WriteOverlay(folder);
        return new()
        {
            Folder = folder,
            Module = Path,
            Covered = Covered(package),
            Sources = [.. Local().SelectMany(p => p.Files.Select(f => System.IO.Path.Combine(p.Dir, f))).Where(File.Exists).Distinct().Order(StringComparer.Ordinal)],
            Overlay = overlay,
            BuildFlags = ["-mod=mod"],
        };
    }

    /// <summary>Packages outside of the module cache.</summary>
    private IEnumerable<GoPackage> Local() => function.Packages.Where(p => p.Module is not { } m || !IsCached(m));

    /// <summary>Whether a module lies in the module cache, where the go command allows no overlay.</summary>
    internal static bool IsCached(GoModule module) => module.Dir is not null && module.Replace is { } r ? !string.IsNullOrEmpty(r.Version) : module is { Dir: not null, Main: false, Version.Length: > 0 };

    /// <summary>
    /// The user's own module, and every package on the other side of a boundary: those with cgo. All of Go's would cost a factor of 4.
    /// </summary>
    private List<string> Covered(string package)
    {
        var covered = new SortedSet<string>(StringComparer.Ordinal);
        if (function.Package.Module is { } own) covered.Add(own.Path + "/...");
        else covered.Add(function.Package.Path + "/...");
        foreach (var p in function.Packages.Where(p => p.UsesCgo && !covered.Contains(p.Module?.Path + "/..."))) covered.Add(p.Path);
        if (function.IsMain) covered.Add(package);
        return [.. covered];
    }

    private void Require()
    {
        foreach (var p in function.Packages)
        {
            if (p.Module is not { } m) Replace(p.Path, p.Dir, NoModuleGo);
            else if (IsCached(m))
            {
                if (_required.Any(r => r.Path == m.Path)) continue;
                _required.Add((m.Path, m.Version is { Length: > 0 } version ? version : AnyVersion(m.Path)));
                if (m.Replace is { } other) _replaced[m.Path] = $"{other.Path} {other.Version}";
            }
            // Of a vendored module the folder is not known, and not all packages are there: each stands for itself.
            else if ((m.Replace?.Dir ?? m.Dir) is { } dir && IsBelow(p.Dir, dir)) Replace(m.Path, dir, m.GoVersion);
            else Replace(p.Path, p.Dir, m.GoVersion);
        }
    }

    private static bool IsBelow(string folder, string root) => folder == root || folder.StartsWith(root + System.IO.Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private void Replace(string path, string folder, string? go)
    {
        if (_replaced.ContainsKey(path)) return;
        _required.Add((path, AnyVersion(path)));
        _replaced[path] = folder;
        _overlaid.TryAdd(System.IO.Path.Combine(folder, "go.mod"), $"module {path}\n\ngo {go ?? NoModuleGo}\n");
    }

    /// <summary>The major version is a part of the path from 2 on (go.dev/ref/mod, Major version suffixes).</summary>
    internal static string AnyVersion(string path)
    {
        var last = path[(path.LastIndexOf('/') + 1)..];
        var mark = path.StartsWith("gopkg.in/", StringComparison.Ordinal) ? last.LastIndexOf(".v", StringComparison.Ordinal) + 1 : 0;
        var major = last.Length > mark + 1 && last[mark] == 'v' && last[(mark + 1)..].All(char.IsAsciiDigit) ? last[(mark + 1)..] : "0";
        return $"v{major}.0.0";
    }

    private string WriteOverlay(string folder)
    {
        var replace = new JsonObject();
        foreach (var (path, text) in _overlaid)
        {
            var file = $"overlay/{replace.Count}{System.IO.Path.GetExtension(path)}";
            WriteFile(folder, file, text);
            replace[path] = System.IO.Path.Combine(folder, file);
        }
        // Its own go.mod shields a folder of Go files from the module around it.
        WriteFile(folder, "overlay/go.mod", $"module {Path}/overlay\n");
        var overlay = System.IO.Path.Combine(folder, "overlay.json");
        File.WriteAllText(overlay, new JsonObject { ["Replace"] = replace }.ToJsonString(new JsonSerializerOptions { WriteIndented = true }));
        return overlay;
    }

    private string GoMod()
    {
        var go = function.Packages.Select(p => p.Module?.GoVersion ?? NoModuleGo).MaxBy(v => Toolchains.GoVersion.TryParse(v, out var version) ? version : default) ?? NoModuleGo;
        var text = new StringBuilder($"module {Path}\n\ngo {go}\n");
        foreach (var (path, version) in _required.OrderBy(r => r.Path, StringComparer.Ordinal)) text.Append(CultureInfo.InvariantCulture, $"\nrequire {path} {version}");
        text.Append('\n');
        foreach (var (path, target) in _replaced) text.Append($"\nreplace {path} => {(target.StartsWith('/') ? Quote(target) : target)}");
        return text.Append('\n').ToString();
    }

    /// <summary>go.mod takes Go's string literals where a path has spaces or quotes.</summary>
    private static string Quote(string path) => GoLiteral.Quote(Encoding.UTF8.GetBytes(path));

    private string Sums()
    {
        var sums = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var folder in function.Packages.Select(p => p.Module).Where(m => m is not null && !IsCached(m)).Select(m => m!.Replace?.Dir ?? m.Dir).OfType<string>().Distinct())
            foreach (var file in (string[])[System.IO.Path.Combine(folder, "go.sum"), System.IO.Path.Combine(folder, "go.work.sum"), System.IO.Path.Combine(folder, "..", "go.work.sum")])
                if (File.Exists(file)) sums.UnionWith(File.ReadLines(file).Where(l => l.Length > 0));
        return string.Concat(sums.Select(s => s + "\n"));
    }

    /// <summary>A package main has no name by which it could be imported: its files are copied under another one, below its path, so that its internal packages stay open to it.</summary>
    private string CopyMain(string folder)
    {
        var path = function.Package.Path + "/interopfuzz_main";
        foreach (var file in function.Package.Files)
        {
            var from = System.IO.Path.Combine(function.Package.Dir, file);
            var to = System.IO.Path.Combine(folder, "main", file);
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(to)!);
            if (function.OfMain.TryGetValue(from, out var text)) File.WriteAllText(to, text);
            else File.Copy(from, to);
        }
        WriteFile(folder, "main/go.mod", $"module {path}\n\ngo {function.Package.Module?.GoVersion ?? NoModuleGo}\n");
        _required.Add((path, AnyVersion(path)));
        _replaced[path] = System.IO.Path.Combine(folder, "main");
        return path;
    }

    private void PutTests(string folder, string package)
    {
        var number = 0;
        foreach (var (file, text) in function.Tests)
        {
            var name = $"interopfuzz_{number++}.go";
            if (function.IsOfExternal(file)) WriteFile(folder, $"external/{name}", text);
            else if (function.IsMain) WriteFile(folder, $"main/{name}", text);
            else _overlaid[System.IO.Path.Combine(function.Package.Dir, name)] = text;
        }
        foreach (var (file, text) in function.Others.Where(o => !function.OfMain.ContainsKey(o.Key))) _overlaid[file] = text;
        if (UsesExternal)
        {
            // Below the package's path, so that its internal packages stay open to it.
            var path = External;
            WriteFile(folder, "external/go.mod", $"module {path}\n\ngo {function.Package.Module?.GoVersion ?? NoModuleGo}\n");
            _required.Add((path, AnyVersion(path)));
            _replaced[path] = System.IO.Path.Combine(folder, "external");
        }
    }

    private string External => function.Package.Path + "/interopfuzz_external";

    private bool UsesExternal => function.IsExternal || function.TestMainIsExternal == true;

    private string Target(string package, IReadOnlyList<GoValueType>? types, bool hasTestdata)
    {
        var (function_, main) = (function.IsExternal ? "external" : "own", function.TestMainIsExternal switch { null => "nil", true => "external.TestMain", false => "own.TestMain" });
        var text = new StringBuilder("// Package target performs inputs.\npackage target\n\nimport (\n");
        if (hasTestdata) text.Append("\t\"embed\"\n\t\"io/fs\"\n\n");
        if (!function.IsExternal || function.TestMainIsExternal == false) text.Append($"\town \"{package}\"\n");
        if (UsesExternal) text.Append($"\texternal \"{External}\"\n");
        text.Append($"\t\"{Testing}\"\n)\n\n");
        if (hasTestdata) text.Append("//go:embed all:testdata\nvar testdata embed.FS\n\n");
        text.Append("func init() {\n");
        if (hasTestdata)
        {
            text.Append("\ttesting.Files = func(write func(name string, text []byte)) error {\n\t\treturn fs.WalkDir(testdata, \".\", func(name string, entry fs.DirEntry, err error) error {\n");
            text.Append("\t\t\tif err != nil || entry.IsDir() {\n\t\t\t\treturn err\n\t\t\t}\n\t\t\ttext, err := testdata.ReadFile(name)\n\t\t\tif err == nil {\n\t\t\t\twrite(name, text)\n\t\t\t}\n\t\t\treturn err\n\t\t})\n\t}\n");
        }
        text.Append($"\ttesting.Register(\"{function.Name}\", {function_}.{function.Name}, {main}, adapt)\n}}\n\n");
        text.Append("// One performs one input: 0, or -1 when it is of no use in a corpus.\nfunc One(data []byte) int { return testing.One(data) }\n\n");
        text.Append("// adapt makes a function of an input's bytes of the body; nil when it is of another type.\nfunc adapt(body any) func(*testing.T, []byte) {\n");
        text.Append(types is null ? "\treturn nil\n" : Adapter(types));
        return text.Append("}\n").ToString();
    }

    private static string Adapter(IReadOnlyList<GoValueType> types)
    {
        var signature = $"func(*testing.T, {string.Join(", ", types.Select(t => t.Name()))})";
        if (types is [GoValueType.Bytes]) return $"\tf, _ := body.({signature})\n\treturn f\n";
        var text = new StringBuilder($"\tf, ok := body.({signature})\n\tif !ok {{\n\t\treturn nil\n\t}}\n\treturn func(t *testing.T, data []byte) {{\n\t\td := testing.Decode(data)\n");
        for (var i = 0; i < types.Count; i++)
            if (types[i].Size() is not null) text.Append(CultureInfo.InvariantCulture, $"\t\ta{i} := d.{types[i]}()\n");
        var last = Enumerable.Range(0, types.Count).LastOrDefault(i => types[i].Size() is null, -1);
        for (var i = 0; i < types.Count; i++)
            if (types[i].Size() is null) text.Append(CultureInfo.InvariantCulture, $"\t\ta{i} := {(types[i] == GoValueType.String ? "string" : "")}(d.{(i == last ? "Rest" : "Part")}())\n");
        return text.Append($"\t\tf(t, {string.Join(", ", Enumerable.Range(0, types.Count).Select(i => string.Create(CultureInfo.InvariantCulture, $"a{i}")))})\n\t}}\n").ToString();
    }

    /// <summary>Takes the package's testdata along, its fuzz corpora apart: the engine runs elsewhere.</summary>
    private bool CopyTestdata(string folder)
    {
        var from = System.IO.Path.Combine(function.Package.Dir, "testdata");
        if (!Directory.Exists(from)) return false;
        var corpora = System.IO.Path.Combine(from, "fuzz") + System.IO.Path.DirectorySeparatorChar;
        var files = new DirectoryInfo(from).EnumerateFiles("*", SearchOption.AllDirectories)
            .Where(f => f.LinkTarget is null && !f.FullName.StartsWith(corpora, StringComparison.Ordinal)).ToList();
        if (files.Sum(f => f.Length) is > MostTestdata and var size)
            throw new FuzzTargetException($"{from} holds {size >> 20} MB besides its fuzz corpora; {MostTestdata >> 20} MB can be taken along");
        foreach (var file in files)
        {
            var to = System.IO.Path.Combine(folder, "target", "testdata", System.IO.Path.GetRelativePath(from, file.FullName));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(to)!);
            file.CopyTo(to);
        }
        return files.Count > 0;
    }

    private static void WriteFile(string folder, string name, string text)
    {
        var path = System.IO.Path.Combine(folder, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
