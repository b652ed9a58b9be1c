using System.Reflection;
using System.Runtime.InteropServices;

namespace InteropFuzz.PInvokeHost;

/// <summary>The shim beside this program, under the name that its build gives it.</summary>
internal static class ShimLibrary
{
    private const string FileName = "libinteropfuzz_shim.so";

    /// <summary>The loaded library.</summary>
    public static nint Handle { get; } = NativeLibrary.Load(Path.Combine(AppContext.BaseDirectory, FileName));

    /// <summary>Makes the bindings find it.</summary>
    public static void Use() => NativeLibrary.SetDllImportResolver(Assembly.GetExecutingAssembly(), static (name, _, _) => name == "interopfuzz-shim" ? Handle : 0);
}
