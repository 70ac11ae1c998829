using System.ComponentModel;

namespace NetGen;

/// <summary>Lets several results be taken apart: <c>var (a, b) = Split(x, 2);</c>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class TensorParts
{
    /// <summary>Takes two parts.</summary>
    public static void Deconstruct(this Tensor[] parts, out Tensor first, out Tensor second) =>
        throw new DefinitionOnlyException(nameof(Deconstruct));

    /// <summary>Takes three parts.</summary>
    public static void Deconstruct(this Tensor[] parts, out Tensor first, out Tensor second, out Tensor third) =>
        throw new DefinitionOnlyException(nameof(Deconstruct));

    /// <summary>Takes four parts.</summary>
    public static void Deconstruct(this Tensor[] parts, out Tensor first, out Tensor second, out Tensor third, out Tensor fourth) =>
        throw new DefinitionOnlyException(nameof(Deconstruct));

    /// <summary>Takes five parts.</summary>
    public static void Deconstruct(
        this Tensor[] parts,
        out Tensor first,
        out Tensor second,
        out Tensor third,
        out Tensor fourth,
        out Tensor fifth) =>
        throw new DefinitionOnlyException(nameof(Deconstruct));

    /// <summary>Takes six parts.</summary>
    public static void Deconstruct(
        this Tensor[] parts,
        out Tensor first,
        out Tensor second,
        out Tensor third,
        out Tensor fourth,
        out Tensor fifth,
        out Tensor sixth) =>
        throw new DefinitionOnlyException(nameof(Deconstruct));

    /// <summary>Takes seven parts.</summary>
    public static void Deconstruct(
        this Tensor[] parts,
        out Tensor first,
        out Tensor second,
        out Tensor third,
        out Tensor fourth,
        out Tensor fifth,
        out Tensor sixth,
        out Tensor seventh) =>
        throw new DefinitionOnlyException(nameof(Deconstruct));

    /// <summary>Takes eight parts.</summary>
    public static void Deconstruct(
        this Tensor[] parts,
        out Tensor first,
        out Tensor second,
        out Tensor third,
        out Tensor fourth,
        out Tensor fifth,
        out Tensor sixth,
        out Tensor seventh,
        out Tensor eighth) =>
        throw new DefinitionOnlyException(nameof(Deconstruct));
}
