using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;

namespace NetGen.Tests.Ops;

/// <summary>Applies a layer as the front end does, and keeps the parameters that it asked for.</summary>
internal sealed class LayerFixture(GraphBuilder builder, LayerArguments arguments, string name) : LayerContext(builder, arguments, name)
{
    public List<ParameterSpec> Parameters { get; } = [];

    public override Node Parameter(string name, Shape shape, InitializerSpec initializer) => Add(name, shape, initializer, ParameterTraining.Trained);

    public override Node State(string name, Shape shape, InitializerSpec initializer) => Add(name, shape, initializer, ParameterTraining.State);

    private Node Add(string name, Shape shape, InitializerSpec initializer, ParameterTraining kind)
    {
        var full = $"{Name}.{name}";
        Parameters.Add(new ParameterSpec(full, shape, initializer, kind));
        return Builder.Add(new Parameter(TensorType.Single(shape), full, kind));
    }

    /// <summary>The layer <paramref name="name"/> as the method Trunk, defaults filled in.</summary>
    public static (Graph Graph, IReadOnlyList<ParameterSpec> Parameters) Apply(
        string name, Shape input, params (string Name, object Value)[] given)
    {
        var layer = OpRegistry.FindLayer(name)!;
        var builder = new GraphBuilder();
        var context = new LayerFixture(builder, ArgumentsOf(layer, given), "Trunk");
        builder.AddResult(ResultRole.Output, "y", layer.Apply(context, builder.Add(new Input(TensorType.Sample(input), "x"))));
        return (builder.Build(), context.Parameters);
    }

    public static LayerArguments ArgumentsOf(Layer layer, params (string Name, object Value)[] given)
    {
        var values = given.ToDictionary(p => p.Name, p => p.Value);
        foreach (var parameter in layer.Parameters.Concat(layer.Properties).Where(p => !values.ContainsKey(p.Name)))
            values.Add(parameter.Name, DefaultValues.Parse(parameter));
        return new LayerArguments(values);
    }
}
