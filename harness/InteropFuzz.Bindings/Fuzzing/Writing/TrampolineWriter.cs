using System.Globalization;
using System.Text;
using InteropFuzz.Bindings.Fuzzing.Planning;
using InteropFuzz.Bindings.Model;

namespace InteropFuzz.Bindings.Fuzzing.Writing;

/// <summary>Writes the C functions that a library calls back. They call Go, which grows its stack now and then, and return a plausible value.</summary>
internal static class TrampolineWriter
{
    /// <summary>What the Go side needs of them, for its preamble.</summary>
    public const string HeaderName = "trampolines.h";

    /// <summary>The files: a header, C, and Go with the function that C calls.</summary>
    /// <param name="package">The Go package that they are part of.</param>
    /// <param name="link">How the library's header is found.</param>
    /// <param name="trampolines">The functions.</param>
    public static IEnumerable<(string Name, string Text)> Files(string package, LinkOptions link, IReadOnlyList<Trampoline> trampolines)
    {
        if (trampolines.Count == 0) yield break;
        var declared = new StringBuilder();
        var defined = new StringBuilder();
        foreach (var trampoline in trampolines)
        {
            var function = trampoline.Function;
            var parameters = function.Parameters.Count == 0 ? "void" : string.Join(", ", function.Parameters.Select((p, i) => p.Decay().Declare($"a{i + 1}")));
            var signature = function.Result.Declare($"{trampoline.Name}({parameters})");
            declared.Append(CultureInfo.InvariantCulture, $"{signature};\n");
            defined.Append(CultureInfo.InvariantCulture, $"\n/* {trampoline.About} */\n{signature} {{ {Body(trampoline)} }}\n");
        }
        yield return (HeaderName, $"""
            #ifndef INTEROPFUZZ_TRAMPOLINES_H
            #define INTEROPFUZZ_TRAMPOLINES_H

            #include {link.Include}

            /* Decides what the next callback returns. */
            extern unsigned char interopfuzz_answer;

            /* What callbacks get as user data. */
            extern char interopfuzz_user[8];

            {declared}
            #endif

            """);
        yield return ("trampolines.c", $$"""
            #include "trampolines.h"
            #include "_cgo_export.h"

            unsigned char interopfuzz_answer;
            char interopfuzz_user[8];

            static long long answer(int which, long long first, long long last)
            {
            	unsigned char now = interopfuzz_answer;
            	interopfuzz_answer = now * 5 + 1;
            	interopfuzzCalled(which, now);
            	return first + (long long)(now % ((unsigned long long)(last - first) + 1));
            }
            {{defined}}
            """);
        yield return ("callbacks.go", $$"""
            package {{package}}

            import "C"

            // interopfuzzCalled is what every callback of C comes to in Go. Now and then it needs more stack than there is.
            //
            //export interopfuzzCalled
            func interopfuzzCalled(which C.int, answer C.uchar) {
            	if answer >= 128 {
            		deep(int(answer))
            	}
            }

            //go:noinline
            func deep(frames int) byte {
            	var frame [512]byte
            	frame[frames%len(frame)] = byte(frames)
            	if frames > 0 {
            		frame[0] += deep(frames - 1)
            	}
            	return frame[0]
            }

            """);
    }

    private static string Body(Trampoline trampoline)
    {
        var call = string.Create(CultureInfo.InvariantCulture, $"answer({trampoline.Number}, {trampoline.First}LL, {trampoline.Last}LL)");
        return trampoline.Function.Result.Bare() switch
        {
            VoidType => $"{call};",
            PointerType => $"{call}; return 0;",
            _ => $"return ({trampoline.Function.Result.Spell()}){call};",
        };
    }
}
