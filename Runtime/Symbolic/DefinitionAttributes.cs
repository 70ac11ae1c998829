namespace NetGen;

/// <summary>Marks the method that describes the network: its parameters are the inputs, its results the outputs, named as the tuple's
/// elements
/// (a single output is <c>Output</c>).</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ForwardAttribute : Attribute;

/// <summary>Marks the method that describes the loss: one number for each row, of which training minimises the mean over the batch. Its
/// parameters are
/// bound by name to outputs, named values and inputs; those left over with a <see cref="ShapeAttribute"/> or <see cref="LabelAttribute"/>
/// are targets.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LossAttribute : Attribute;

/// <summary>Marks a method that describes a metric, reported by <c>Evaluate</c> under the method's name. Its parameters are bound as those
/// of the
/// loss are.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class MetricAttribute : Attribute;

/// <summary>The sizes of an input or target for one row, without the batch: <c>[Shape(10, 4)]</c>; none for a single number. Of an operation with
/// <see cref="OpAttribute"/> those of an operand or, as <c>[return: Shape(10)]</c>, of its result.</summary>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.ReturnValue)]
public sealed class ShapeAttribute(params int[] sizes) : Attribute
{
    /// <summary>The sizes, outermost first.</summary>
    public IReadOnlyList<int> Sizes { get; } = sizes;
}

/// <summary>Makes a target integer class labels: <c>[Label]</c> is one a row, <c>[Label(5)]</c> five. Labels count from 0.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class LabelAttribute(params int[] sizes) : Attribute
{
    /// <summary>The sizes, outermost first; none for one label a row.</summary>
    public IReadOnlyList<int> Sizes { get; } = sizes;
}

/// <summary>Makes an input or target integers that number things, such as words: <c>[Indices(20)]</c> is twenty a row, <c>[Indices]</c> one. They are
/// what <c>[Embedding]</c> and <c>Gather</c> take, and count from 0. The same as <see cref="LabelAttribute"/>, which is the name for targets.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class IndicesAttribute(params int[] sizes) : Attribute
{
    /// <summary>The sizes, outermost first; none for one number a row.</summary>
    public IReadOnlyList<int> Sizes { get; } = sizes;
}

/// <summary>The sizes of the input of a network that is written as a list of layers: <c>[Network, Input(784), Dense(10),
/// CrossEntropy]</c>.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class InputAttribute(params int[] sizes) : Attribute
{
    /// <summary>The sizes of one row, outermost first, without the batch.</summary>
    public IReadOnlyList<int> Sizes { get; } = sizes;
}

/// <summary>A layer: on a partial method that takes and returns a <see cref="Tensor"/>, or in the list on a network class. Several are
/// applied from
/// left to right.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true, Inherited = false)]
public abstract class LayerAttribute : Attribute;

/// <summary>The loss at the end of a list of layers on a network class.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public abstract class LossFunctionAttribute : Attribute;
