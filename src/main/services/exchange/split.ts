import { createHash } from 'node:crypto';

export type Split = 'train' | 'val' | 'test';

/**
 * The split of a patient: a hash of seed and pseudonym decides, so that all slices of a patient go together and nobody moves
 * when data are added.
 */
export function splitOf(
  patient: string,
  { seed, split }: { readonly seed: number; readonly split: Readonly<Record<Split, number>> },
): Split {
  const share =
    Number.parseInt(createHash('sha256').update(`${seed}\u0000${patient}`).digest('hex').slice(0, 12), 16) /
    16 ** 12;
  const total = split.train + split.val + split.test;
  if (share * total < split.train) return 'train';
  return share * total < split.train + split.val ? 'val' : 'test';
}
