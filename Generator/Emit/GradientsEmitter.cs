using NetGen.Generator.FrontEnd;

namespace NetGen.Generator.Emit;

/// <summary>Writes the methods of a network that give gradients: of its own loss, with the outputs if they are asked for, and of a loss computed elsewhere.</summary>
internal static class GradientsEmitter
{
    public static void EmitGradients(SourceWriter writer, NetworkBodies bodies, TensorParameters tensors)
    {
        const string Summary =
            "The gradients of the mean loss with respect to every parameter, or to the parameters and inputs that are named, in one forward and one backward pass. Dropout is on, as in the first step of training.";
        Emit(writer, bodies, tensors, "Gradients", "Train", tensors.Step, null, Summary);
        if (bodies.TrainGivesOutputs)
            Emit(writer, bodies, tensors, "Gradients", "Train", tensors.Step, tensors.TrainingOutputs, $"{Summary} {GivesOutputs(bodies)}");
    }

    public static void EmitBackward(SourceWriter writer, NetworkBodies bodies, TensorParameters tensors) => Emit(
        writer, bodies, tensors, "Backward", "Backward", [.. tensors.Inputs, .. tensors.OutputGradients], null,
        "The gradients with respect to every parameter, or to the parameters and inputs that are named, of a loss that is computed elsewhere: from its gradients with respect to the outputs, summed over the batch. Dropout is off.");

    /// <summary>What the overloads with outputs say of them.</summary>
    public static string GivesOutputs(NetworkBodies bodies) => bodies.Programs is { TrainsAsItPredicts: false }
        ? "Gives the outputs that the loss was computed from: those before the update, as in training, so not what <c>Predict</c> gives."
        : "Gives the outputs that the loss was computed from: what <c>Predict</c> gives before the update.";

    /// <summary>Tells analyzers where a prediction on the same data would compute the same outputs again.</summary>
    public static void MarkOutputs(SourceWriter writer, NetworkBodies bodies)
    {
        if (bodies.Programs is { TrainsAsItPredicts: true })
            writer.Line("[global::NetGen.Kernels.SameOutputsAsPredict]");
    }

    private static void Emit(
        SourceWriter writer, NetworkBodies bodies, TensorParameters tensors, string method, string program, IReadOnlyList<TensorParameter> data,
        IReadOnlyList<TensorParameter>? outputs, string summary)
    {
        TensorParameter[] parameters = [.. data, .. outputs ?? []];
        var names = TensorParameter.Names(parameters);
        var input = TensorParameter.Names(data);
        writer.Blank().Doc("summary", summary);
        TensorParameter.Document(writer, parameters);
        writer.Doc("param", "Names of parameters (<c>*</c> and <c>?</c> are wildcards) and inputs; none for every parameter.", "name=\"wanted\"");
        if (outputs is not null)
            MarkOutputs(writer, bodies);
        bodies.Block(writer, $"public global::NetGen.GradientSet {method}({TensorParameter.PublicDeclarations(parameters)}, params global::System.ReadOnlySpan<string> wanted)", $"""
            var gradients = new global::NetGen.GradientSet(this, {bodies.Class}.{program}BatchRows({input}), wanted);
            {method}({names}, gradients);
            return gradients;
            """);
        writer.Blank().Doc("summary", $"As <c>{method}</c> with names, into a set that was made before for as many rows. Allocates nothing after its first calls.");
        TensorParameter.Document(writer, parameters);
        writer.Doc("param", "Says what is wanted and receives it.", "name=\"gradients\"");
        if (outputs is not null)
            MarkOutputs(writer, bodies);
        var results = tensors.Inputs.Select((_, i) => $", gradients.InputSpan({CSharpLiterals.Integer(i)}, rows)")
            .Concat(program != "Train" || !bodies.TrainGivesOutputs ? [] : tensors.Outputs.Select(o => outputs is null ? ", default" : ", " + o.Name));
        var given = outputs is null ? "" : $".WithOutputs({bodies.Class}.{program}Outputs(rows, {names}))";
        // A definition with errors may have no data.
        var rows = data.Count == 0 ? "0" : $"global::NetGen.Kernels.BatchCheck.NotEmpty({CSharpLiterals.String(bodies.Name)}, {CSharpLiterals.String(data[0].Label)}, {bodies.Class}.{program}BatchRows({input}))";
        bodies.Block(writer, $"public void {method}({TensorParameter.PublicDeclarations(parameters)}, global::NetGen.GradientSet gradients)", $$"""
            int rows = {{rows}};
            var workspace = {{bodies.Class}}.{{program}}Workspaces.Rent({{(program == "Train" ? bodies.TrainCapacity("rows") : "rows")}});
            try
            {
                var options = new global::NetGen.Kernels.RunOptions { Seed = Seed, Threads = Threads, Wanted = global::NetGen.Kernels.GradientMask.From(gradients.Wanted){{given}}, Operations = (double)rows * {{bodies.Class}}.{{program}}Program.OperationsPerRow, Barriers = {{bodies.Class}}.{{program}}Program.Barriers };
                gradients.Loss = {{bodies.Class}}.{{program}}(Parameters, workspace, gradients.BufferFor(Parameters, {{CSharpLiterals.String(bodies.Name)}}), options, rows, {{input}}{{string.Concat(results)}});
            }
            finally
            {
                {{bodies.Class}}.{{program}}Workspaces.Return(workspace);
            }
            """);
    }
}
