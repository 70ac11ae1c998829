namespace NetGen;

internal static class MermaidWriter
{
    public static string Write(NetworkGraph graph) => graph.ToString();
}
