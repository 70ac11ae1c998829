using static NetGen.Activation;

namespace NetGen.Sample.Networks;

/// <summary>The network of the <c>gradients</c> command at a size that takes microseconds.</summary>
[Network, Input(256), Dense(128, Sigmoid), Dense(64, Sigmoid), Dense(32, Sigmoid), Dense(10), CrossEntropy]
internal sealed partial class SmallClassifier;

/// <summary>The network of the <c>gradients</c> command at a size that takes milliseconds.</summary>
[Network, Input(2048), Dense(1024, Sigmoid), Dense(512, Sigmoid), Dense(256, Sigmoid), Dense(40), CrossEntropy]
internal sealed partial class MediumClassifier;

/// <summary>The network of the <c>gradients</c> command at full size: 98.6 million parameters, 1.6 GB of memory with gradients.</summary>
[Network, Input(16384), Dense(5000, Sigmoid), Dense(3000, Sigmoid), Dense(512, Sigmoid), Dense(40), CrossEntropy]
internal sealed partial class FullClassifier;
