using System.ComponentModel;

namespace NetGen;

/// <summary>Written by the generator on an operation whose shape is computed by a method: other assemblies cannot read that.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class OpShapeRuleAttribute : Attribute;
