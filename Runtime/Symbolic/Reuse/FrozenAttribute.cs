namespace NetGen;

/// <summary>
/// Keeps the parameters of a layer as they are: training gives them no gradient, and there is neither backward code nor optimizer state for them. They start
/// as others do and are saved and loaded with the network. <see cref="Trainer.Freeze"/> does the same while the program runs, without saving the code.
/// </summary>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class FrozenAttribute : Attribute;
