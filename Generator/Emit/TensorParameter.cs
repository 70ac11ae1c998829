using NetGen.Generator.FrontEnd;
using NetGen.Generator.Graphs;

namespace NetGen.Generator.Emit;

/// <summary>A span in the signature of a generated method: an input, a target, an output or the gradient of an output.</summary>
/// <param name="Name">The identifier.</param>
/// <param name="Label">The name in messages.</param>
internal sealed record TensorParameter(string Name, string Label, TensorType Type, bool IsWritten, string Documentation)
{
    public int Width => Type.Shape.ElementCount;

    private string Element => Type.Element == ElementType.Integer ? "int" : "float";

    public string Declaration => $"global::System.{(IsWritten ? "Span" : "ReadOnlySpan")}<{Element}> {Name}";

    /// <summary>As a parameter of a method that users call: analyzers see how long the spans must be.</summary>
    public static string PublicDeclarations(IEnumerable<TensorParameter> parameters) =>
        string.Join(", ", parameters.Select(p => $"[global::NetGen.Kernels.RowWidth({CSharpLiterals.Integer(p.Width)})] {p.Declaration}"));

    public static string Declarations(IEnumerable<TensorParameter> parameters) => string.Join(", ", parameters.Select(p => p.Declaration));

    public static string Names(IEnumerable<TensorParameter> parameters) => string.Join(", ", parameters.Select(p => p.Name));

    public static void Document(SourceWriter writer, IEnumerable<TensorParameter> parameters)
    {
        foreach (var parameter in parameters)
            writer.Doc("param", CSharpLiterals.Xml(parameter.Documentation), $"name=\"{parameter.Name.TrimStart('@')}\"");
    }

    /// <summary>The part that belongs to some rows.</summary>
    public string Slice(string start, string count) =>
        $"{Name}.Slice({ProgramEmitter.Times(start, Width)}, {ProgramEmitter.Times(count, Width)})";
}

/// <summary>The tensors in the signatures of one network, with identifiers that do not clash with each other.</summary>
internal sealed class TensorParameters
{
    private readonly NetworkSpec _spec;
    private readonly UniqueNames _names = new(
        "rows", "start", "count", "workspace", "bindings", "options", "totals", "wanted", "gradients", "parameters", "threads", "step", "seed", "mask", "given");

    public TensorParameters(NetworkSpec spec)
    {
        _spec = spec;
        Inputs = [.. spec.Inputs.Where(i => !i.IsTarget).Select(OfInput)];
        Targets = [.. spec.Inputs.Where(i => i.IsTarget).Select(OfInput)];
        Outputs = [.. Results.Select(r => Of(r, UniqueNames.Camel(r.Name), isWritten: true, $"Receives the output {r.Name}"))];
        OutputGradients = [.. Results.Select(r => Of(r, UniqueNames.Camel(r.Name) + "Gradient", isWritten: false, $"The gradient of some loss with respect to the output {r.Name}"))];
    }

    public IReadOnlyList<TensorParameter> Inputs { get; }

    public IReadOnlyList<TensorParameter> Targets { get; }

    /// <summary>What a step is given: inputs, then targets.</summary>
    public IReadOnlyList<TensorParameter> Step => [.. Inputs, .. Targets];

    public IReadOnlyList<TensorParameter> Outputs { get; }

    /// <summary>The outputs as results of training, any of which may be left out.</summary>
    public IReadOnlyList<TensorParameter> TrainingOutputs =>
        [.. Outputs.Select(o => o with { Documentation = o.Documentation.TrimEnd('.') + "; empty to leave it out." })];

    public IReadOnlyList<TensorParameter> OutputGradients { get; }

    private IEnumerable<GraphResult> Results => _spec.Graph.Results.Where(r => r.Role == ResultRole.Output);

    private TensorParameter OfInput(InputSpec input)
    {
        var what = input.IsTarget ? "The target" : "The input";
        return new TensorParameter(
            _names.Take(input.Name), input.Name, input.Type, false, $"{what} {input.Name}: rows × {input.Type.Shape}, row-major.");
    }

    private TensorParameter Of(GraphResult result, string name, bool isWritten, string what) =>
        new(_names.Take(name), result.Name, result.Value.Type, isWritten, $"{what}: rows × {result.Value.Shape}, row-major.");
}
