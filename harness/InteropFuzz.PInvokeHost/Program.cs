using InteropFuzz.PInvokeHost;
using InteropFuzz.PInvokeHost.Operations;

ShimLibrary.Use();
switch (args)
{
    case ["run", "--illegal", var file]:
        OperationRun.Perform(file, illegal: true);
        return 0;
    case ["run", var file]:
        OperationRun.Perform(file, illegal: false);
        return 0;
    case ["decode", var file]:
        OperationRun.Show(file);
        return 0;
    case ["bench", var milliseconds] when int.TryParse(milliseconds, out var ms):
        CallBench.Run(ms);
        return 0;
    case []:
        Console.WriteLine($"shim version {Shim.ifz_version()}, bindings made for {Shim.IFZ_VERSION}");
        return Shim.ifz_version() == Shim.IFZ_VERSION ? 0 : 1;
    default:
        Console.Error.WriteLine("usage: run [--illegal] FILE | decode FILE | bench MILLISECONDS (nothing: say which shim it is)");
        return 2;
}
