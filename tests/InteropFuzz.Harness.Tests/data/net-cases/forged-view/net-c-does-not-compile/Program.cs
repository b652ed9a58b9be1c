// Title: C that does not compile
// Class: forged-view
// Guilty: c
// Expect: silent
//
// Words.
internal static class Program
{
    internal static void Main() => System.Console.WriteLine("INTEROPFUZZ clean");
}
