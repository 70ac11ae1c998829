namespace NetGen;

internal static class GraphSummary
{
    public static string Write(NetworkGraph graph) => graph.ToString();
}
