using System.Text.Json;
using System.Xml.Linq;
using InteropFuzz.Harness.Storage;
using InteropFuzz.Reporting.Detection;
using NUnit.Framework;

namespace InteropFuzz.Reporting.Tests;

/// <summary>The detection matrix of data/run/sample: real rows of a run, in one of which a sound case is accused.</summary>
public sealed class DetectionTests
{
    private static readonly string s_folder = Path.Combine(AppContext.BaseDirectory, "data", "run", "sample");

    private static readonly DetectionMatrix s_matrix = new(ResultsLog.Read(Path.Combine(s_folder, "results.jsonl")));

    [Test]
    public void The_document_is_the_one_beside_the_results()
        => Assert.That(DetectionMarkdown.Write(s_matrix, "sample"), Is.EqualTo(File.ReadAllText(Path.Combine(s_folder, "matrix.md"))));

    [Test]
    public void Faults_reports_and_wrong_accusations_are_counted_apart()
        => Assert.Multiple(() =>
        {
            Assert.That(s_matrix.Count("cgo-pointer-rule", "plain", "1.27.4"), Is.EqualTo(new DetectionCount(Faulty: 2, Reported: 1, Silent: 1, Ended: 0, Sound: 2, Accused: 0)));
            Assert.That(s_matrix.Count("cgo-pointer-rule", "asan", "1.27.4"), Is.EqualTo(new DetectionCount(2, 2, 0, 0, 2, 1)));
            Assert.That(s_matrix.Count("native-control-escape", "plain", "1.22.12"), Is.EqualTo(new DetectionCount(1, 0, 0, 1, 1, 0)), "an exit code is no report");
            Assert.That(s_matrix.Total("valgrind", "1.22.12"), Is.EqualTo(default(DetectionCount)), "not available");
            Assert.That(s_matrix.SeenByNothing, Is.EqualTo(new[] { "native-control-escape/exit-in-c" }));
        });

    [Test]
    public void The_cheapest_instrument_is_one_that_reports()
        => Assert.That(
            s_matrix.Cheapest("1.27.4").Where(c => c.Case.StartsWith("cgo-pointer-rule/", StringComparison.Ordinal)),
            Is.EquivalentTo(new[] { ("cgo-pointer-rule/go-pointer-into-c-struct", "cgocheck2"), ("cgo-pointer-rule/pointer-in-argument", "plain") }));

    [Test]
    public void JSON_and_the_picture_hold_every_field()
    {
        var fields = JsonDocument.Parse(DetectionJson.Write(s_matrix, "sample")).RootElement.GetProperty("fields").EnumerateArray().ToList();
        var picture = XDocument.Parse(HeatMap.Draw(s_matrix, "1.27.4"));
        Assert.Multiple(() =>
        {
            Assert.That(fields, Has.Count.EqualTo(3 * 9), "three classes, five instruments on one release and four on the other");
            Assert.That(picture.Descendants().Count(e => e.Name.LocalName == "g"), Is.EqualTo(3 * 5));
            Assert.That(picture.Descendants().Where(e => e.Name.LocalName == "text").Select(e => e.Value), Does.Contain("2/2 +1"));
        });
    }
}
