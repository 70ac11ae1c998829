using static NetGen.Activation;
using static NetGen.Ops;

namespace NetGen.Sample.Networks;

/// <summary>The same forecast with shared weights: one tower of convolutions, applied to each feature by itself, is computed four times with one set of
/// parameters, whose gradients are summed.</summary>
[Network]
internal sealed partial class WeatherTowersModel
{
    [Conv1D(8, 3, Relu), Conv1D(16, 3, Relu), Conv1D(32, 3, Relu), Flatten]
    private partial Tensor Tower(Tensor feature);

    [Dropout(0.3f), Dense(100, Relu)]
    private partial Tensor Trunk(Tensor h);

    [Dense(10)]
    private partial Tensor Head(int feature, Tensor h);

    [Forward]
    private (Tensor Rain, Tensor Highest, Tensor Lowest, Tensor Wind) Define([Shape(10, 4)] Tensor days)
    {
        var h = Trunk(Concat(Tower(Slice(days, 0, 1)), Tower(Slice(days, 1, 1)), Tower(Slice(days, 2, 1)), Tower(Slice(days, 3, 1))));
        return (Head(0, h), Head(1, h), Head(2, h), Head(3, h));
    }

    [Loss]
    private Tensor Loss(Tensor rain, Tensor highest, Tensor lowest, Tensor wind, [Shape(40)] Tensor next) => Mse(Concat(rain, highest, lowest, wind), next);
}
