using Microsoft.CodeAnalysis;
using NetGen.Generator.Ops;

namespace NetGen.Surface;

/// <summary>Writes what users name in definitions from the compiler's registry: nothing of it depends on the compilation.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class SurfaceGenerator : IIncrementalGenerator
{
    public void Initialize(IncrementalGeneratorInitializationContext context) =>
        context.RegisterPostInitializationOutput(static output =>
        {
            output.AddSource("Ops.g.cs", FunctionWriter.Write(OpRegistry.Functions));
            output.AddSource("Activation.g.cs", ActivationWriter.Write(OpRegistry.Functions));
            foreach (var layer in OpRegistry.Layers)
                output.AddSource($"{layer.Name}Attribute.g.cs", AttributeWriter.Write(layer));
            foreach (var loss in OpRegistry.Functions.Where(f => f.IsLoss))
                output.AddSource($"{loss.Name}Attribute.g.cs", AttributeWriter.Write(loss));
        });
}
