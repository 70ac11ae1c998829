namespace NetGen.Sample.Shell;

/// <summary>An option of a command, <c>--name value</c>.</summary>
/// <param name="Name">The name without the dashes.</param>
/// <param name="Value">What the value stands for in the help.</param>
/// <param name="Default">The value where the option is not given; empty for none.</param>
/// <param name="Description">What it does.</param>
internal sealed record Option(string Name, string Value, string Default, string Description);
