using System.Reflection;
using NetGen.Generator.Ops;

namespace NetGen.Tests.Ops;

/// <summary>The public surface that Runtime gets from the registry.</summary>
public sealed class SurfaceTests
{
    public static TheoryData<string> Functions() => [.. OpRegistry.Functions.Select(f => f.Name)];

    [Theory]
    [MemberData(nameof(Functions))]
    public void Ops_ForEachFunction_HasOneMethodWithItsParametersThatOnlyThrows(string name)
    {
        var function = OpRegistry.FindFunction(name)!;
        var method = Assert.Single(typeof(NetGen.Ops).GetMethods(), m => m.Name == name);
        Assert.Equal(function.Parameters.Select(p => p.Name), method.GetParameters().Select(p => p.Name));
        var types = new Dictionary<string, Type> { ["Tensor"] = typeof(Tensor), ["Tensor[]"] = typeof(Tensor[]), ["int"] = typeof(int) };
        Assert.Equal(types[function.ResultType], method.ReturnType);
        foreach (var (parameter, declared) in method.GetParameters().Zip(function.Parameters).Where(p => p.First.HasDefaultValue))
            Assert.Equal(DefaultValues.Parse(declared), parameter.DefaultValue);
        var exception = Assert.Throws<TargetInvocationException>(() => method.Invoke(null, new object?[method.GetParameters().Length]));
        Assert.Contains(name, Assert.IsType<DefinitionOnlyException>(exception.InnerException).Message, StringComparison.Ordinal);
    }

    // Numbers are compiled into users' assemblies; they never change.
    [Theory]
    [InlineData(0, "Linear")]
    [InlineData(1, "Relu")]
    [InlineData(2, "Sigmoid")]
    [InlineData(3, "Tanh")]
    [InlineData(4, "Softmax")]
    [InlineData(5, "LogSoftmax")]
    [InlineData(6, "Softplus")]
    [InlineData(7, "LeakyRelu")]
    [InlineData(8, "Elu")]
    [InlineData(9, "Gelu")]
    [InlineData(10, "Silu")]
    [InlineData(11, "Softsign")]
    [InlineData(12, "Selu")]
    [InlineData(13, "GeluTanh")]
    [InlineData(14, "HardSigmoid")]
    [InlineData(15, "HardSwish")]
    [InlineData(16, "HardTanh")]
    [InlineData(17, "Mish")]
    [InlineData(18, "LogSigmoid")]
    [InlineData(19, "Relu6")]
    [InlineData(20, "Celu")]
    [InlineData(21, "SoftShrink")]
    [InlineData(22, "HardShrink")]
    [InlineData(23, "TanhShrink")]
    [InlineData(24, "Squareplus")]
    [InlineData(25, "Softmin")]
    [InlineData(26, "Exp")]
    public void Activation_OfEachNumber_IsTheSameForEver(int number, string name) => Assert.Equal(name, ((Activation)number).ToString());

    [Fact]
    public void Activation_HasAMemberForEachFunctionWithANumber()
    {
        var expected = OpRegistry.Functions.Where(f => f.ActivationNumber is not null).Select(f => (f.ActivationNumber!.Value, f.Name));
        Assert.Equal(expected.Append((0, "Linear")).Order(), Enum.GetValues<Activation>().Select(a => ((int)a, a.ToString())).Order());
    }

    [Fact]
    public void DenseAttribute_Constructed_HasItsArgumentsAndDefaults()
    {
        var attribute = new DenseAttribute(50, Activation.Relu);
        Assert.Equal((50, Activation.Relu, true, Init.Default, Init.Zeros),
            (attribute.Units, attribute.Activation, attribute.UseBias, attribute.KernelInitializer, attribute.BiasInitializer));
    }

    [Fact]
    public void LossAttributes_AreThoseOfLossesWithTwoTensors() => Assert.Equal(
        [
            "BinaryCrossEntropy", "BinaryFocal", "CategoricalHinge", "CrossEntropy", "Dice", "Focal", "Hinge", "Huber", "KlDivergence", "LogCosh", "Mae", "Mape", "Mse", "Msle", "MultiMargin",
            "Nll", "PoissonNll", "SquaredHinge", "Tversky",
        ],
        typeof(LossFunctionAttribute).Assembly.GetTypes()
            .Where(t => t.BaseType == typeof(LossFunctionAttribute))
            .Select(t => t.Name.Replace("Attribute", "", StringComparison.Ordinal))
            .Order());

    [Fact]
    public void Init_HasAMemberForEveryInitializerWithoutANumber()
    {
        var properties = typeof(Initializer).GetProperties(BindingFlags.Public | BindingFlags.Static).Select(p => p.Name);
        Assert.Equal(properties.Append("Default").Order(), Enum.GetNames<Init>().Order());
    }
}
