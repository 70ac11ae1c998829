using NetGen.Generator.Graphs;
using NetGen.Generator.Infrastructure;

namespace NetGen.Generator.Ops;

/// <summary>
/// A kind of layer, written as an attribute on a partial method or in a class-level list. Its file declares the attribute's public
/// signature and documentation, from which <c>Runtime.Surface</c> writes the attribute class, and says how an application becomes nodes
/// and parameters. Found by reflection, like <see cref="OpFunction"/>.
/// </summary>
internal abstract class Layer
{
    /// <summary>The name without <c>Attribute</c>.</summary>
    public abstract string Name { get; }

    public abstract string Summary { get; }

    public abstract string Formula { get; }

    /// <summary>Constructor parameters of the attribute, required ones first.</summary>
    public abstract IReadOnlyList<FunctionParameter> Parameters { get; }

    /// <summary>Settable properties of the attribute: optional, each with a default.</summary>
    public virtual IReadOnlyList<FunctionParameter> Properties => [];

    /// <summary>What it is in a summary or picture, for these arguments: <c>Dense 50, ReLU</c>.</summary>
    public abstract string Describe(LayerArguments arguments);

    /// <summary>Why the layer does nothing with these arguments: <c>a rate of 0 drops nothing</c>; null if it does something.</summary>
    public virtual string? NoEffect(LayerArguments arguments) => null;

    /// <summary>Whether the layer's method may have tensors of these names behind its input.</summary>
    public virtual bool Takes(IReadOnlyList<string> further) => further.Count == 0;

    /// <summary>What the layer's method may have behind its input, in words for messages; null for nothing.</summary>
    public virtual string? MayTake(LayerArguments arguments) => null;

    /// <summary>The value of the layer applied to <paramref name="input"/>.</summary>
    /// <exception cref="Diagnostics.DefinitionException">The input does not fit the layer.</exception>
    public abstract Node Apply(LayerContext context, Node input);

    /// <summary>The value of a layer that <see cref="Takes"/> more than one tensor.</summary>
    /// <param name="further">The others, by the names of the method's parameters.</param>
    /// <inheritdoc cref="Apply(LayerContext, Node)"/>
    public virtual Node Apply(LayerContext context, Node input, IReadOnlyList<(string Name, Node Value)> further) => Apply(context, input);
}

/// <summary>The arguments of a layer attribute: constructor parameters and properties by name, defaults filled in.
/// Activations and choices are names of members of their enums; initializers are <see cref="InitializerSpec"/>.</summary>
internal sealed class LayerArguments(IReadOnlyDictionary<string, object> values)
{
    public int Integer(string name) => (int)values[name];

    public IReadOnlyList<int> Integers(string name) => (IReadOnlyList<int>)values[name];

    public float Float(string name) => (float)values[name];

    public bool Boolean(string name) => (bool)values[name];

    public string Activation(string name) => (string)values[name];

    public string Choice(string name) => (string)values[name];

    public InitializerSpec Initializer(string name) => (InitializerSpec)values[name];
}

/// <summary>How a parameter gets its first values: the name of a member of <c>NetGen.Init</c>, and its number where it takes one.</summary>
internal sealed record InitializerSpec(string Kind, float Value = 0)
{
    public static readonly InitializerSpec Zeros = new("Zeros"), Ones = new("Ones");

    /// <summary>What the user chose, or <paramref name="suitable"/> if that is <c>Init.Default</c>.</summary>
    public InitializerSpec Or(InitializerSpec suitable) => Kind == "Default" ? suitable : this;
}

/// <summary>What a layer sees when it is applied.</summary>
internal abstract class LayerContext(GraphBuilder builder, LayerArguments arguments, string name)
{
    public GraphBuilder Builder { get; } = builder;

    public LayerArguments Arguments { get; } = arguments;

    /// <summary>The name of the layer in messages and parameter names: <c>Trunk.0</c>.</summary>
    public string Name { get; } = name;

    /// <summary>The learnable tensor <c>{Name}.{name}</c>; the same one each time this layer is applied.</summary>
    /// <exception cref="Diagnostics.DefinitionException">The layer was applied before to an input that needs another shape (NG1xxx names
    /// both).</exception>
    public abstract Node Parameter(string name, Shape shape, InitializerSpec initializer);

    /// <summary>Likewise a tensor that training steps change without a gradient, for a <see cref="RunningStatistic"/>.</summary>
    /// <inheritdoc cref="Parameter" path="/exception"/>
    public abstract Node State(string name, Shape shape, InitializerSpec initializer);

    /// <summary>The activation <paramref name="name"/> applied to <paramref name="input"/>.</summary>
    public Node Activate(string name, Node input) => OpRegistry.Activate(Builder, name, input);
}
