import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError } from '../../../shared/contract/app-error.ts';
import { asUnwritable } from '../../../shared/contract/system-failure.ts';
import { encodeGreyPng } from '../../formats/png-encode.ts';
import type { ProjectStore } from '../../store/project-store.ts';
import type { ReadingService } from '../reading/index.ts';
import { type WriterSlice, writerSlice } from '../vlm/index.ts';
import { photoFile } from './photo-file.ts';
import type { ImageSource } from './sets/set.ts';

/** An image as a model gets it, and how a person sees it. */
export interface LoadedImage {
  readonly slice: WriterSlice;
  /** Grey values between which people see it; photographs are as they are. */
  readonly window: { readonly low: number; readonly high: number };
}

export interface ImageDeps {
  readonly reading: Pick<ReadingService, 'ask'>;
  /** Of the project whose slices are asked about; null where there is none. */
  readonly store: Pick<ProjectStore, 'blobs' | 'sliceReader'> | null;
}

/** Soft tissue, HU: what most of the abdomen is read in. */
const CT_WINDOW = { low: -160, high: 240 };

/** @throws AppError formats.*, store.blob-*, vlm.slice-missing */
export async function loadImage(
  source: ImageSource,
  { reading, store }: ImageDeps,
  signal: AbortSignal,
): Promise<LoadedImage> {
  if (source.kind === 'photo') {
    const file = await photoFile(source.file);
    const { width, height, rgb } = await reading.ask<'read-photo'>({ type: 'read-photo', file }, signal);
    return { slice: { samples: rgb, width, height, modality: 'photo' }, window: { low: 0, high: 255 } };
  }
  if (source.kind === 'dicom') {
    const { file } = source;
    const lone = await reading.ask<'read-lone-slice'>(
      { type: 'read-lone-slice', file, maskFile: null },
      signal,
    );
    const { samples, width, height, modality } = lone;
    const slice = { samples, width, height, modality };
    return { slice, window: modality === 'CT' ? CT_WINDOW : rangeOf(samples) };
  }
  const stored = store?.sliceReader.get(source.sliceId);
  if (!store || !stored) throw new AppError('vlm.slice-missing');
  const { center, width } = stored.window;
  return {
    slice: await writerSlice(store, stored),
    window: { low: center - width / 2, high: center + width / 2 },
  };
}

function rangeOf(samples: ArrayLike<number>): { low: number; high: number } {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let at = 0; at < samples.length; at += 1) {
    low = Math.min(low, samples[at]!);
    high = Math.max(high, samples[at]!);
  }
  return { low, high };
}

/** File of a picture in a folder of pictures. */
export const pictureFile = (folder: string, sha256: string): string =>
  join(folder, sha256.slice(0, 2), `${sha256}.png`);

/**
 * Keeps an image as people see it, so that a comparison can be drawn wherever its slices are by then. Named by what the model
 * got, so that the same image is kept once however often it is asked about.
 *
 * @returns its SHA-256 @throws AppError store.*
 */
export async function keepPicture(folder: string, { slice, window }: LoadedImage): Promise<string> {
  const { samples, width, height, modality } = slice;
  const hash = createHash('sha256').update(`${modality} ${width} ${height}\n`);
  const sha256 = hash
    .update(new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength))
    .digest('hex');
  const file = pictureFile(folder, sha256);
  if (existsSync(file)) return sha256;
  const image =
    modality === 'photo'
      ? shrunk({ width, height, grey: luma(samples) })
      : { width, height, grey: windowed(samples, window) };
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(`${file}.partial`, encodeGreyPng(image));
    await rename(`${file}.partial`, file);
  } catch (error) {
    throw asUnwritable(error, file);
  }
  return sha256;
}

function windowed(samples: ArrayLike<number>, { low, high }: LoadedImage['window']): Uint8Array {
  const range = Math.max(high - low, Number.EPSILON);
  return Uint8Array.from(samples, (value) =>
    Math.round(255 * Math.min(1, Math.max(0, (value - low) / range))),
  );
}

/** Brightness of colours (ITU-R BT.601). */
function luma(rgb: Uint8Array): Uint8Array {
  return Uint8Array.from({ length: rgb.length / 3 }, (_, at) =>
    Math.round(0.299 * rgb[3 * at]! + 0.587 * rgb[3 * at + 1]! + 0.114 * rgb[3 * at + 2]!),
  );
}

/** Longest side of a photograph as it is kept, pixels: a comparison carries two dozen of them. Slices keep the pixels that boxes are in. */
const PHOTO_SIDE = 1024;

/** Means of squares of pixels, where a picture is larger than it is shown. */
function shrunk(image: {
  readonly width: number;
  readonly height: number;
  readonly grey: Uint8Array;
}): typeof image {
  const by = Math.ceil(Math.max(image.width, image.height) / PHOTO_SIDE);
  if (by === 1) return image;
  const [width, height] = [Math.floor(image.width / by), Math.floor(image.height / by)];
  const grey = Uint8Array.from({ length: width * height }, (_, at) => {
    const [left, top] = [(at % width) * by, Math.floor(at / width) * by];
    let sum = 0;
    for (let y = top; y < top + by; y += 1)
      for (let x = left; x < left + by; x += 1) sum += image.grey[y * image.width + x]!;
    return Math.round(sum / by ** 2);
  });
  return { width, height, grey };
}
