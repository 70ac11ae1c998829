using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The layer.</summary>
internal sealed class DenseLayer : Layer
{
    public override string Name => "Dense";

    public override string Summary => "Fully connected layer: every unit sees the whole last axis.";

    public override string Formula => "activation(x · kernel + bias), kernel [inputs, units], bias [units]; leading axes are kept";

    public override IReadOnlyList<FunctionParameter> Parameters =>
    [
        new(ParameterKind.Integer, "units", "The size of the result's last axis, at least 1."),
        new(ParameterKind.Activation, "activation", "What is applied to the result.", "Activation.Linear"),
    ];

    public override IReadOnlyList<FunctionParameter> Properties =>
    [
        new(ParameterKind.Boolean, "UseBias", "Whether a bias is added.", "true"),
        new(ParameterKind.Initializer, "KernelInitializer", "How the kernel starts.", "Init.Default"),
        new(ParameterKind.Initializer, "BiasInitializer", "How the bias starts.", "Init.Zeros"),
    ];

    public override string Describe(LayerArguments arguments)
    {
        var units = $"Dense {Literals.Print(arguments.Integer("units"))}";
        var activation = arguments.Activation("activation");
        return activation == OpRegistry.Linear ? units : $"{units}, {OpRegistry.Label(activation)}";
    }

    public override Node Apply(LayerContext context, Node input)
    {
        var units = context.Arguments.Integer("units");
        if (units < 1)
            throw new DefinitionException(DiagnosticIds.ArgumentOutOfRange, context.Name, "units", units, "at least 1");
        var x = Axes.RequireOne(context.Name, context.Builder.Number(input));
        var activation = context.Arguments.Activation("activation");
        var start = context.Arguments.Initializer("KernelInitializer").Or(OpRegistry.KernelStart(activation));
        var y = context.Builder.Add(new MatMul(false), x, context.Parameter("kernel", Shape.Of(x.Shape.Last, units), start));
        if (!context.Arguments.Boolean("UseBias"))
            return context.Activate(activation, y);
        var bias = context.Parameter("bias", Shape.Of(units), context.Arguments.Initializer("BiasInitializer").Or(InitializerSpec.Zeros));
        return context.Activate(activation, context.Builder.Plus(y, bias));
    }
}
