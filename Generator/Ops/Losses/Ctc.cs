using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The loss.</summary>
internal sealed class CtcFunction : OpFunction
{
    public override string Name => "Ctc";

    public override string Summary =>
        "Connectionist temporal classification: how improbable a sequence of labels is, wherever in the steps of a longer sequence they stand. Apply no Softmax before it.";

    public override string Formula =>
        "−log Σ Πₜ softmax(logits[t])[πₜ] over all paths π of the row's steps that are its labels without repetitions and blanks, by logarithms; ∞ for labels that need more "
        + "steps than there are, or 0 with `zeroInfinity`, without a gradient; Graves, Fernández, Gomez and Schmidhuber (2006)";

    public override IReadOnlyList<FunctionParameter> Parameters =>
    [
        new(ParameterKind.Tensor, "logits", "The output before any softmax: [steps, classes]."),
        new(ParameterKind.Tensor, "labels", "The classes in order, [Label(n)], n being the most of a row; what stands behind those of the row does not count. Integers that the caller gives are checked; a computed label that is no class, or the blank, makes the loss NaN."),
        new(ParameterKind.Tensor, "steps", "How many steps of each row count: one number a row, or one for all."),
        new(ParameterKind.Tensor, "count", "How many labels each row has: likewise."),
        new(ParameterKind.Integer, "blank", "The class that stands for no label.", "0"),
        new(ParameterKind.Boolean, "zeroInfinity", "Whether labels that do not fit into the steps cost nothing, and not ∞.", "false"),
    ];

    public override IReadOnlyList<Node> Build(GraphBuilder builder, FunctionArguments arguments)
    {
        var (logits, labels, blank) = (builder.Number(arguments.Tensor(0)), arguments.Tensor(1), arguments.Integer(4));
        if (logits.Shape.Rank != 2)
            throw new DefinitionException(DiagnosticIds.TooFewAxes, Name, "the two axes [steps, classes]", logits.Shape);
        if (labels.Shape.Rank != 1)
            throw new DefinitionException(DiagnosticIds.TargetShapeDiffers, Name, logits.Shape, labels.Shape, "[Label(n)], n being the most labels of a row");
        if (blank < 0 || blank >= logits.Shape.Last)
            throw new DefinitionException(DiagnosticIds.ArgumentOutOfRange, Name, "blank", blank, $"a class, from 0 to {Literals.Print(logits.Shape.Last - 1)}");
        var batch = logits.Type with { Batched = true };
        var probabilities = OpRegistry.Call(builder, "LogSoftmax", builder.Broadcast(logits, batch))[0];
        var (steps, count) = (Count(builder, "steps", arguments.Tensor(2)), Count(builder, "count", arguments.Tensor(3)));
        Node[] operands = [probabilities, EachRow(builder, labels, batch), EachRow(builder, steps, batch), EachRow(builder, count, batch)];
        return [builder.Add(new CtcNll(blank, arguments.Boolean(5)), [.. operands, builder.Add(new CtcForward(blank), operands)])];
    }

    // The shape as a text: the labels may have the same, and would be named.
    private Node Count(GraphBuilder builder, string name, Node count) => count.Shape.ElementCount == 1
        ? builder.Reshape(count, Shape.Scalar)
        : throw new DefinitionException(DiagnosticIds.ArgumentOutOfRange, Name, $"the shape of {name}", count.Shape.ToString(), "scalar, one number a row: [Label]");

    private static Node EachRow(GraphBuilder builder, Node value, TensorType batch)
    {
        var number = builder.Number(value);
        return number.Type.Batched ? number : builder.Broadcast(number, batch with { Shape = number.Shape });
    }
}
