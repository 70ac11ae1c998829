namespace NetGen.Tests.Training;

public sealed class ScheduleTests
{
    public static TheoryData<string, Schedule, int> TorchCases => new()
    {
        { "one-cycle", Schedule.OneCycle(), 1 },
        { "one-cycle-settings", Schedule.OneCycle(0.25, 10, 100), 1 },
        { "cosine", Schedule.Cosine(0.1), 1 },
        { "step", Schedule.Step(4, 0.5), 1 },
    };

    [Theory]
    [MemberData(nameof(TorchCases))]
    public void Factor_EveryStep_AgreesWithPyTorch(string name, Schedule schedule, int stepsPerEpoch)
    {
        double[] expected = OptimizerFixture.Doubles(OptimizerFixture.Root["schedules"]![name]);
        for (int step = 0; step < expected.Length; step++)
            Assert.Equal(expected[step], schedule.Factor(new ScheduleTime(step, expected.Length, stepsPerEpoch)), 1e-9);
    }

    [Fact]
    public void Constant_AnyTime_One() => Assert.Equal(1.0, Schedule.Constant.Factor(new ScheduleTime(99, 100, 10)));

    [Fact]
    public void Step_SeveralStepsPerEpoch_ChangesAtEpochs()
    {
        Schedule schedule = Schedule.Step(2, 0.1);
        Assert.Equal(1.0, schedule.Factor(new ScheduleTime(19, 100, 10)));
        Assert.Equal(0.1, schedule.Factor(new ScheduleTime(20, 100, 10)), 1e-12);
    }

    [Fact]
    public void WarmUp_ThenCosine_RisesAndStartsTheCosineAtItsTop()
    {
        Schedule schedule = Schedule.Cosine().WarmUp(10);
        double[] factors = [.. Enumerable.Range(0, 110).Select(step => schedule.Factor(new ScheduleTime(step, 110, 10)))];
        Assert.Equal(0.1, factors[0], 1e-12);
        Assert.Equal(1.0, factors[9], 1e-12);
        Assert.Equal(1.0, factors[10], 1e-12);
        Assert.Equal(0.5, factors[60], 1e-12);
        Assert.Equal(Enumerable.Range(10, 100).Select(step => factors[step]), factors.Skip(10).OrderDescending());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-3)]
    public void Step_NoEpochs_Refused(int epochs) => Assert.Throws<ArgumentOutOfRangeException>(() => Schedule.Step(epochs));

    [Theory]
    [InlineData(0.0)]
    [InlineData(1.0)]
    [InlineData(double.NaN)]
    public void OneCycle_RiseOutsideTheTraining_Refused(double rise) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Schedule.OneCycle(rise));

    [Fact]
    public void OneCycle_VeryShortTraining_StaysFinite()
    {
        for (int total = 1; total < 6; total++)
            for (int step = 0; step < total; step++)
                Assert.InRange(Schedule.OneCycle().Factor(new ScheduleTime(step, total, 1)), 0, 1);
    }
}
