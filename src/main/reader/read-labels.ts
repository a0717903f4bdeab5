import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { AppError } from '../../shared/contract/app-error.ts';
import { type WantedSlice, readLabelSlices } from '../formats/nifti-label-slices.ts';
import { readValueSlices } from '../formats/nifti-value-slices.ts';
import type { LabelFacts, ValueSlices } from './protocol.ts';

/** Masks of the wanted slices and the hash of the whole file (which is provenance, and verifies it once). */
export async function readLabels(request: {
  file: string;
  modality: 'CT' | 'MR';
  slices: readonly WantedSlice[];
}): Promise<LabelFacts> {
  const { file, modality, slices } = request;
  const cut = await inRange(file, () => readLabelSlices(file, modality, slices));
  return { sha256: await fileSha256(file), slices: cut };
}

/** Scaled values of the wanted slices. */
export async function readValues(request: {
  file: string;
  slices: readonly WantedSlice[];
}): Promise<ValueSlices> {
  return inRange(request.file, () => readValueSlices(request.file, request.slices));
}

/** A slice outside the volume is a fault of who asked about this file, not of the program. */
async function inRange<T>(file: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new AppError('formats.bad-dimensions', { file, dims: cause.message }, { cause });
  }
}

export async function fileSha256(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) hash.update(chunk);
  return hash.digest('hex');
}
