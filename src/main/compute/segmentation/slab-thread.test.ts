import { describe, expect, it } from 'vitest';
import { type Dims3, voxelsOf } from '../../../shared/domain/segmentation/grid.ts';
import { NotFiniteError } from '../../../shared/domain/segmentation/slab.ts';
import { tileStarts } from '../../../shared/domain/segmentation/tiles.ts';
import { type Slab, SlabHere } from './slab-here.ts';
import { SlabThread } from './slab-thread.ts';

const [PATCH, SIZE, HEADS] = [[8, 8, 8] as const, [19, 10, 8] as const, 3];
const shape = { heads: HEADS, size: SIZE, patch: PATCH };

const STARTS: readonly Dims3[] = tileStarts(SIZE[0], PATCH[0], 0.5).flatMap((a) =>
  tileStarts(SIZE[1], PATCH[1], 0.5).map((b): Dims3 => [a, b, 0]),
);

/** Labels of logits that differ from tile to tile. */
async function labelsOf(open: (onRow: (row: number, heads: Uint8Array) => void) => Promise<Slab>) {
  const rows: number[][] = [];
  const slab = await open((row, heads) => (rows[row] = [...heads]));
  for (const [number, start] of STARTS.entries()) {
    slab.decide(start[0]);
    const logits = await slab.room();
    for (let i = 0; i < logits.length; i += 1) logits[i] = Math.sin(i * (number + 1)) * 5;
    slab.add(start);
  }
  slab.decide(SIZE[0]);
  await slab.decidedTo(SIZE[0]);
  await slab.close();
  return rows;
}

describe('SlabThread', () => {
  it('decides as the accumulator does without a thread', async () => {
    const rows = await labelsOf((onRow) => SlabThread.open(shape, onRow));
    expect(rows).toEqual(await labelsOf((onRow) => Promise.resolve(new SlabHere(shape, onRow))));
    expect(new Set(rows.flat()).size).toBe(HEADS);
    expect(rows.every((row) => row.length === SIZE[1] * SIZE[2])).toBe(true);
  });

  it('says that a logit is no number', async () => {
    const slab = await SlabThread.open(shape, () => undefined);
    const logits = await slab.room();
    logits.fill(1).fill(Number.NaN, 0, voxelsOf(PATCH));
    slab.add([0, 0, 0]);
    slab.decide(SIZE[0]);
    await expect(slab.decidedTo(SIZE[0])).rejects.toBeInstanceOf(NotFiniteError);
    await slab.close();
  });

  it('is refused where its memory is not to be had', async () => {
    const huge = { ...shape, heads: 200, size: [8, 60_000, 60_000] as const };
    await expect(SlabThread.open(huge, () => undefined)).rejects.toBeInstanceOf(RangeError);
  });

  it('does not leave anybody waiting when it ends', async () => {
    const slab = await SlabThread.open(shape, () => undefined);
    const waiting = slab.decidedTo(SIZE[0]);
    await slab.close();
    await expect(waiting).rejects.toThrow('has ended');
  });
});
