using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The function.</summary>
internal sealed class DropoutFunction : OpFunction
{
    public override string Name => "Dropout";

    public override string Summary =>
        "Sets random elements to 0 while training, and scales the others so that the mean stays; does "
        + "nothing in prediction and evaluation.";

    public override string Formula =>
        "x · m / (1 − rate), m being 0 with probability rate, else 1; Srivastava et al. (2014). The mask is "
        + "a function of seed, step, place and row";

    public override IReadOnlyList<FunctionParameter> Parameters =>
    [
        new(ParameterKind.Tensor, "x", "The values."),
        new(ParameterKind.Float, "rate", "The probability of 0, from 0 to below 1."),
    ];

    // A call has no name of its own: the value's number tells masks of different values apart, and equal calls are one value anyway.
    public override IReadOnlyList<Node> Build(GraphBuilder builder, FunctionArguments arguments)
    {
        var x = builder.Number(arguments.Tensor(0));
        return [Apply(builder, Name, $"{Name}.{Literals.Print(x.Id)}", x, arguments.Float(1))];
    }

    public override string? NoEffect(FunctionArguments arguments) => NoEffect(arguments.Float(1));

    /// <summary>Why dropout with this rate does nothing, or null.</summary>
    public static string? NoEffect(float rate) => rate == 0 ? "a rate of 0 drops nothing" : null;

    /// <summary><paramref name="x"/> with the mask <paramref name="name"/>; used by the layers too.</summary>
    /// <param name="mask">The shape of the mask, which is broadcast to x; that of x if it is null.</param>
    /// <param name="argument">What the user calls the rate.</param>
    public static Node Apply(GraphBuilder builder, string operation, string name, Node x, float rate, Shape? mask = null, string argument = "rate") =>
        Rate(operation, rate, argument) == 0 ? x : builder.Times(x, builder.Add(new DropoutMask(name, rate, mask ?? x.Shape)));

    /// <exception cref="DefinitionException">The rate is no probability below 1.</exception>
    public static float Rate(string operation, float rate, string argument = "rate") => rate >= 0 && rate < 1
        ? rate
        : throw new DefinitionException(DiagnosticIds.ArgumentOutOfRange, operation, argument, Literals.Print(rate), "from 0 to below 1");
}
