using System.Runtime.CompilerServices;
using NetGen.Kernels;

namespace NetGen;

/// <summary>
/// Stochastic gradient descent as PyTorch's <c>torch.optim.SGD</c> (dampening 0):
/// g ← g + λ·p; b ← μ·b + g; g ← g + μ·b with Nesterov, else b; p ← p − η·g.
/// Nesterov's form is that of Sutskever et al., "On the importance of initialization and momentum in deep learning" (2013).
/// </summary>
/// <param name="LearningRate">η, the step size, at least 0.</param>
/// <param name="Momentum">μ, in [0, 1).</param>
/// <param name="Nesterov">Whether to look ahead along the momentum; needs a momentum above 0.</param>
/// <param name="WeightDecay">λ, the L2 penalty's factor, at least 0; applies to all parameters.</param>
public sealed record Sgd(float LearningRate = 0.01f, double Momentum = 0, bool Nesterov = false, double WeightDecay = 0)
    : Optimizer(LearningRate)
{
    internal override IReadOnlyList<string> Buffers => Momentum == 0 ? [] : ["momentum"];

    internal override IReadOnlyList<(string Name, double Value)> Settings =>
        [(nameof(Momentum), Momentum), (nameof(Nesterov), Nesterov ? 1 : 0), (nameof(WeightDecay), WeightDecay)];

    internal override void Validate()
    {
        base.Validate();
        RequireFraction(Momentum, nameof(Momentum));
        RequireNonNegative(WeightDecay, nameof(WeightDecay));
        if (Nesterov && Momentum == 0)
            throw new ArgumentOutOfRangeException(
                nameof(Nesterov), "Sgd.Nesterov is true and Sgd.Momentum is 0; Nesterov's look-ahead needs a momentum, usually 0.9");
    }

    internal override Optimizer WithWeightDecay(double decay) => this with { WeightDecay = decay };

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal override unsafe delegate*<in Frame, void> Prepare(in UpdateTarget target, UpdateMemory memory)
    {
        if (Momentum == 0)
        {
            memory.Write(new SgdUpdate(target, this));
            return &UpdatePass<SgdUpdate>.Run;
        }

        memory.Write(new MomentumUpdate(target, this));
        return &UpdatePass<MomentumUpdate>.Run;
    }
}
