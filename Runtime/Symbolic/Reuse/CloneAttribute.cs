namespace NetGen;

/// <summary>
/// A part of a network as a layer, with the parameters of an instance that is passed to the generated constructor: everything that lies between
/// <see cref="ReuseAttribute.Inputs"/> and <see cref="ReuseAttribute.Outputs"/>. The part may be one of the network that is being defined; then its values
/// must have been defined before the layer is applied.
/// </summary>
/// <typeparam name="TNetwork">A class with <see cref="NetworkAttribute"/>, also of another assembly, or the class itself.</typeparam>
public sealed class CloneAttribute<TNetwork> : ReuseAttribute
    where TNetwork : class
{
    /// <summary>How the clone has the parameters of the part, where nothing else is said of one.</summary>
    public CloneParameters Parameters { get; set; }

    /// <summary>Names of parameters of the source of which the clone has copies that it trains on; <c>*</c> and <c>?</c> are wildcards.</summary>
    public string[]? Learnable { get; set; }

    /// <summary>Names of parameters of the source of which the clone has frozen copies; <c>*</c> and <c>?</c> are wildcards.</summary>
    public string[]? Constant { get; set; }

    /// <summary>Names of parameters of the source that the clone shares with it; <c>*</c> and <c>?</c> are wildcards.</summary>
    public string[]? Shared { get; set; }

    /// <summary>
    /// The name of the constructor's argument for the source. Clones with the same name take the same instance. By default the name of the class, beginning
    /// in lower case.
    /// </summary>
    public string? Source { get; set; }
}

/// <summary>How a clone has the parameters of its source.</summary>
public enum CloneParameters
{
    /// <summary>Copies, as they are when the clone is made, that it trains on. Each layer has its own.</summary>
    Learnable,

    /// <summary>Frozen copies, as they are when the clone is made: without gradient, backward code or optimizer state. All of one source are one copy.</summary>
    Constant,

    /// <summary>The parameters of the source themselves: an update through either network is seen by both.</summary>
    Shared,
}
