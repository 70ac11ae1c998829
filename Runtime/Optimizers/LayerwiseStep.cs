using System.Runtime.CompilerServices;
using NetGen.Kernels;

namespace NetGen;

/// <summary>The second half of an update whose length depends on norms over a whole parameter: see <see cref="Lamb"/>.</summary>
internal sealed unsafe class LayerwiseStep(ParameterLayout layout) : IDisposable
{
    private static readonly Sgd Plain = new();
    private readonly AlignedBuffer _directions = new(layout.TrainableLength);
    private readonly GlobalNorm _norm = new(layout);

    /// <summary>The directions of all parameters, laid out as they are.</summary>
    public AlignedBuffer Directions => _directions;

    /// <summary>Puts the step along the direction of the parameter at <paramref name="index"/> into <paramref name="update"/>.</summary>
    /// <returns>The pass that takes the step, given the direction as the gradient.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public delegate*<in Frame, void> Prepare(ParameterSet parameters, int index, float learningRate, UpdateMemory update, int threads)
    {
        ParameterInfo at = layout[index];
        AlignedBuffer memory = parameters.Memory(at.Memory).Buffer;
        double parameter = _norm.Of(memory, at.MemoryOffset, at.PaddedSize, threads), direction = _norm.Of(_directions, at.Offset, at.PaddedSize, threads);
        double ratio = parameter > 0 && direction > 0 ? parameter / direction : 1;
        UpdateTarget target = new()
        {
            Parameters = memory.Pointer + at.MemoryOffset,
            LearningRate = (float)(learningRate * ratio),
            GradientScale = 1,
            Step = 1,
        };
        return Plain.Prepare(target, update);
    }

    public void Dispose()
    {
        _directions.Dispose();
        _norm.Dispose();
    }
}
