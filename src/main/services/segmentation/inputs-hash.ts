import { createHash } from 'node:crypto';
import type { Affine, Vector3 } from '../../../shared/domain/volume/affine.ts';

/** Goes up whenever the same pack would give other labels on the same image than before: everything is then segmented anew. */
const METHOD = 1;

export interface SegmentationInputs {
  /** Of the decoded LPS samples. */
  readonly imageSha256: string;
  readonly dims: Vector3;
  readonly affineLps: Affine;
  readonly packId: string;
}

/**
 * Names everything that a label map depends on; the same name is the same label map, up to what different providers
 * (processor, graphics card) make of the same sums.
 */
export function inputsHash({ imageSha256, dims, affineLps, packId }: SegmentationInputs): string {
  const inputs = JSON.stringify({ method: METHOD, imageSha256, dims, affineLps, packId });
  return createHash('sha256').update(inputs).digest('hex');
}
