using InteropFuzz.PInvokeHost;

// The twin of a Go program over the same library: so far it only says which version of the shim it has reached.
Console.WriteLine($"shim version {Shim.ifz_version()}, bindings made for {Shim.IFZ_VERSION}");
return Shim.ifz_version() == Shim.IFZ_VERSION ? 0 : 1;
