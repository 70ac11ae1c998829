using System.ComponentModel;
using System.Runtime.CompilerServices;
using NetGen.Kernels;

namespace NetGen;

/// <summary>
/// The gradients of the mean loss, from one backward pass: of every parameter that was asked for, by name, and of inputs. Made by a
/// network's <c>Gradients</c>; the views stay valid, and are overwritten when the set is used again.
/// </summary>
public sealed class GradientSet
{
    private readonly TensorInfo[] _inputs;
    private readonly AlignedBuffer?[] _inputGradients;

    /// <summary>Room for the gradients that <paramref name="wanted"/> names.</summary>
    /// <param name="network">The network whose gradients these are.</param>
    /// <param name="rows">The rows of the batch: gradients of inputs have as many.</param>
    /// <param name="wanted"> Names of parameters and float inputs, <c>*</c> and <c>?</c> being wildcards in parameter names; empty for
    /// every trainable parameter and no input.
    /// </param>
    /// <exception cref="ArgumentException">A name matches nothing.</exception>
    public GradientSet(INetwork network, int rows, params ReadOnlySpan<string> wanted)
    {
        ArgumentNullException.ThrowIfNull(network);
        Require.AtLeast(0, rows, nameof(rows));
        (Layout, Rows) = (network.Parameters.Layout, rows);
        _inputs = [.. network.Inputs.Where(input => input.Role == TensorRole.Input)];
        Wanted = Choose(wanted);
        Buffer = new AlignedBuffer(Layout.TrainableLength);
        _inputGradients = new AlignedBuffer?[_inputs.Length];
        for (int i = 0; i < _inputs.Length; i++)
        {
            if (Wanted[Layout.Count + i]) _inputGradients[i] = new AlignedBuffer(checked(_inputs[i].Width * rows));
        }
    }

    /// <summary>The mean loss of the batch.</summary>
    public float Loss { get; [EditorBrowsable(EditorBrowsableState.Never)] set; }

    /// <summary>Names, shapes and offsets of the parameters.</summary>
    public ParameterLayout Layout { get; }

    /// <summary>The rows of the batch that gradients of inputs have room for.</summary>
    public int Rows { get; }

    /// <summary>Which gradients were asked for: the parameters, then the inputs.</summary>
    public ParameterMask Wanted { get; }

    /// <summary>The gradients of all parameters, laid out as the parameters; zeros where none was asked for.</summary>
    public AlignedBuffer Buffer { get; }

    /// <summary>Where generated code of the network called <paramref name="network"/> stores gradients.</summary>
    /// <exception cref="ArgumentException">The set was made for a network of another class.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public AlignedBuffer BufferFor(ParameterSet parameters, string network) => ReferenceEquals(parameters.Layout, Layout)
        ? Buffer
        : throw new ArgumentException($"this set of gradients was made for a network of another class than {network}, whose parameters are others; make one with {network}'s own Gradients(…)", "gradients");

    /// <summary>The gradient of the parameter called <paramref name="name"/>, row-major in the parameter's shape.</summary>
    /// <exception cref="KeyNotFoundException">No parameter has that name.</exception>
    /// <exception cref="InvalidOperationException">The gradient was not asked for.</exception>
    public ReadOnlySpan<float> this[string name]
    {
        get
        {
            int index = Layout.IndexOf(name);
            if (!Wanted[index])
                throw new InvalidOperationException($"the gradient of '{name}' was not asked for; add \"{name}\" to the wanted names");
            return Buffer.Span.Slice(Layout[index].Offset, Layout[index].Size);
        }
    }

    /// <summary>
    /// The gradient with respect to the input called <paramref name="name"/>: rows × the input's width, of the mean loss over the batch.
    /// </summary>
    /// <exception cref="KeyNotFoundException">No input has that name.</exception>
    /// <exception cref="InvalidOperationException">The gradient was not asked for.</exception>
    public ReadOnlySpan<float> Input(string name)
    {
        int index = Array.FindIndex(_inputs, input => input.Name == name);
        if (index < 0)
            throw new KeyNotFoundException($"there is no input '{name}'.{NearNames.Hint(name, _inputs.Select(input => input.Name))}");
        return InputBuffer(index) is { } buffer
            ? buffer.Span
            : throw new InvalidOperationException($"the gradient of input '{name}' was not asked for; add \"{name}\" to the wanted names");
    }

    /// <summary>Where generated code writes the gradient of an input, or null where it was not asked for.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public AlignedBuffer? InputBuffer(int index) => _inputGradients[index];

    /// <summary>Where generated code writes the gradient of an input for so many rows; empty where it was not asked for.</summary>
    /// <exception cref="ArgumentException">The set was made for fewer rows.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public Span<float> InputSpan(int index, int rows)
    {
        if (rows > Rows)
            throw new ArgumentException($"the batch has {rows} rows, but this gradient set was made for {Rows}; make one for {rows}");
        return _inputGradients[index] is { } buffer ? buffer.Span[..(_inputs[index].Width * rows)] : default;
    }

    private ParameterMask Choose(ReadOnlySpan<string> wanted)
    {
        var mask = new ParameterMask(Layout.Count + _inputs.Length);
        if (wanted.IsEmpty)
        {
            for (int i = 0; i < Layout.Count; i++) mask[i] = Layout[i].Trainable;
        }

        string[] names = [.. Layout.Names];
        foreach (string name in wanted)
        {
            int input = Array.FindIndex(_inputs, candidate => candidate.Name == name);
            if (input >= 0)
            {
                if (_inputs[input].Type != ElementType.Float32)
                    throw new ArgumentException(
                        $"input '{name}' is {_inputs[input].Type}; only float inputs have gradients", nameof(wanted));
                mask[Layout.Count + input] = true;
            }
            else
            {
                foreach (int index in ParameterMask.Match(names, name))
                {
                    mask[index] = Layout[index].Trainable;
                    if (names[index] == name && !Layout[index].Trainable)
                        throw new ArgumentException($"parameter '{name}' is frozen by the network's definition and has no gradient", nameof(wanted));
                }
            }
        }

        return mask;
    }
}
