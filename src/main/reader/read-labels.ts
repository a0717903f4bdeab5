import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { AppError } from '../../shared/contract/app-error.ts';
import { type WantedSlice, readLabelSlices } from '../formats/nifti-label-slices.ts';
import type { LabelFacts } from './protocol.ts';

/** Masks of the wanted slices and the hash of the whole file (which is provenance, and verifies it once). */
export async function readLabels(request: {
  file: string;
  modality: 'CT' | 'MR';
  slices: readonly WantedSlice[];
}): Promise<LabelFacts> {
  const { file, modality, slices } = request;
  const cut = await readLabelSlices(file, modality, slices).catch((error: unknown) => {
    if (error instanceof RangeError)
      throw new AppError('formats.bad-dimensions', { file, dims: error.message }, { cause: error });
    throw error;
  });
  return { sha256: await fileSha256(file), slices: cut };
}

export async function fileSha256(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) hash.update(chunk);
  return hash.digest('hex');
}
