using System.Globalization;
using System.Text;
using System.Xml;
using InteropFuzz.Harness.Planning;

namespace InteropFuzz.Reporting.Detection;

/// <summary>The detection matrix as an SVG picture: the more cases of a class an instrument reports, the darker its field.</summary>
public static class HeatMap
{
    private const int Left = 220, Top = 110, Cell = 64, Height = 30;

    /// <summary>The picture of one Go release.</summary>
    public static string Draw(DetectionMatrix matrix, string go)
    {
        var text = new StringBuilder();
        using (var svg = XmlWriter.Create(text, new() { Indent = true, OmitXmlDeclaration = true }))
        {
            var (width, height) = (Left + (matrix.Instruments.Count * Cell) + 20, Top + (matrix.Classes.Count * Height) + 30);
            svg.WriteStartElement("svg", "http://www.w3.org/2000/svg");
            svg.WriteAttributeString("viewBox", Invariant($"0 0 {width} {height}"));
            svg.WriteAttributeString("width", Invariant($"{width}"));
            svg.WriteAttributeString("font-family", "sans-serif");
            svg.WriteAttributeString("font-size", "12");
            Element(svg, "rect", ("width", "100%"), ("height", "100%"), ("fill", "#ffffff"));
            Text(svg, 10, 20, $"Share of faulty cases that are reported, {matrix.Runtime.Title()} {go}", ("font-weight", "bold"));
            for (var i = 0; i < matrix.Instruments.Count; i++)
                Text(svg, 0, 0, matrix.Instruments[i], ("transform", Invariant($"translate({Left + (i * Cell) + (Cell / 2)} {Top - 8}) rotate(-35)")));
            for (var c = 0; c < matrix.Classes.Count; c++)
            {
                var y = Top + (c * Height);
                Text(svg, Left - 8, y + 20, matrix.Classes[c], ("text-anchor", "end"));
                for (var i = 0; i < matrix.Instruments.Count; i++)
                    Field(svg, Left + (i * Cell), y, matrix.Classes[c], matrix.Instruments[i], matrix.Count(matrix.Classes[c], matrix.Instruments[i], go));
            }
            Text(svg, 10, height - 10, DetectionField.Legend);
            svg.WriteEndElement();
        }
        return text.Append('\n').ToString();
    }

    private static void Field(XmlWriter svg, int x, int y, string faultClass, string instrument, DetectionCount count)
    {
        var share = count.Faulty == 0 ? 0 : (double)count.Reported / count.Faulty;
        svg.WriteStartElement("g");
        svg.WriteElementString("title", Hostile.ForXml($"{faultClass}, {instrument}: {count.Reported} reported, {count.Silent} silent, {count.Ended} ended without a word, {count.Accused} of {count.Sound} sound cases accused"));
        Element(svg, "rect", ("x", Invariant($"{x}")), ("y", Invariant($"{y}")), ("width", Invariant($"{Cell - 2}")), ("height", Invariant($"{Height - 2}")),
            ("fill", count.Faulty == 0 ? "#eeeeee" : Shade(share)), ("stroke", count.Accused > 0 ? "#c00000" : "none"));
        Text(svg, x + (Cell / 2) - 1, y + 19, DetectionField.Say(count), ("text-anchor", "middle"), ("fill", share > 0.6 ? "#ffffff" : "#222222"));
        svg.WriteEndElement();
    }

    /// <summary>From nearly white to dark blue.</summary>
    private static string Shade(double share) => Invariant($"rgb({(int)(247 - (share * 239))},{(int)(251 - (share * 170))},{(int)(255 - (share * 99))})");

    private static void Text(XmlWriter svg, int x, int y, string words, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        svg.WriteStartElement("text");
        if (x != 0 || y != 0)
        {
            svg.WriteAttributeString("x", Invariant($"{x}"));
            svg.WriteAttributeString("y", Invariant($"{y}"));
        }
        foreach (var (name, value) in attributes) svg.WriteAttributeString(name, value);
        svg.WriteString(Hostile.ForXml(words));
        svg.WriteEndElement();
    }

    private static void Element(XmlWriter svg, string name, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        svg.WriteStartElement(name);
        foreach (var (attribute, value) in attributes) svg.WriteAttributeString(attribute, value);
        svg.WriteEndElement();
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
