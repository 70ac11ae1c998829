using static NetGen.Activation;
using static NetGen.Ops;

namespace NetGen.Tests.Training;

/// <summary>A small code with penalties on its elements, as Fixtures/training/make_fixtures.py has it.</summary>
[Network]
internal sealed partial class CodeNetwork
{
    [Dense(5, Tanh)]
    private partial Tensor Code(Tensor x);

    [Dense(3)]
    private partial Tensor Decode(Tensor code);

    [Forward]
    private Tensor Define([Shape(6)] Tensor x) => Decode(Code(x));

    [Loss]
    private Tensor Loss(Tensor output, Tensor code, [Shape(3)] Tensor y) => Mse(output, y) + 0.01f * Sum(Abs(code)) + 0.02f * Sum(Square(code));
}
