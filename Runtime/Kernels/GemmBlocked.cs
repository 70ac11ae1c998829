using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>
/// A product in blocks that fit the caches. The first tile of a panel of B packs it on the way; the others read it packed and prefetch, a little between
/// every few steps, what the next panel is made of. Partial results of a block of the contraction wait in scratch memory tile by tile: each result is the
/// same sum in the same order, however it is blocked.
/// </summary>
internal static unsafe class GemmBlocked<V, TEpilogue>
    where V : struct, ISimd<V>
    where TEpilogue : struct, IEpilogue, allows ref struct
{
    // So many steps of tiles pass until a line from memory is there, about; in at most so many tiles.
    private const int LeadSteps = 256, MostLead = 8;

    private static nuint PanelWidth => 2 * (nuint)V.Count;

    /// <summary>Computes the results of <paramref name="range"/>.</summary>
    /// <param name="operands">The factors.</param>
    /// <param name="range">The results wanted.</param>
    /// <param name="blocks">The sizes of blocks.</param>
    /// <param name="epilogue">Stores the results.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(in GemmOperands operands, in GemmRange range, in GemmBlocks blocks, in TEpilogue epilogue)
    {
        float* scratch = KernelScratch.Rent((int)blocks.Scratch);
        nuint held = operands.Steps <= blocks.Steps ? range.Rows : blocks.HeldRows;
        for (nuint column = range.Column; column < range.EndColumn; column += blocks.Columns)
        {
            for (nuint row = range.Row; row < range.EndRow; row += held)
            {
                GemmRange block = new(row, Math.Min(row + held, range.EndRow), column, Math.Min(column + blocks.Columns, range.EndColumn));
                Contract(operands, block, blocks, scratch, epilogue);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Contract(in GemmOperands operands, in GemmRange range, in GemmBlocks blocks, float* scratch, in TEpilogue epilogue)
    {
        GemmPass pass = default;
        pass.StepB = operands.StrideB;
        for (nuint step = 0; step < operands.Steps; step += pass.Steps)
        {
            pass.Steps = Math.Min(blocks.Steps, operands.Steps - step);
            pass.Continues = step > 0;
            for (nuint row = range.Row; row < range.EndRow; row += blocks.Rows)
                RowBlock(operands, range, row, step, blocks, ref pass, scratch, epilogue);
        }
    }

    /// <summary>All panels of a block of columns for one block of rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RowBlock(
        in GemmOperands operands, in GemmRange range, nuint row, nuint step, in GemmBlocks blocks, ref GemmPass pass, float* scratch, in TEpilogue epilogue)
    {
        nuint endRow = Math.Min(row + blocks.Rows, range.EndRow);
        float* partial = scratch + blocks.Steps * blocks.Columns;
        float* a = operands.A + row * operands.RowA + step * operands.StepA;
        pass.RowA = operands.RowA;
        pass.StepA = operands.StepA;
        if (operands.RowA == 1)
        {
            float* copy = partial + blocks.HeldRows * blocks.Columns;
            GemmRowPanels<V>.Copy(a, operands.StepA, pass.Steps, endRow - row, copy);
            a = copy;
            pass.StepA = GemmRowPanels<V>.Rows;
        }

        for (nuint column = range.Column; column < range.EndColumn; column += PanelWidth)
        {
            // Panels are only kept for further blocks of rows.
            nuint panel = range.Rows <= blocks.Rows ? 0 : column - range.Column;
            pass.Packed = scratch + panel * blocks.Steps;
            GemmPanelTask task = new()
            {
                A = a,
                B = row == range.Row ? operands.AtB(step, column) : null,
                IsTransposed = operands.IsTransposed,
                Row = row,
                EndRow = endRow,
                Column = column,
                EndColumn = range.EndColumn,
                IsFirstPanel = column == range.Column,
                Width = Math.Min(PanelWidth, range.EndColumn - column),
                Partial = operands.Steps <= blocks.Steps ? null : partial + (column - range.Column) * blocks.HeldRows + (row - range.Row) * PanelWidth,
                IsLast = step + pass.Steps == operands.Steps,
            };
            PlanPrefetch(operands, range, task, step, ref pass);
            Panel(task, pass, epilogue);
        }
    }

    /// <summary>Spreads the memory that the next panel is made of over the tiles of this one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PlanPrefetch(in GemmOperands operands, in GemmRange range, in GemmPanelTask task, nuint step, ref GemmPass pass)
    {
        nuint rows = task.EndRow - task.Row, rowsOfTile = (nuint)GemmTile<V>.MaxRows;
        bool isLast = task.Column + task.Width == range.EndColumn;
        if (isLast && operands.RowA == 1)
        {
            // The next rows of A: each tile its own at every step.
            pass.NextInterval = 1;
            pass.NextStride = operands.StepA;
            pass.NextTile = rowsOfTile;
            pass.Next = task.EndRow < range.EndRow ? operands.A + task.EndRow + step * operands.StepA : operands.A + range.Row + (step + pass.Steps) * operands.StepA;
        }
        else if (task.B is null)
        {
            pass.BringNext(pass.Packed + pass.Steps * PanelWidth, PanelWidth, rows, rowsOfTile);
        }
        else
        {
            pass.BringNext(isLast ? operands.AtB(step + pass.Steps, range.Column) : operands.AtB(step, task.Column + task.Width), operands.StrideB, rows, rowsOfTile);
            if (operands.IsTransposed)
            {
                // A slice of 32 steps of every column for each tile.
                pass.NextInterval = Math.Max(1, pass.Steps / PanelWidth);
                pass.NextTile = 32;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Panel(in GemmPanelTask task, in GemmPass pass, in TEpilogue epilogue)
    {
        nuint lanes = (nuint)V.Count;
        if (task.Width == 2 * lanes)
            Tiles<Two, FullLanes<V>>(task, pass, default, epilogue);
        else if (task.Width > lanes)
            Tiles<Two, TailLanes<V>>(task, pass, new(task.Width - lanes), epilogue);
        else if (task.Width == lanes)
            Tiles<One, FullLanes<V>>(task, pass, default, epilogue);
        else
            Tiles<One, TailLanes<V>>(task, pass, new(task.Width), epilogue);
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Tiles<TVectors, L>(in GemmPanelTask task, GemmPass pass, L lanes, in TEpilogue epilogue)
        where TVectors : unmanaged, ITileSize
        where L : struct, ILanes<V>
    {
        Unsafe.SkipInit(out TileResults<V> memory);
        ref V results = ref TileResults<V>.Aligned(ref memory);
        if (task.Partial is not null)
            results = ref Unsafe.AsRef<V>(task.Partial);
        bool packs = task.B is not null;
        if (packs && task.IsTransposed)
        {
            int stride = sizeof(TVectors) * V.Count;
            Transpose.Run<V>(ref *task.B, (int)task.Width, (int)pass.Steps, (int)pass.StepB, ref *pass.Packed, stride);
            packs = false;
        }

        nuint lead = Lead(pass.Steps);
        for (nuint row = task.Row; task.IsLast && task.IsFirstPanel && row < task.Row + lead; row += (nuint)GemmTile<V>.MaxRows)
            Bring(task, row, epilogue);
        for (nuint row = task.Row, rows; row < task.EndRow; row += rows)
        {
            rows = Math.Min((nuint)GemmTile<V>.MaxRows, task.EndRow - row);
            if (task.IsLast)
                Bring(task, row + lead, epilogue);
            float* a = task.A + (row - task.Row) * (pass.RowA == 1 ? pass.Steps : pass.RowA);
            if (packs)
                GemmTile<V>.Run<TVectors, L, Packing, GemmMemorySink<V>>(rows, a, task.B, pass, lanes, new GemmMemorySink<V>(ref results));
            else
                GemmTile<V>.Run<TVectors, FullLanes<V>, Packed, GemmMemorySink<V>>(rows, a, pass.Packed, pass, default, new GemmMemorySink<V>(ref results));
            packs = false;
            pass.Next += pass.NextTile;
            if (task.IsLast)
                GemmPanel<V, TEpilogue>.Consume<TVectors, L>(ref results, rows, row, task.Column, lanes, epilogue);
            if (task.Partial is not null)
                results = ref Unsafe.Add(ref results, (nuint)sizeof(TVectors) * rows);
        }
    }

    /// <summary>Rows between a tile and the one whose results are prefetched before it: the shorter the tiles, the more, for memory takes its time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nuint Lead(nuint steps) => Math.Clamp(LeadSteps / steps, 1, MostLead) * (nuint)GemmTile<V>.MaxRows;

    /// <summary>Prefetches what the epilogue will read and write for the tile at <paramref name="row"/>, or as far into the next panel.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Bring(in GemmPanelTask task, nuint row, in TEpilogue epilogue)
    {
        nuint column = task.Column;
        if (row >= task.EndRow)
        {
            row -= task.EndRow - task.Row;
            column += task.Width;
        }

        if (column >= task.EndColumn)
            return;
        ref TEpilogue target = ref Unsafe.AsRef(in epilogue);
        nuint end = Math.Min(row + (nuint)GemmTile<V>.MaxRows, task.EndRow), last = Math.Min(column + PanelWidth, task.EndColumn) - 1;
        for (; row < end; row++)
        {
            for (nuint at = column; at < last; at += 16)
                target.Store(default(ProbeVector<BringingProbe>), row, at, default(FullLanes<ProbeVector<BringingProbe>>));
            target.Store(default(ProbeVector<BringingProbe>), row, last, default(FullLanes<ProbeVector<BringingProbe>>));
        }
    }
}
