using static NetGen.Activation;
using static NetGen.Ops;

namespace NetGen.Sample.Networks;

/// <summary>The weather of the next ten days from that of the last ten: a shared value. The trunk sees all four features together and is computed once; four
/// heads read it.</summary>
[Network]
internal sealed partial class WeatherModel
{
    [Conv1D(8, 3, Relu), Conv1D(16, 3, Relu), Conv1D(32, 3, Relu), Flatten, Dense(200, Relu), Dropout(0.3f), Dense(100, Relu)]
    private partial Tensor Trunk(Tensor days);

    [Dense(10)]
    private partial Tensor Head(int feature, Tensor h);

    [Forward]
    private (Tensor Rain, Tensor Highest, Tensor Lowest, Tensor Wind) Define([Shape(10, 4)] Tensor days)
    {
        var h = Trunk(days);
        return (Head(0, h), Head(1, h), Head(2, h), Head(3, h));
    }

    [Loss]
    private Tensor Loss(Tensor rain, Tensor highest, Tensor lowest, Tensor wind, [Shape(40)] Tensor next) => Mse(Concat(rain, highest, lowest, wind), next);
}
