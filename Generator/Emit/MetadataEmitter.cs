using NetGen.Generator.FrontEnd;
using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;

namespace NetGen.Generator.Emit;

/// <summary>Writes what is known of a network at build time as static data: parameters, inputs, outputs, metrics.</summary>
internal static class MetadataEmitter
{
    public static void Emit(SourceWriter writer, NetworkSpec spec, IndexLimits limits)
    {
        EmitLayout(writer, spec);
        List(writer, "TensorInfo", "Inputs", spec.Inputs.Select(i => Tensor(i.Name, i.Type, i.IsTarget ? "Target" : "Input") + Limits(limits.Of(i.Name), i.Type.Shape.ElementCount)));
        List(writer, "TensorInfo", "Outputs", spec.Graph.Results.Where(r => r.Role == ResultRole.Output).Select(r => Tensor(r.Name, r.Value.Type, "Output")));
        List(writer, "MetricInfo", "Metrics", spec.Metrics.Select(Metric));
    }

    private static void EmitLayout(SourceWriter writer, NetworkSpec spec)
    {
        const string Layout = "public static readonly global::NetGen.ParameterLayout Layout = ";
        if (spec.Parameters.All(p => p.Origin is null && p.Kind == ParameterTraining.Trained))
        {
            writer.Line($"{Layout}global::NetGen.ParameterLayout.Pack(");
            using (writer.Indent())
                writer.Line(spec.Parameters.Count == 0 ? ");" : string.Join(",\n", spec.Parameters.Select(Parameter)) + ");");
            return;
        }

        var places = new ParameterPlaces(spec.Parameters);
        writer.Line($"{Layout}new(");
        writer.Line("[");
        using (writer.Indent())
            writer.Lines(spec.Parameters.Select(p => $"new({PlacedParameter(p, places[p.Name])}),"));
        writer.Line("]);");
    }

    private static string PlacedParameter(ParameterSpec parameter, ParameterPlace place)
    {
        var head = $"{CSharpLiterals.String(parameter.Name)}, {CSharpLiterals.Integers(parameter.Shape.Sizes)}, {CSharpLiterals.Integer(place.Offset)}";
        var trainable = CSharpLiterals.Boolean(parameter.Kind == ParameterTraining.Trained);
        return parameter.IsOwn
            ? $"{head}, {Initializer(parameter.Initializer)}, trainable: {trainable}{(parameter.Kind == ParameterTraining.State ? ", isState: true" : "")}"
            : $"{head}, trainable: {trainable}, memory: {CSharpLiterals.Integer(place.Memory)}, memoryOffset: {CSharpLiterals.Integer(place.MemoryOffset)}";
    }

    private static void List(SourceWriter writer, string type, string name, IEnumerable<string> items)
    {
        writer.Blank();
        using (writer.Block($"public static readonly global::NetGen.{type}[] {name} =", "};"))
            writer.Lines(items.Select(i => i + ","));
    }

    private static string Parameter(ParameterSpec parameter) =>
        $"({CSharpLiterals.String(parameter.Name)}, {CSharpLiterals.Integers(parameter.Shape.Sizes)}, {Initializer(parameter.Initializer)})";

    private static string Initializer(InitializerSpec initializer) => initializer.Kind switch
    {
        "Constant" or "Normal" or "Uniform" => $"global::NetGen.Initializer.{initializer.Kind}({CSharpLiterals.Float(initializer.Value)})",
        _ => $"global::NetGen.Initializer.{initializer.Kind}",
    };

    private static string Tensor(string name, TensorType type, string role) =>
        $"new({CSharpLiterals.String(name)}, {CSharpLiterals.Integers(type.Shape.Sizes)}, global::NetGen.ElementType.{(type.Element == ElementType.Integer ? "Int32" : "Float32")}, global::NetGen.TensorRole.{role})";

    /// <summary>One limit for the whole row where all places have the same; 0 for a place without one.</summary>
    private static string Limits(IReadOnlyDictionary<int, IndexLimit> limits, int width)
    {
        if (limits.Count == 0)
            return "";
        int[] counts = [.. Enumerable.Range(0, width).Select(place => limits.TryGetValue(place, out var limit) ? limit.Count : 0)];
        return $" {{ Counts = {CSharpLiterals.Integers(counts.Distinct().Count() == 1 ? [counts[0]] : counts)} }}";
    }

    private static string Metric(MetricSpec metric) =>
        $"new({CSharpLiterals.String(metric.Name)}, global::NetGen.MetricKind.{metric.Kind}, {CSharpLiterals.Integer(metric.Columns)}{(metric.HigherIsBetter is { } higher ? $", {CSharpLiterals.Boolean(higher)}" : "")})";
}
