namespace NetGen.Tests.Numerics.Networks;

/// <summary>Tests that count allocations or kernel calls run alone.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ExclusiveTests
{
    public const string Name = "exclusive";
}
