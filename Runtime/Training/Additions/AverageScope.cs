namespace NetGen;

/// <summary>While it is not disposed of, the network has the average of its parameters: made by <see cref="Trainer.UseAverage"/>.</summary>
public readonly struct AverageScope : IDisposable, IEquatable<AverageScope>
{
    private readonly Trainer? _trainer;

    internal AverageScope(Trainer trainer) => _trainer = trainer;

    /// <summary>Gives the network its own parameters back. Disposing of a scope again does nothing.</summary>
    public void Dispose() => _trainer?.EndAverage();

    /// <summary>Whether both belong to the same trainer.</summary>
    public bool Equals(AverageScope other) => _trainer == other._trainer;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is AverageScope other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _trainer?.GetHashCode() ?? 0;

    /// <summary>Whether both belong to the same trainer.</summary>
    public static bool operator ==(AverageScope left, AverageScope right) => left.Equals(right);

    /// <summary>Whether they belong to different trainers.</summary>
    public static bool operator !=(AverageScope left, AverageScope right) => !left.Equals(right);
}
