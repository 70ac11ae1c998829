namespace NetGen.Tests.Harness;

/// <summary>The span methods of a generated network, adapted to arrays, because spans cannot be passed through reflection. Implemented by
/// code that <see cref="NetworkDriverSource"/> adds to the test's compilation.</summary>
public interface INetworkDriver
{
    public INetwork Network { get; }

    public void Predict(Array[] inputs, float[][] outputs);

    public GradientSet Gradients(Array[] data, string[] wanted);

    /// <summary>As <see cref="Gradients"/>, giving the outputs too; an empty array leaves its output out.</summary>
    public GradientSet GradientsAndOutputs(Array[] data, float[][] outputs, string[] wanted);

    /// <summary>A step of the network's own trainer that gives the outputs too.</summary>
    public float StepAndOutputs(Trainer trainer, Array[] data, float[][] outputs);

    public GradientSet Backward(Array[] data, string[] wanted);

    public EvaluationResult Evaluate(Array[] data);

    public (Trainer Trainer, Func<Array[], float> Step) CreateTrainer(Optimizer optimizer, int batchSize, TrainerOptions? options);
}
