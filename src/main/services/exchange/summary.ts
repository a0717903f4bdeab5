import type { Unused } from './captions.ts';
import type { CuratedSlice, LeftOut } from './curate.ts';
import type { Split } from './split.ts';

/** What an export holds, and what stays behind and why. */
export interface Preview {
  readonly pairs: number;
  readonly slices: number;
  readonly patients: number;
  readonly bySplit: Record<Split, number>;
  readonly leftOut: { readonly reason: LeftOut; readonly count: number }[];
  /** Captions by who wrote them, and those of a language model that were not used. */
  readonly captions: {
    readonly original: number;
    readonly rewritten: number;
    readonly translated: number;
    readonly unused: { readonly reason: Unused; readonly count: number }[];
  };
}

export function summaryOf({
  slices,
  leftOut,
  unused,
}: {
  readonly slices: readonly CuratedSlice[];
  readonly leftOut: ReadonlyMap<LeftOut, number>;
  readonly unused: ReadonlyMap<Unused, number>;
}): Preview {
  const inSplit = (split: Split): number => slices.filter((curated) => curated.split === split).length;
  const captions = { original: 0, rewritten: 0, translated: 0 };
  for (const { captions: own } of slices) for (const { made } of own) captions[made?.kind ?? 'original'] += 1;
  return {
    pairs: slices.reduce((sum, { pairs }) => sum + pairs.length, 0),
    slices: slices.length,
    patients: new Set(slices.map(({ slice }) => slice.patient)).size,
    bySplit: { train: inSplit('train'), val: inSplit('val'), test: inSplit('test') },
    leftOut: [...leftOut].map(([reason, count]) => ({ reason, count })),
    captions: { ...captions, unused: [...unused].map(([reason, count]) => ({ reason, count })) },
  };
}
