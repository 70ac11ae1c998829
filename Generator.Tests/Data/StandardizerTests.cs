using Xunit;

namespace NetGen.Tests.Data;

public sealed class StandardizerTests
{
    private static readonly float[] Values = [1, 100, 7, 3, 300, 7, 5, 200, 7];

    [Fact]
    public void Fit_ThreeFeatures_MeasuresEachByItself()
    {
        var standardizer = Standardizer.Fit(Values, 3);

        Assert.Equal([3f, 200f, 7f], standardizer.Mean.ToArray());
        // Populations {1, 3, 5} and {100, 200, 300}: variances 8/3 and 20000/3. The third never varies.
        Assert.Equal([MathF.Sqrt(8 / 3f), MathF.Sqrt(20000 / 3f), 1f], standardizer.Scale.ToArray());
    }

    [Fact]
    public void Apply_ToADataSet_CopiesThatColumnAndSharesTheOthers()
    {
        var data = new DataSet().Add("x", Values, 3).Add("y", [1, 2, 3]);
        var standardizer = Standardizer.Fit(data, "x");

        var result = standardizer.Apply(data, "x");

        Assert.Equal(Values, data["x"].Floats.ToArray());
        Assert.Same(data["y"], result["y"]);
        var refitted = Standardizer.Fit(result, "x");
        Assert.All(refitted.Mean.ToArray(), mean => Assert.Equal(0, mean, 1e-6));
        Assert.All(refitted.Scale.ToArray(), scale => Assert.Equal(1, scale, 1e-6));
        Assert.Equal(0f, result["x"].Floats[2]);
    }

    [Fact]
    public void Invert_AfterApply_GivesTheOriginal()
    {
        var standardizer = Standardizer.Fit(Values, 3);
        float[] values = [2, -50, 8, 1e6f, 0, 7];
        float[] original = [.. values];

        standardizer.Apply(values);
        standardizer.Invert(values);

        // Two roundings of a division and one of a product, each at most 2^-24 of the greatest value involved.
        for (int i = 0; i < values.Length; i++)
            Assert.Equal(original[i], values[i], 4 * Math.Max(Math.Abs(original[i]), 200) * Math.Pow(2, -24));
        float[] spread = [1, 1, 1];
        standardizer.InvertScale(spread);
        Assert.Equal(standardizer.Scale.ToArray(), spread);
    }

    [Fact]
    public void Load_WhatWasSaved_IsTheSame()
    {
        using var folder = new TemporaryFolder();
        var standardizer = Standardizer.Fit(Values, 3);

        standardizer.Save(folder["s"]);
        var loaded = Standardizer.Load(folder["s"]);

        Assert.Equal(standardizer.Mean.ToArray(), loaded.Mean.ToArray());
        Assert.Equal(standardizer.Scale.ToArray(), loaded.Scale.ToArray());
    }

    [Fact]
    public void Load_SomethingElse_Throws()
    {
        using var folder = new TemporaryFolder();
        Safetensors.Write(folder["a"], [new("mean", [2])], _ => new float[2]);
        Safetensors.Write(folder["b"], [new("mean", [1]), new("scale", [1])], _ => new float[1]);

        Assert.Contains("does not hold the means", Assert.Throws<InvalidDataException>(() => Standardizer.Load(folder["a"])).Message);
        Assert.Contains("a scale that is not positive", Assert.Throws<InvalidDataException>(() => Standardizer.Load(folder["b"])).Message);
    }

    [Fact]
    public void Fit_ValuesThatCannotBeMeasured_SaysWhere()
    {
        Assert.Contains("Feature 1 of row 2 is NaN", Assert.Throws<ArgumentException>(() => Standardizer.Fit([1, 2, 3, 4, 5, float.NaN], 2)).Message);
        Assert.Contains("3 values are not one or more whole rows of 2", Assert.Throws<ArgumentException>(() => Standardizer.Fit([1, 2, 3], 2)).Message);
        Assert.Contains("holds integers", Assert.Throws<ArgumentException>(() => Standardizer.Fit(new DataSet().Add("y", [1]), "y")).Message);
        var other = new DataSet().Add("x", new float[4], 2);
        Assert.Contains("Fitted to rows of 3 floats; the data set has x (2)", Assert.Throws<ArgumentException>(() => Standardizer.Fit(Values, 3).Apply(other, "x")).Message);
    }
}
