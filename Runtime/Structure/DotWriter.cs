namespace NetGen;

internal static class DotWriter
{
    public static string Write(NetworkGraph graph) => graph.ToString();
}
