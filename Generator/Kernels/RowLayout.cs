namespace NetGen.Generator.Kernels;

/// <summary>How the rows of a batch lie in memory while a program runs.</summary>
internal enum RowLayout
{
    /// <summary>One after the other: a value is [row][feature], and vectors hold neighbouring features.</summary>
    Major,

    /// <summary>Side by side in blocks: a value of a block is [feature][row], and vectors hold neighbouring rows.</summary>
    Lanes,
}
