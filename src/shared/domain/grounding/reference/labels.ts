import type { Modality } from '../../anatomy/classes.ts';
import { UNIFIED_ID_BY_MR_ID } from '../../anatomy/tables/mr-class-ids.ts';

/**
 * Label values of a slice, row-major, as the file holds them after scaling (float32). Files whose values are whole and
 * below 256 come as bytes, which is nearly all of them.
 */
export type LabelValues = Uint8Array | Float32Array;

/** A slice's labels in the unified schema as the published pipeline sees them. */
export interface ReferenceLabels {
  /** Values that are cached as `.npy`. */
  readonly values: LabelValues;
  /** What the box code sees: truncated and cut to a byte, so label 261 becomes 5. */
  readonly mask: Uint8Array;
  /** Truncated label values on the slice, background included; they decide which keywords are kept. */
  readonly present: ReadonlySet<number>;
}

/** MR ids become unified ids; a value that is not exactly an id of the MR task becomes background. CT values stay. */
export function referenceLabels(values: LabelValues, modality: Modality): ReferenceLabels {
  const unified = modality === 'MR' ? unifyMr(values) : values;
  if (unified instanceof Uint8Array) return { values: unified, mask: unified, present: bytesIn(unified) };
  const mask = new Uint8Array(unified.length);
  const present = new Set<number>();
  let last = Number.NaN;
  for (let at = 0; at < unified.length; at += 1) {
    const label = Math.trunc(unified[at]!);
    // A store into a byte array keeps the low eight bits, as the cast in the pipeline does.
    mask[at] = label;
    if (label !== last) present.add(label);
    last = label;
  }
  return { values: unified, mask, present };
}

function unifyMr(values: LabelValues): Uint8Array {
  const unified = new Uint8Array(values.length);
  for (let at = 0; at < values.length; at += 1) unified[at] = UNIFIED_ID_BY_MR_ID[values[at]!] ?? 0;
  return unified;
}

function bytesIn(bytes: Uint8Array): Set<number> {
  const isThere = new Uint8Array(256);
  for (const byte of bytes) isThere[byte] = 1;
  return new Set([...isThere.keys()].filter((byte) => isThere[byte] === 1));
}
