namespace NetGen;

/// <summary>Marks a partial class as the definition of a neural network. The generator writes its other part: constructor, prediction,
/// training, evaluation, gradients, saving and loading.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class NetworkAttribute : Attribute
{
    /// <summary>What a parameter without influence on the loss means; an error by default.</summary>
    public UnreachedParameters UnreachedParameters { get; set; }
}

/// <summary>What becomes of a parameter that the loss does not depend on.</summary>
public enum UnreachedParameters
{
    /// <summary>It is an error while the project builds (NG3001), because such a parameter would never be trained.</summary>
    Error,

    /// <summary>Its gradient is zero.</summary>
    Zero,
}
