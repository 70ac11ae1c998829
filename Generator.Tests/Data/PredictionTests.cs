using NetGen.Tests.Harness;
using NetGen.Tests.Networks;
using NetGen.Tests.Numerics.Networks;
using NetGen.Tests.Training;

namespace NetGen.Tests.Data;

/// <summary>Outputs for a whole data set, kept beside it.</summary>
public sealed class PredictionTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(300)]
    public void Predict_OfADataSet_GivesEveryOutputOfEveryRow(int batchSize)
    {
        var network = CompiledNetwork.Compile(NetworkSources.RidershipLifted);
        var inputs = NetworkData.Create(network, 300, 2).Inputs(network);
        var expected = network.Predict(300, inputs);
        var outputs = network.Network.Predict(new DataSet().Add("x", (float[])inputs[0], 67), batchSize);
        Assert.Equal(["Mean", "Sigma"], outputs.Columns.Select(column => column.Name));
        for (var i = 0; i < 2; i++)
        {
            for (var row = 0; row < 300; row++)
                Assert.Equal(expected[i][row], outputs.Columns[i].Floats[row], 1e-5f);
        }
    }

    [Fact]
    public void AddOutputs_WithNames_AddsThemBesideTheData()
    {
        var data = new DataSet().Add("x", [1f, 2f, 3f, 4f, 5f, 6f], LinearNetwork.Features);
        var network = new LinearNetwork(seed: 1);
        Assert.Same(data, data.AddOutputs(network, ("prediction", "y")));
        Assert.Equal(["x", "y"], data.Columns.Select(column => column.Name));
        Assert.Equal([network.Predict([1, 2, 3]), network.Predict([4, 5, 6])], data["y"].Floats.ToArray());
        Assert.Equal("prediction", data.AddOutputs(network).Columns[2].Name);
    }

    [Fact]
    public void AddOutputs_ThatCannotBe_SayWhyAndAddNothing()
    {
        var data = new DataSet().Add("x", [1f, 2f, 3f], LinearNetwork.Features);
        var network = new LinearNetwork(seed: 1);
        Assert.Contains("no output 'predicted'. Did you mean 'prediction'", Assert.Throws<ArgumentException>(() => data.AddOutputs(network, ("predicted", "y"))).Message, StringComparison.Ordinal);
        Assert.Contains("already has a column 'x'", Assert.Throws<ArgumentException>(() => data.AddOutputs(network, ("prediction", "x"))).Message, StringComparison.Ordinal);
        Assert.Equal(["x"], data.Columns.Select(column => column.Name));
    }
}
