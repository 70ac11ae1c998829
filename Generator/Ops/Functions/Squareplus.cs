using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The function and activation.</summary>
internal sealed class SquareplusFunction : UnaryFunction
{
    public override string Name => "Squareplus";

    public override string Label => "squareplus";

    public override string Summary => "Smooth rectifier without exponential or logarithm.";

    public override string Formula => "(x + √(x² + b)) / 2; Barron (2021)";

    public override IReadOnlyList<FunctionParameter> Parameters =>
        [X, new(ParameterKind.Float, "b", "How round the bend at 0 is; positive.", "4f")];

    public override int? ActivationNumber => 24;

    protected override Node Build(GraphBuilder builder, Node x, FunctionArguments arguments)
    {
        var b = arguments.Float(1);
        if (!(b > 0))
            throw new DefinitionException(DiagnosticIds.ArgumentOutOfRange, Name, "b", Literals.Print(b), "positive");
        var root = builder.Add(new Sqrt(), builder.Plus(builder.Add(new Square(), x), b));
        return builder.Times(builder.Plus(x, root), 0.5f);
    }
}
