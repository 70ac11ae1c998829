using static NetGen.Activation;

namespace NetGen.Tests.Training;

/// <summary>Layers small enough to run block by block of rows.</summary>
[Network, global::NetGen.Input(40), Dense(40, Tanh), Dense(33, Relu), Dense(1), Mse]
internal sealed partial class SmallNetwork
{
}
