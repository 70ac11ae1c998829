using System.ComponentModel;

namespace NetGen.Kernels;

/// <summary>
/// On a generated method that trains and gives the outputs too: they are those of <c>Predict</c>, since nothing in the network, such as dropout, is different in
/// training. Analyzers read it.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class SameOutputsAsPredictAttribute : Attribute;
