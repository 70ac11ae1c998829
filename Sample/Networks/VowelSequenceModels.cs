using static NetGen.Activation;

namespace NetGen.Sample.Networks;

/// <summary>Which of eleven vowels is spoken, from six moments of a voice one after the other.</summary>
[Network, Input(6, 9), Gru(48, Bidirectional = true), Dropout(0.4f), Dense(11), CrossEntropy]
internal sealed partial class VowelSequenceModel;

/// <summary>The same from all moments at once.</summary>
[Network, Input(6, 9), Flatten, Dense(96, Relu), Dropout(0.4f), Dense(96, Relu), Dropout(0.4f), Dense(11), CrossEntropy]
internal sealed partial class VowelFramesModel;
