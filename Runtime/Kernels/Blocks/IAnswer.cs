namespace NetGen.Kernels;

/// <summary>Yes or no as a type argument.</summary>
internal interface IAnswer
{
    public static abstract bool Value { get; }
}

internal readonly struct Yes : IAnswer
{
    public static bool Value => true;
}

internal readonly struct No : IAnswer
{
    public static bool Value => false;
}
