namespace NetGen;

/// <summary>
/// Makes an operation of your own of a static partial method that takes tensors, and constants, and returns one tensor. Two methods over spans beside it say
/// what it computes, for one row of the batch: the overload of the same name, and its gradient, called <c>…Gradient</c>.
/// </summary>
/// <remarks>
/// <para>Parameters of these methods are bound by name. <c>ReadOnlySpan&lt;float&gt; x</c> is the row of the operand <c>x</c> (<c>ReadOnlySpan&lt;int&gt;</c> for
/// labels), <c>ReadOnlySpan&lt;int&gt; xShape</c> its sizes, <c>Span&lt;float&gt; y</c> the result; in the gradient <c>y</c> is the result to read, <c>dy</c> the
/// gradient of the loss with respect to it, and <c>Span&lt;float&gt; dx</c> that with respect to <c>x</c>. Spans to write hold zeros. What is not needed is left out.</para>
/// <para>The result has the shape of the first operand, unless <c>[return: Shape(…)]</c> says otherwise or a method <c>…Shape</c> computes it from
/// <c>int[] xShape</c>. The methods must depend on nothing but their arguments; rows are computed in any order and by several threads at once.</para>
/// </remarks>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class OpAttribute : Attribute
{
    /// <summary>Whether there is a gradient. Without one the operation needs no <c>…Gradient</c> method, and nothing is trained through it.</summary>
    public bool Differentiable { get; init; } = true;
}
