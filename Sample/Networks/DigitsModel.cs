using static NetGen.Activation;

namespace NetGen.Sample.Networks;

/// <summary>Which digit an image of 8 × 8 pixels shows.</summary>
[Network, Input(64), Dense(128, Relu), Dropout(0.2f), Dense(64, Relu), Dense(10), CrossEntropy]
internal sealed partial class DigitsModel;
