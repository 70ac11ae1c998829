using System.ComponentModel;

namespace NetGen.Kernels;

/// <summary>
/// What happens to a parameter's gradient while it is in a register: it is stored, or it changes the parameter at once and never reaches memory. The one
/// formula of an optimizer, shared by the products that compute large gradients and by the pass over all others.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IGradientUpdate
{
    /// <summary>Whether <see cref="Apply"/> changes parameters, so that nothing may read them afterwards in the same run.</summary>
    public static abstract bool ChangesParameters { get; }

    /// <summary>Takes the gradient of the parameters from <paramref name="at"/> on; once for each in a run, or not at
    /// all where a sparse gradient is zero.</summary>
    /// <param name="gradient">The gradient; lanes that do not take part are unspecified.</param>
    /// <param name="at">Offset of the first lane in the flat buffers, in floats.</param>
    /// <param name="lanes">The lanes that take part.</param>
    public void Apply<V, L>(V gradient, nuint at, L lanes)
        where V : struct, ISimd<V>
        where L : struct, ILanes<V>;

    /// <summary>
    /// Takes <paramref name="count"/> gradients of the parameters from <paramref name="at"/> on, each a value times <paramref name="factor"/>: a row of an
    /// outer product, or stored gradients.
    /// </summary>
    /// <param name="factor">What values are multiplied with.</param>
    /// <param name="values">The first of the values.</param>
    /// <param name="at">Offset of the first parameter in the flat buffers, in floats.</param>
    /// <param name="count">The number of values.</param>
    public void ApplyRow<V>(float factor, ref float values, nuint at, nuint count)
        where V : struct, ISimd<V>;
}
