using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>What the normalising layers share: their settings, and the learned scale and bias behind the normalised value.</summary>
internal static class Scaling
{
    public static readonly FunctionParameter UseScale =
        new(ParameterKind.Boolean, "UseScale", "Whether the normalised values are multiplied by a learned scale, which starts at 1.", "true");

    public static readonly FunctionParameter UseBias =
        new(ParameterKind.Boolean, "UseBias", "Whether a learned bias is added, which starts at 0.", "true");

    public static FunctionParameter Epsilon(string value) =>
        new(ParameterKind.Float, "Epsilon", "Added to the variance, so that equal values give 0 and not NaN; positive.", value);

    /// <exception cref="DefinitionException">It is not positive.</exception>
    public static float EpsilonOf(LayerContext context)
    {
        var epsilon = context.Arguments.Float("Epsilon");
        return epsilon > 0
            ? epsilon
            : throw new DefinitionException(DiagnosticIds.ArgumentOutOfRange, context.Name, "Epsilon", Literals.Print(epsilon), "positive");
    }

    /// <summary>x / √(square + epsilon), where <paramref name="square"/> is broadcast to x.</summary>
    public static Node Divide(GraphBuilder builder, Node x, Node square, float epsilon)
    {
        var root = builder.Add(new Sqrt(), builder.Plus(square, epsilon));
        return builder.Times(x, builder.Over(builder.Constant(1), root));
    }

    /// <summary>The normalised value times the layer's scale plus its bias, each of <paramref name="shape"/>, where the layer uses them.</summary>
    public static Node Apply(LayerContext context, Node x, Shape shape, bool useBias)
    {
        var builder = context.Builder;
        if (context.Arguments.Boolean("UseScale"))
            x = builder.Times(x, context.Parameter("scale", shape, InitializerSpec.Ones));
        return useBias ? builder.Plus(x, context.Parameter("bias", shape, InitializerSpec.Zeros)) : x;
    }
}
