namespace NetGen;

/// <summary>Checks the gradient with respect to one tensor, element by element.</summary>
internal static class TensorCheck
{
    public static GradientResult Run(string name, Span<float> values, ReadOnlySpan<float> gradient, SlopeProbe probe, GradientCheckOptions options)
    {
        int kinks = 0, small = 0, wrong = 0;
        GradientElement? worst = null;
        int samples = Math.Min(options.Samples, values.Length);
        for (int sample = 0; sample < samples; sample++)
        {
            int index = Choose(name, gradient, sample, samples, options.Seed);
            Slope slope = probe.Of(ref values[index], gradient[index]);
            if (slope.Verdict == SlopeVerdict.Kink)
            {
                kinks++;
                continue;
            }

            small += slope.Verdict == SlopeVerdict.TooSmall ? 1 : 0;
            wrong += slope.Verdict == SlopeVerdict.Wrong ? 1 : 0;
            var element = new GradientElement(name, index, gradient[index], slope.Difference, slope.Tolerance);
            if (worst is null || !(element.Error <= worst.Error)) worst = element;
        }

        return new GradientResult(name, samples - kinks, kinks, small, wrong, worst);
    }

    /// <summary>An element of the part of the tensor that belongs to a sample: any, or the one with the largest gradient, by turns.</summary>
    private static int Choose(string name, ReadOnlySpan<float> gradient, int sample, int samples, ulong seed)
    {
        int begin = (int)((long)gradient.Length * sample / samples), end = (int)((long)gradient.Length * (sample + 1) / samples);
        if (sample % 2 == 0) return begin + (int)(CounterRandom.KeyOf(seed, $"{name}[{begin}]") % (ulong)(end - begin));
        int best = begin;
        for (int i = begin + 1; i < end; i++)
        {
            if (Math.Abs(gradient[i]) > Math.Abs(gradient[best])) best = i;
        }

        return best;
    }
}
