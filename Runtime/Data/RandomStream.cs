namespace NetGen;

/// <summary>
/// The numbers of one Philox4x32-10 stream, one after the other (Salmon, Moraes, Dror, Shaw: "Parallel random numbers: as easy as
/// 1, 2, 3", 2011).
/// </summary>
internal struct RandomStream
{
    private readonly ulong _seed;
    private readonly uint _stream;
    private readonly uint[] _block = new uint[4];
    private ulong _counter;
    private int _used = 4;

    public RandomStream(ulong seed, uint stream)
    {
        _seed = seed;
        _stream = stream;
    }

    /// <summary>A number below <paramref name="bound"/>, each equally likely.</summary>
    public uint Below(uint bound)
    {
        ulong product = (ulong)Next() * bound;
        if ((uint)product < bound)
        {
            // 2^32 mod bound low words would make some results likelier: draw again for those.
            uint threshold = (0u - bound) % bound;
            while ((uint)product < threshold)
                product = (ulong)Next() * bound;
        }

        return (uint)(product >> 32);
    }

    /// <summary>32 random bits.</summary>
    public uint Next()
    {
        if (_used == 4)
        {
            Refill();
            _used = 0;
        }

        return _block[_used++];
    }

    private void Refill()
    {
        var (c0, c1, c2, c3) = ((uint)_counter, (uint)(_counter >> 32), _stream, 0x5368_7566u);
        var (k0, k1) = ((uint)_seed, (uint)(_seed >> 32));
        for (int round = 0; round < 10; round++)
        {
            ulong p0 = 0xD251_1F53UL * c0;
            ulong p1 = 0xCD9E_8D57UL * c2;
            (c0, c1, c2, c3) = ((uint)(p1 >> 32) ^ c1 ^ k0, (uint)p1, (uint)(p0 >> 32) ^ c3 ^ k1, (uint)p0);
            k0 += 0x9E37_79B9;
            k1 += 0xBB67_AE85;
        }

        (_block[0], _block[1], _block[2], _block[3]) = (c0, c1, c2, c3);
        _counter++;
    }
}
