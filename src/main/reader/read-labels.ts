import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { AppError } from '../../shared/contract/app-error.ts';
import { type WantedSlice, readLabelSlices } from '../formats/nifti-label-slices.ts';
import { readValueSlices } from '../formats/nifti-value-slices.ts';
import type { LabelFacts, ValueSlices } from './protocol.ts';

const CHUNK_BYTES = 1024 * 1024;

/**
 * Masks of the wanted slices and the hash of the whole file, which is provenance. A file of another hash than the one known from
 * before is read to its end, so that its own checksum has been looked at before anybody sees a mask of it.
 */
export async function readLabels(request: {
  file: string;
  modality: 'CT' | 'MR';
  slices: readonly WantedSlice[];
  verifiedSha256?: string | undefined;
}): Promise<LabelFacts> {
  const { file, modality, slices, verifiedSha256 } = request;
  const isVerified = verifiedSha256 !== undefined && (await fileSha256(file)) === verifiedSha256;
  const cut = await inRange(file, () => readLabelSlices(file, modality, slices, { isVerified }));
  return { sha256: isVerified ? verifiedSha256 : await fileSha256(file), slices: cut };
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

/** @throws AppError formats.unreadable */
async function fileSha256(file: string): Promise<string> {
  const hash = createHash('sha256');
  try {
    const bytes = createReadStream(file, { highWaterMark: CHUNK_BYTES });
    for await (const chunk of bytes as AsyncIterable<Buffer>) hash.update(chunk);
  } catch (cause) {
    throw new AppError('formats.unreadable', { file }, { cause });
  }
  return hash.digest('hex');
}
