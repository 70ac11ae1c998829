using System.Diagnostics.CodeAnalysis;

namespace NetGen;

/// <summary>
/// A value in the definition of a network: symbolic, without data. Its rank and sizes are inferred while the project builds, the batch
/// being an implicit first dimension. Operators combine elements at the same place; shapes are aligned at the last axis, and size 1
/// stretches.
/// </summary>
/// <remarks>No instance ever exists: every operator throws <see cref="DefinitionOnlyException"/> when it is executed.</remarks>
[SuppressMessage("Usage", "CA2225:Operator overloads have named alternates",
    Justification = "A definition has one spelling of each operation.")]
public sealed class Tensor
{
    private Tensor()
    {
    }

    /// <summary>A number as a scalar that is the same for every row.</summary>
    public static implicit operator Tensor(float value) => throw new DefinitionOnlyException(nameof(Tensor));

    /// <summary>A number as a scalar that is the same for every row: the nearest 32-bit float, <c>0.5</c> as <c>0.5f</c>.</summary>
    public static implicit operator Tensor(double value) => throw new DefinitionOnlyException(nameof(Tensor));

    /// <summary>A condition on a position beside one on tensors: <c>ArgMax(gate) == 0 &amp;&amp; Mean(x) > 0f</c>.</summary>
    /// <exception cref="DefinitionOnlyException">Always, when it is executed.</exception>
    public static implicit operator Tensor(bool condition) => throw new DefinitionOnlyException(nameof(Tensor));

    /// <summary>The value itself.</summary>
    public static Tensor operator +(Tensor value) => throw new DefinitionOnlyException("operator +");

    /// <summary>The value with the opposite sign.</summary>
    public static Tensor operator -(Tensor value) => throw new DefinitionOnlyException("operator -");

    /// <summary>Elementwise sum.</summary>
    public static Tensor operator +(Tensor left, Tensor right) => throw new DefinitionOnlyException("operator +");

    /// <summary>Elementwise difference.</summary>
    public static Tensor operator -(Tensor left, Tensor right) => throw new DefinitionOnlyException("operator -");

    /// <summary>Elementwise product; for the matrix product see <c>Ops.MatMul</c>.</summary>
    public static Tensor operator *(Tensor left, Tensor right) => throw new DefinitionOnlyException("operator *");

    /// <summary>Elementwise quotient.</summary>
    public static Tensor operator /(Tensor left, Tensor right) => throw new DefinitionOnlyException("operator /");

    /// <summary>Elementwise condition; false where either is NaN. No gradient flows through a condition.</summary>
    public static Tensor operator >(Tensor left, Tensor right) => throw new DefinitionOnlyException("operator >");

    /// <inheritdoc cref="op_GreaterThan"/>
    public static Tensor operator <(Tensor left, Tensor right) => throw new DefinitionOnlyException("operator <");

    /// <inheritdoc cref="op_GreaterThan"/>
    public static Tensor operator >=(Tensor left, Tensor right) => throw new DefinitionOnlyException("operator >=");

    /// <inheritdoc cref="op_GreaterThan"/>
    public static Tensor operator <=(Tensor left, Tensor right) => throw new DefinitionOnlyException("operator <=");

    /// <inheritdoc cref="op_GreaterThan"/>
    public static Tensor operator ==(Tensor left, Tensor right) => throw new DefinitionOnlyException("operator ==");

    /// <summary>Elementwise condition; true where either is NaN. No gradient flows through a condition.</summary>
    public static Tensor operator !=(Tensor left, Tensor right) => throw new DefinitionOnlyException("operator !=");

    /// <summary>Whether both conditions hold, elementwise.</summary>
    public static Tensor operator &(Tensor left, Tensor right) => throw new DefinitionOnlyException("operator &");

    /// <summary>Whether either condition holds, elementwise.</summary>
    public static Tensor operator |(Tensor left, Tensor right) => throw new DefinitionOnlyException("operator |");

    /// <summary>Whether the condition does not hold, elementwise.</summary>
    public static Tensor operator !(Tensor value) => throw new DefinitionOnlyException("operator !");

    /// <summary>A condition in front of <c>?:</c> or in <c>&amp;&amp;</c>.</summary>
    public static bool operator true(Tensor value) => throw new DefinitionOnlyException("operator true");

    /// <summary>A condition in <c>||</c>.</summary>
    public static bool operator false(Tensor value) => throw new DefinitionOnlyException("operator false");

    /// <inheritdoc/>
    public override bool Equals(object? obj) => ReferenceEquals(this, obj);

    /// <inheritdoc/>
    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}
