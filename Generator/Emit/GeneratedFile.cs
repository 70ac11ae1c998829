namespace NetGen.Generator.Emit;

/// <summary>What is added to the user's compilation for one network: compared by value, so that the same text is not added twice.</summary>
internal sealed record GeneratedFile(string HintName, string Text);
