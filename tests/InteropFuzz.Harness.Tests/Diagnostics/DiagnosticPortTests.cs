using System.Net.Sockets;
using InteropFuzz.Harness.Diagnostics;
using InteropFuzz.Harness.Running;
using NUnit.Framework;

namespace InteropFuzz.Harness.Tests.Diagnostics;

/// <summary>What does not work is said in words, and is no exception.</summary>
public sealed class DiagnosticPortTests
{
    [Test]
    public async Task A_process_that_never_opened_its_port_is_a_reason()
    {
        using var port = new DiagnosticPort();
        Assert.That(await port.WriteDumpAsync(CageOf(port), CancellationToken.None), Does.Contain("not opened its diagnostic port"));
    }

    [Test]
    public async Task A_process_that_died_meanwhile_is_a_reason()
    {
        using var port = new DiagnosticPort();
        // The socket of a process that is gone: its file is left, and nobody listens.
        using (var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            var path = Path.Combine(port.Folder, "dotnet-diagnostic-3-1-socket");
            socket.Bind(new UnixDomainSocketEndPoint(path));
            // Closing takes the file away.
            File.Move(path, path.Replace("-3-1-", "-3-2-", StringComparison.Ordinal));
        }
        Assert.That(await port.WriteDumpAsync(CageOf(port), CancellationToken.None), Is.Not.Null.And.Not.Empty);
    }

    [Test]
    public async Task A_link_in_the_place_of_a_socket_or_a_dump_is_neither()
    {
        using var port = new DiagnosticPort();
        using var elsewhere = new DiagnosticPort();
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        var path = Path.Combine(elsewhere.Folder, "listening");
        socket.Bind(new UnixDomainSocketEndPoint(path));
        socket.Listen();
        File.CreateSymbolicLink(Path.Combine(port.Folder, "dotnet-diagnostic-3-1-socket"), path);
        Assert.That(await port.WriteDumpAsync(CageOf(port), CancellationToken.None), Does.Contain("not opened its diagnostic port"));

        File.WriteAllText(elsewhere.Dump, "somebody's file");
        File.CreateSymbolicLink(port.Dump, elsewhere.Dump);
        Assert.That((elsewhere.HasDump, port.HasDump), Is.EqualTo((true, false)));
    }

    [Test]
    public void A_file_that_is_no_dump_is_an_error_with_its_name()
    {
        var path = Path.Combine(TestData.Folder, "verdicts.tsv");
        Assert.That(() => DumpStacks.Read(path, Harness.Toolchains.NetSdk.Here), Throws.TypeOf<InvalidDataException>().With.Message.Contains(path));
    }

    private static Cage CageOf(DiagnosticPort port) => new(false, port.Folder) { Shared = port.Folder };
}
