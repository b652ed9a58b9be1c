using System.Globalization;
using System.Text;
using System.Xml;
using InteropFuzz.Triage;

namespace InteropFuzz.Reporting.Crashes;

/// <summary>The report for build servers: a crash is a failed test, an input without one has passed, an unreadable one is an error.</summary>
public static class CrashJUnit
{
    private const int Width = 100;

    /// <summary>The whole document; with groups, a suite for each.</summary>
    public static string Write(TriageModel model)
    {
        var clean = model.Sightings.Where(s => !s.IsCrash).ToList();
        var suites = model.Groups is { } groups
            ? groups.Select(g => (Name: $"{g.First.Crash.Symptom} {g.Id}", Sightings: g.Sightings)).Append((Name: "no crash", Sightings: clean))
            : [(Name: "triage", Sightings: model.Sightings)];
        var text = new StringBuilder();
        using (var xml = XmlWriter.Create(text, new() { Indent = true, OmitXmlDeclaration = true, NewLineChars = "\n" }))
        {
            xml.WriteStartElement("testsuites");
            Attribute(xml, "name", "interopfuzz triage");
            foreach (var (name, sightings) in suites) WriteSuite(xml, name, [.. sightings]);
            if (model.Unreadable.Any()) WriteUnreadable(xml, [.. model.Unreadable]);
            xml.WriteEndElement();
        }
        return "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n" + text + "\n";
    }

    private static void WriteSuite(XmlWriter xml, string name, IReadOnlyList<Sighting> sightings)
    {
        xml.WriteStartElement("testsuite");
        Attribute(xml, "name", name);
        Attribute(xml, "tests", Number(sightings.Count));
        Attribute(xml, "failures", Number(sightings.Count(s => s.IsCrash)));
        Attribute(xml, "errors", "0");
        foreach (var sighting in sightings)
        {
            xml.WriteStartElement("testcase");
            Attribute(xml, "classname", sighting.IsCrash ? sighting.Crash.Symptom.Family : "clean");
            Attribute(xml, "name", sighting.Number == 1 ? sighting.File : $"{sighting.File} #{sighting.Number}");
            if (sighting.IsCrash)
            {
                xml.WriteStartElement("failure");
                Attribute(xml, "type", sighting.Crash.Symptom.Name);
                Attribute(xml, "message", Message(sighting.Crash));
                xml.WriteString(Hostile.ForXml("\n" + string.Join('\n', new CrashScreen(Width).Of(sighting)) + "\n"));
                xml.WriteEndElement();
            }
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    }

    private static void WriteUnreadable(XmlWriter xml, IReadOnlyList<TriagedInput> inputs)
    {
        xml.WriteStartElement("testsuite");
        Attribute(xml, "name", "could not read");
        Attribute(xml, "tests", Number(inputs.Count));
        Attribute(xml, "failures", "0");
        Attribute(xml, "errors", Number(inputs.Count));
        foreach (var input in inputs)
        {
            xml.WriteStartElement("testcase");
            Attribute(xml, "classname", "unreadable");
            Attribute(xml, "name", input.Name);
            xml.WriteStartElement("error");
            Attribute(xml, "message", input.Problem ?? "");
            xml.WriteEndElement();
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    }

    private static string Message(Crash crash) => crash.FirstLine.Length > 0 ? crash.FirstLine : SymptomCatalog.Find(crash.Symptom).Meaning;

    private static string Number(int n) => n.ToString(CultureInfo.InvariantCulture);

    private static void Attribute(XmlWriter xml, string name, string value) => xml.WriteAttributeString(name, Hostile.ForXml(value));
}
