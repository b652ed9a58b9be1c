using System.Globalization;
using System.Text;
using System.Xml;
using InteropFuzz.Harness.Planning;
using InteropFuzz.Harness.Storage;

namespace InteropFuzz.Reporting;

/// <summary>The run as JUnit XML: a suite for each column of the matrix, a test case for each case.</summary>
public static class JUnitReport
{
    /// <summary>The whole document. Cells that are n/a are skipped tests with their reason, and those that were lost with their runner are errors.</summary>
    public static string Write(RunModel model)
    {
        var text = new StringBuilder();
        using (var xml = XmlWriter.Create(text, new() { Indent = true, OmitXmlDeclaration = true, NewLineChars = "\n" }))
        {
            xml.WriteStartElement("testsuites");
            Attribute(xml, "name", "interopfuzz");
            Attribute(xml, "time", Seconds(model.Info.WallS));
            foreach (var suite in model.Rows.GroupBy(r => $"{r.Runtime.Name()}{r.Release} {r.Arch} {r.Instrument} {r.Runner}")) WriteSuite(xml, suite.Key, [.. suite]);
            xml.WriteEndElement();
        }
        return "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n" + text + "\n";
    }

    private static void WriteSuite(XmlWriter xml, string name, IReadOnlyList<ResultRow> rows)
    {
        xml.WriteStartElement("testsuite");
        Attribute(xml, "name", name);
        Attribute(xml, "tests", rows.Count.ToString(CultureInfo.InvariantCulture));
        Attribute(xml, "failures", rows.Count(r => r.IsBad).ToString(CultureInfo.InvariantCulture));
        Attribute(xml, "errors", rows.Count(r => r.IsLost).ToString(CultureInfo.InvariantCulture));
        Attribute(xml, "skipped", rows.Count(r => r.IsNotAvailable).ToString(CultureInfo.InvariantCulture));
        Attribute(xml, "time", Seconds(rows.Sum(r => r.WallS)));
        foreach (var row in rows)
        {
            xml.WriteStartElement("testcase");
            Attribute(xml, "classname", $"{row.Class}.{name}");
            Attribute(xml, "name", row.Case);
            Attribute(xml, "time", Seconds(row.WallS));
            if (row.IsNotAvailable)
            {
                xml.WriteStartElement("skipped");
                Attribute(xml, "message", row.Reason ?? "");
                xml.WriteEndElement();
            }
            else if (row.IsLost)
            {
                xml.WriteStartElement("error");
                Attribute(xml, "type", row.Verdict);
                Attribute(xml, "message", row.Reason ?? "");
                xml.WriteEndElement();
            }
            else if (row.IsBad)
            {
                xml.WriteStartElement("failure");
                Attribute(xml, "type", row.Verdict);
                Attribute(xml, "message", $"seen {BadCells.Seen(row)}, expected {string.Join(" | ", row.Expected)}");
                xml.WriteString(Hostile.ForXml($"{row.FirstLine}\n{row.Reproduce}\n"));
                xml.WriteEndElement();
            }
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    }

    private static string Seconds(double s) => s.ToString("F3", CultureInfo.InvariantCulture);

    private static void Attribute(XmlWriter xml, string name, string value) => xml.WriteAttributeString(name, Hostile.ForXml(value));
}
