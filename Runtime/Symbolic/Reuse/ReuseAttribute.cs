namespace NetGen;

/// <summary>
/// Another network, or a part of it, as a layer: on a partial method that takes a <see cref="Tensor"/> for each input, and returns one for the only output
/// or a tuple for several. With a leading <c>int index</c> the method is a family, of which each index has parameters of its own.
/// </summary>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public abstract class ReuseAttribute : Attribute
{
    /// <summary>
    /// The names of the values that the method's parameters take the place of, in their order: inputs, locals, layers, outputs or parameters of the
    /// network, as <c>Graph.Names</c> lists them. All inputs of the network by default.
    /// </summary>
    public string[]? Inputs { get; set; }

    /// <summary>The names of the values that the method returns, in their order. All outputs of the network by default.</summary>
    public string[]? Outputs { get; set; }
}

/// <summary>
/// Another network as a layer with parameters of its own, which start as that network's do. They are named after the method: <c>Encode.Trunk.0.kernel</c>.
/// </summary>
/// <typeparam name="TNetwork">A class with <see cref="NetworkAttribute"/>, also of another assembly.</typeparam>
public sealed class UseAttribute<TNetwork> : ReuseAttribute
    where TNetwork : class;
