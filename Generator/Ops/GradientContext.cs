using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>What an op sees when it is differentiated: its node, the adjoint of the node, and where the inputs' adjoints go.</summary>
internal abstract class GradientContext(GraphBuilder builder, Node node, Node adjoint)
{
    public GraphBuilder Builder { get; } = builder;

    /// <summary>The node being differentiated; its value and those of its inputs may be used.</summary>
    public Node Node { get; } = node;

    /// <summary>The gradient of the loss with respect to <see cref="Node"/>, of its type.</summary>
    public Node Adjoint { get; } = adjoint;

    public Node Input(int index) => Node.Inputs[index];

    /// <summary>Whether anything that is wanted lies behind this input; what is not needed need not be built.</summary>
    public abstract bool Needs(int index);

    /// <summary>Adds <paramref name="gradient"/> to the adjoint of an input. Where the input was broadcast (over axes or over the batch)
    /// the gradient is first summed back to the input's type.</summary>
    public abstract void Accumulate(int index, Node gradient);
}
