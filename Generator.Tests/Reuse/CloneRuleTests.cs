using NetGen.Tests.Harness;

namespace NetGen.Tests.Reuse;

/// <summary>Rules of clones: what a constant clone does in training, which names can be used, parameters as inputs, choices.</summary>
public sealed class CloneRuleTests
{
    private static readonly Lazy<CompiledScript> Script = new(() => new CompiledScript(CloneRuleScripts.Networks + CloneRuleScripts.Scripts));

    [Fact]
    public void Constant_WithNormalisationDropoutAndNoise_TrainsAsItPredicts() => Assert.True(Script.Value.Run<bool>("AConstantCloneTrainsAsItPredicts"));

    [Fact]
    public void Constant_WithDropoutInARecurrence_TrainsAsItPredicts() => Assert.True(Script.Value.Run<bool>("AConstantRecurrenceTrainsAsItPredicts"));

    [Fact]
    public void Nodes_OfEveryKindAndName_CanBeInputsAndOutputs() => Assert.InRange(Script.Value.Run<float>("NamesOfAllKinds"), 0, 1e-5);

    [Fact]
    public void Parameter_AsAnInput_MayHaveOtherSizes() => Assert.InRange(Script.Value.Run<float>("AParameterOfAnotherSizeAsAnInput"), 0, 1e-5);

    [Fact]
    public void Choices_InAndAroundParts_ChooseRowByRow() => Assert.Equal("", Script.Value.Run<string>("ChoicesInAndAroundParts"));
}
