namespace NetGen;

/// <summary>How a layer's parameters get their first values, drawn by the network's seed and the parameter's name. See
/// <see cref="Initializer"/> for the formulas.</summary>
public enum Init
{
    /// <summary>What suits the activation: <see cref="HeUniform"/> for the ReLU family,
    /// <see cref="LeCunNormal"/> for SELU, otherwise <see cref="GlorotUniform"/>.</summary>
    Default,

    /// <summary>All zeros: the usual start of a bias.</summary>
    Zeros,

    /// <summary>All ones: the usual start of a scale.</summary>
    Ones,

    /// <summary>Uniform, variance 2 / (fan in + fan out): for tanh, sigmoid and linear layers.</summary>
    GlorotUniform,

    /// <summary>Normal, variance 2 / (fan in + fan out).</summary>
    GlorotNormal,

    /// <summary>Uniform, variance 2 / fan in: for ReLU and its relatives.</summary>
    HeUniform,

    /// <summary>Normal, variance 2 / fan in.</summary>
    HeNormal,

    /// <summary>A random orthogonal matrix.</summary>
    Orthogonal,

    /// <summary>Uniform, variance 1 / fan in.</summary>
    LeCunUniform,

    /// <summary>Normal, variance 1 / fan in: for SELU.</summary>
    LeCunNormal,
}
