using static NetGen.Activation;

namespace NetGen.Tests.Training;

/// <summary>A large layer whose gradient is a product of what the test chooses: its inputs, and errors of any size.</summary>
[Network, global::NetGen.Input(150), Dense(140, Linear), Dense(1), Mse]
internal sealed partial class LargeLinearNetwork
{
    public const int Features = 150, Units = 140;
}
