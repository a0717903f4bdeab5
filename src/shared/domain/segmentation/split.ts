import { type Dims3, voxelsOf } from './grid.ts';

export interface SplitRule {
  readonly voxels: number;
  readonly slices: number;
  readonly margin: number;
}

/** A third of a volume: slices [start, end) go through the networks, of those [keepFrom, keepTo) count. */
export interface Chunk {
  readonly start: number;
  readonly end: number;
  readonly keepFrom: number;
  readonly keepTo: number;
}

/**
 * The thirds along z that a big volume is worked on in, each a case of its own (TotalSegmentator nnunet.py). The second and
 * third begin one slice later than the margin says; that is part of the published result.
 *
 * @param rule null: never split. Volumes too low for three thirds with margins stay whole.
 */
export function chunksOf(dims: Dims3, rule: SplitRule | null): Chunk[] {
  const depth = dims[2];
  const whole = [{ start: 0, end: depth, keepFrom: 0, keepTo: depth }];
  if (!rule || voxelsOf(dims) <= rule.voxels || depth <= rule.slices) return whole;
  const third = Math.floor(depth / 3);
  const { margin } = rule;
  if (third < margin) return whole;
  return [
    { start: 0, end: third + margin, keepFrom: 0, keepTo: third },
    { start: third - margin + 1, end: 2 * third + margin, keepFrom: third, keepTo: 2 * third },
    { start: 2 * third - margin + 1, end: depth, keepFrom: 2 * third, keepTo: depth },
  ];
}

/** Writes a part's labels over what is there; 0 writes nothing, so the later part wins where two overlap. */
export function mergeLabels(into: Uint8Array, part: Uint8Array): void {
  for (let i = 0; i < part.length; i += 1) if (part[i] !== 0) into[i] = part[i]!;
}
