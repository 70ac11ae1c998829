namespace NetGen.Generator.Reference;

/// <summary>The random numbers of Runtime's <c>NormalNoise</c>: Philox4x32-10 (Salmon et al., SC 2011) and the transform of Box and Muller.</summary>
internal static class ReferenceNormal
{
    private const int Rounds = 10;

    /// <summary>The number of an element of a row: the cosine of a pair of words, or its sine, each block of four words being two pairs.</summary>
    public static double At(ulong key, int row, int column)
    {
        var block = Block((uint)(column >> 2), (uint)row, (uint)key, (uint)(key >> 32));
        var pair = column & 2;
        var radius = Math.Sqrt(-2 * Math.Log((block[pair] + 0.5) / 4294967296.0));
        var angle = block[pair + 1] * (2 * Math.PI / 4294967296.0);
        return radius * ((column & 1) == 0 ? Math.Cos(angle) : Math.Sin(angle));
    }

    private static uint[] Block(uint c0, uint c1, uint k0, uint k1)
    {
        uint c2 = 0, c3 = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var (product0, product1) = (0xD2511F53UL * c0, 0xCD9E8D57UL * c2);
            (c0, c1, c2, c3) = ((uint)(product1 >> 32) ^ c1 ^ k0, (uint)product1, (uint)(product0 >> 32) ^ c3 ^ k1, (uint)product0);
            (k0, k1) = unchecked((k0 + 0x9E3779B9, k1 + 0xBB67AE85));
        }

        return [c0, c1, c2, c3];
    }
}
