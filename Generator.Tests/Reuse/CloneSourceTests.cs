using NetGen.Tests.Harness;

namespace NetGen.Tests.Reuse;

/// <summary>Where the sources of clones come from and how long they must live, what is made of clones, and values that a stream derives from parameters.</summary>
public sealed class CloneSourceTests
{
    private static readonly Lazy<CompiledScript> Script = new(() => new CompiledScript(CloneSourceScripts.Networks + CloneSourceScripts.Scripts));

    [Fact]
    public void Source_LoadedFromAFileWithOtherNames_IsClonedAsTheFileHasIt()
    {
        using var file = new Training.TemporaryFile();
        Assert.True(Script.Value.Run<bool>("ASourceFromAFileWithOtherNames", file.Path));
    }

    [Theory]
    [InlineData("Constant")]
    [InlineData("Learnable")]
    [InlineData("Shared")]
    public void Source_ThatNothingElseRefersTo_CanBeCollectedWithoutHarm(string mode) => Assert.Equal("", Script.Value.Run<string>("ASourceThatIsGone", mode));

    [Fact]
    public void Source_WhoseTrainerIsDisposedOf_IsTrainedThroughTheClone() => Assert.True(Script.Value.Run<bool>("ATrainerOfTheSourceThatIsGone"));

    [Fact]
    public void InputTransform_InFrontOfAConstantClone_IsAllThatTrains() => Assert.Equal("Transform.bias, Transform.kernel", Script.Value.Run<string>("WhatMovesBehindATransform"));

    [Fact]
    public void NewHead_BehindAConstantTrunk_IsAllThatTrains() => Assert.Equal("Head.bias, Head.kernel", Script.Value.Run<string>("WhatMovesInFrontOfAHead"));

    [Fact]
    public void Part_WithSeveralInputsAndOutputs_TakesAndGivesThemByName() => Assert.InRange(Script.Value.Run<float>("APartWithSeveralInputsAndOutputs"), 0, 1e-6);

    [Fact]
    public void Clone_WithAChoiceInTheStepOfARecurrence_ChoosesAtEachStep() => Assert.InRange(Script.Value.Run<float>("AChoosingCloneInARecurrence"), 0, 1e-5);

    [Fact]
    public void DerivedValues_OfAStream_FollowTheParameters() => Assert.Equal("", Script.Value.Run<string>("AStreamWithDerivedValues"));
}
