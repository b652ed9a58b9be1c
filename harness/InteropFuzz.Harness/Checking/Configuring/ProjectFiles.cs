using System.Text;
using InteropFuzz.Harness.Checking.Baselines;
using InteropFuzz.Harness.Checking.Suppressing;
using InteropFuzz.Harness.Instruments;

namespace InteropFuzz.Harness.Checking.Configuring;

/// <summary>The files that <c>init</c> writes for a project.</summary>
public static class ProjectFiles
{
    /// <summary>The workflow's path in a repository.</summary>
    public const string WorkflowPath = ".github/workflows/interopfuzz.yml";

    private const int MostNamed = 5;

    /// <summary>interopfuzz.yaml with every key, those that decide nothing as comments.</summary>
    public static string Configuration(ProjectSurvey survey)
    {
        var instruments = InstrumentCatalog.All.Where(i => !i.IsStatic && i.Name != "efence").ToList();
        var width = instruments.Max(i => i.Name.Length);
        var text = new StringBuilder($"""
            # What 'interopfuzz check' does in this repository. Every key is optional; options of the command beat this file.
            # 'interopfuzz config verify' tells what is wrong in here. Paths are relative to this file.

            # Folders (each with all below it) and package patterns. Of these, packages that use cgo are checked, and those that import one.
            # {Named(survey.CgoFolders)}
            packages:
              - .

            # Go releases. Default: the one of your PATH, else the newest here that go.mod admits{(survey.GoRelease is { } go ? $" ({go} or later)" : "")}.
            # go: [{survey.GoRelease ?? "1.24"}, 1.27]

            # Architectures; what is not this machine's own runs under qemu-user.
            # arch: [amd64, arm64]

            # Ways to build and run the tests. Default: those that fit a test binary at a bearable price.
            # instruments: [plain, checkptr, cgocheck2, race, asan, gcstress]

            """);
        foreach (var instrument in instruments) text.Append($"#   {instrument.Name.PadRight(width)}  {instrument.Purpose}\n");
        text.Append($"""

            # How often every test runs in every cell: more than once tells flaky tests.
            # count: 3

            # Values of GOMAXPROCS; each is a run of its own.
            # cpu: [1, 4]

            # The order of tests: off, on, or the seed of an earlier order.
            # shuffle: on

            # Every test in a process of its own: slower, and no test can hurt another.
            # isolate: true

            # Whether tests may use the network.
            # network: true

            # How long a test binary may run under plain; slower instruments get more.
            # timeout: 10m

            # Further flags of go test.
            # flags: [-short, -tags=integration]

            # Further variables of the tests' environment.
            # env:
            #   TZ: UTC

            # Known findings, which do not fail the build. 'interopfuzz check --update-baseline' writes it; it belongs into the repository.
            # baseline: {BaselineFile.Name}

            # Findings that are no fault, or not yours: each with a reason and a last day.
            # suppressions: {SuppressionFile.Name}

            # Suppression files that the sanitizers and Valgrind read themselves.

            """);
        if (survey.ToolSuppressions.Count > 0)
        {
            text.Append("tool-suppressions:\n");
            foreach (var (tool, file) in survey.ToolSuppressions.OrderBy(s => s.Key, StringComparer.Ordinal)) text.Append($"  {tool}: {Quoted(file)}\n");
        }
        else text.Append("# tool-suppressions:\n#   lsan: lsan.supp\n");
        return text.Append("""

            # Reports beside the one on the terminal.
            # outputs:
            #   json: interopfuzz.json
            #   junit: interopfuzz.xml
            #   sarif: interopfuzz.sarif
            #   markdown: interopfuzz.md
            #   html: interopfuzz.html
            #   github: auto        # annotations and job summary: auto, true, false

            """).ToString();
    }

    /// <summary>A workflow for GitHub Actions.</summary>
    /// <param name="survey">The project.</param>
    /// <param name="folder">The configuration's folder within the repository; empty for its root.</param>
    public static string Workflow(ProjectSurvey survey, string folder)
    {
        var target = folder.Length > 0 ? " " + ShellWord(folder) : "";
        var libraries = survey.PkgConfig.Count == 0 ? "" : $"""
                  # The tests need C libraries (pkg-config: {OneLine(string.Join(", ", survey.PkgConfig))}): name their packages here.
                  # - run: sudo apt-get install -y --no-install-recommends lib…-dev

            """;
        var goMod = survey.Modules is [var module, ..] ? (folder.Length > 0 ? folder + "/" : "") + (module == "." ? "" : module + "/") + "go.mod" : null;
        var goVersion = goMod is null ? "go-version: stable" : $"go-version-file: {Quoted(goMod)}";
        return $$$"""
            # The tests of packages that use cgo, under every instrument: see interopfuzz.yaml.
            name: interopfuzz

            on:
              push:
                branches: [main, master]
              pull_request:

            permissions:
              contents: read
              security-events: write # for upload-sarif

            env:
              # Debian's Go releases are unpacked from here where interopfuzz.yaml asks for more than one: Ubuntu knows no Debian mirror.
              INTEROPFUZZ_DEBIAN_MIRROR: ${{ vars.INTEROPFUZZ_DEBIAN_MIRROR }}

            jobs:
              check:
                runs-on: ubuntu-24.04
                timeout-minutes: 60
                steps:
                  - uses: actions/checkout@v4
                  # Set the variable INTEROPFUZZ_REPOSITORY (OWNER/NAME) to where your InteropFuzz lies.
                  - uses: actions/checkout@v4
                    with:
                      repository: ${{ vars.INTEROPFUZZ_REPOSITORY }}
                      path: .interopfuzz
                  - uses: actions/setup-go@v5
                    with:
                      {{{goVersion}}}
                  - uses: actions/setup-dotnet@v4
                    with:
                      dotnet-version: 10.0.x
            {{{libraries}}}      # User namespaces, which the sandbox needs, are closed by default on Ubuntu 24.04.
                  - run: sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0
                  - uses: actions/cache@v4
                    with:
                      path: ~/.cache/interopfuzz
                      key: interopfuzz-${{ runner.arch }}-${{ github.run_id }}
                      restore-keys: interopfuzz-${{ runner.arch }}-
                  - run: .interopfuzz/build.sh
                  - name: Check
                    run: .interopfuzz/bin/interopfuzz check{{{target}}} --github --sarif interopfuzz.sarif --junit interopfuzz.xml --html interopfuzz.html
                  - uses: github/codeql-action/upload-sarif@v3
                    if: always() && hashFiles('interopfuzz.sarif') != ''
                    with:
                      sarif_file: interopfuzz.sarif
                  - uses: actions/upload-artifact@v4
                    if: always()
                    with:
                      name: interopfuzz
                      path: |
                        interopfuzz.html
                        interopfuzz.xml

            """;
    }

    private static string Named(IReadOnlyList<string> folders)
        => folders is ["."] ? "Here this folder itself uses cgo."
            : $"Here these use cgo: {OneLine(string.Join(", ", folders.Take(MostNamed)))}{(folders.Count > MostNamed ? $", … ({folders.Count} in all)" : "")}";

    /// <summary>A folder may be called anything.</summary>
    private static string OneLine(string text) => string.Concat(text.Select(c => char.IsControl(c) ? '?' : c));

    private static string Quoted(string text) => $"'{OneLine(text).Replace("'", "''", StringComparison.Ordinal)}'";

    private static string ShellWord(string text) => text.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or '_' or '-') ? text : $"'{OneLine(text).Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
