using Spectre.Console;

namespace NetGen.Sample.Shell;

/// <summary>Shows training while it runs: a bar with losses on a terminal, a line now and then where output goes to a file.</summary>
internal static class FitDisplay
{
    private const int Lines = 5;

    /// <summary>Runs <paramref name="train"/>, which reports to what it is given.</summary>
    /// <param name="title">What is trained.</param>
    /// <param name="epochs">The most epochs.</param>
    /// <param name="train">Trains.</param>
    public static T Run<T>(string title, int epochs, Func<IProgress<FitProgress>, T> train)
    {
        if (!AnsiConsole.Profile.Capabilities.Interactive || Console.IsOutputRedirected)
            return train(new Reporter(progress => WriteLine(title, progress)));
        return AnsiConsole.Progress()
            .Columns(new ProgressBarColumn(), new TaskDescriptionColumn { Alignment = Justify.Left })
            .Start(context =>
            {
                var task = context.AddTask(Markup.Escape(title), maxValue: epochs);
                T result = train(new Reporter(progress =>
                {
                    task.Value = progress.Epoch + (progress.Batch / (double)progress.Batches);
                    if (progress.IsEpochEnd)
                        task.Description = Markup.Escape($"{title}: {Describe(progress)}");
                }));
                task.Value = epochs;
                return result;
            });
    }

    private static void WriteLine(string title, FitProgress progress)
    {
        int every = Math.Max(1, progress.Epochs / Lines);
        if (progress.IsEpochEnd && (progress.Epoch + 1) % every == 0)
            Console.WriteLine($"{title}: {Describe(progress)}");
    }

    private static string Describe(FitProgress progress) =>
        $"epoch {progress.Epoch + 1}/{progress.Epochs}, loss {progress.Loss:F3}"
        + (progress.Validation is { } validation ? $", validation {validation.Loss:F3}" : "");

    // Progress<T> would post the reports to other threads, in any order.
    private sealed class Reporter(Action<FitProgress> report) : IProgress<FitProgress>
    {
        public void Report(FitProgress value) => report(value);
    }
}
