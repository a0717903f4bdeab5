import { open, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createHash } from 'node:crypto';
import { AppError } from '../../../shared/contract/app-error.ts';
import { type SliceAxis, type SlicePlan, planSlice } from '../../../shared/domain/volume/slice.ts';
import { cutRawSlices, rawVolumeBytes } from '../../formats/raw-volume.ts';
import type { ProjectStore } from '../../store/project-store.ts';
import type { VolumeRecord } from '../../store/volume-store.ts';
import type { Extents } from '../../reader/protocol.ts';
import type { ReadingService } from '../reading/index.ts';
import { ExtentCache } from './extent-cache.ts';
import { thumbnail } from './thumbnail.ts';

/** An answer to a pixel request: raw samples with what they are in the headers. */
export interface PixelAnswer {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

export interface PixelDeps {
  readonly store: ProjectStore;
  readonly reading: ReadingService;
}

interface Samples {
  readonly identity: string;
  readonly width: number;
  readonly height: number;
  readonly dtype: 'int16' | 'float32' | 'uint8';
  readonly body: Uint8Array;
}

interface NeighbourMask {
  readonly file: string;
  readonly sha256: string | null;
  readonly modality: 'CT' | 'MR';
  readonly at: { readonly axis: SliceAxis; readonly index: number };
}

const PATH = /^\/(pixels|masks|thumbs)\/(slice|volume)\/(\d{1,15})(?:\/([012])\/(\d{1,6}))?$/;

/**
 * Bytes of slices, masks, neighbouring slices and thumbnails. Every answer names what it is and carries the hash of its
 * bytes, so that the page can check both before it draws.
 */
export class PixelService {
  private readonly deps: PixelDeps;
  private readonly extentCache: ExtentCache;
  /** Hashes of label maps that were read to their end, checksum included, since this project was opened. */
  private readonly verified = new Set<string>();

  constructor(deps: PixelDeps) {
    this.deps = deps;
    this.extentCache = new ExtentCache(deps);
  }

  /** Where the classes of a volume begin and end; none where it has no segmentation. @throws AppError formats.* */
  extents(volumeId: number): Promise<Extents> {
    return this.extentCache.of(volumeId);
  }

  /** @returns null for a path or an id that does not exist @throws AppError store.blob-*, host.volume-source-missing, formats.* */
  async handle(path: string): Promise<PixelAnswer | null> {
    const match = PATH.exec(path);
    if (!match) return null;
    const [, what, where, id, axis, index] = match;
    const samples =
      where === 'slice'
        ? await this.slice(what as 'pixels' | 'masks' | 'thumbs', Number(id))
        : await this.volumeSlice(what as 'pixels' | 'masks', Number(id), {
            axis: Number(axis) as SliceAxis,
            index: Number(index),
          });
    return samples && answer(samples);
  }

  private async slice(what: 'pixels' | 'masks' | 'thumbs', sliceId: number): Promise<Samples | null> {
    const slice = this.deps.store.sliceReader.get(sliceId);
    if (!slice) return null;
    const { width, height } = slice.geometry;
    const identity = `${what}/slice/${sliceId}`;
    if (what === 'masks') {
      if (slice.maskSha256 === null) return null;
      return {
        identity,
        width,
        height,
        dtype: 'uint8',
        body: await this.deps.store.blobs.get(slice.maskSha256),
      };
    }
    const body = await this.deps.store.blobs.get(slice.pixelsSha256);
    if (what === 'thumbs') return { identity, ...thumbnail({ ...slice, width, height }, body) };
    return { identity, width, height, dtype: slice.dtype, body };
  }

  private async volumeSlice(
    what: 'pixels' | 'masks',
    volumeId: number,
    at: { axis: SliceAxis; index: number },
  ): Promise<Samples | null> {
    const volume = this.deps.store.volumes.get(volumeId);
    if (!volume || at.index >= volume.dims[at.axis]) return null;
    const plan = planSlice(volume.dims, at.axis, at.index);
    const identity = `${what}/volume/${volumeId}/${at.axis}/${at.index}`;
    const { width, height } = plan;
    if (what === 'masks') {
      if (!volume.segmentationFile) return null;
      const { segmentationFile: file, segmentationSha256: sha256, modality } = volume;
      const mask = await this.neighbourMask({ file, sha256, modality, at });
      return { identity, width, height, dtype: 'uint8', body: mask };
    }
    return {
      identity,
      width,
      height,
      dtype: volume.dtype,
      body: await this.cutFromCache(volumeId, volume, plan),
    };
  }

  /** Read from the label map itself, and only while that is the one from which the project's own masks were cut. */
  private async neighbourMask({ file, sha256, modality, at }: NeighbourMask): Promise<Uint8Array> {
    const isVerified = sha256 !== null && this.verified.has(sha256);
    const labels = await this.deps.reading
      .ask<'read-labels'>({
        type: 'read-labels',
        file,
        modality,
        slices: [at],
        ...(isVerified ? { verifiedSha256: sha256 } : {}),
      })
      .catch((cause: unknown) => {
        throw asMissing(cause, file);
      });
    if (labels.sha256 !== sha256) throw new AppError('host.volume-source-missing', { file });
    this.verified.add(sha256);
    return labels.slices[0]!.mask;
  }

  /** Reads only the planes that the slice touches: one for an axial slice, all for the others. */
  private async cutFromCache(volumeId: number, volume: VolumeRecord, plan: SlicePlan): Promise<Uint8Array> {
    await using handle = await open(await decodedVolume(this.deps, volumeId, volume), 'r');
    const [samples] = await cutRawSlices(handle, volume, [plan]);
    return new Uint8Array(samples!.buffer);
  }
}

/** A source that cannot be opened has gone; whatever else is wrong with it or with the disk is said as it is. */
function asMissing(cause: unknown, file: string): unknown {
  return cause instanceof AppError && cause.code === 'formats.unreadable'
    ? new AppError('host.volume-source-missing', { file }, { cause })
    : cause;
}

/**
 * File of a decoded volume: raw LPS samples. Made again from its source when the cache was emptied, and only if that is still the
 * same.
 *
 * @throws AppError host.volume-source-missing, formats.*
 */
export async function decodedVolume(
  { store, reading }: PixelDeps,
  volumeId: number,
  volume: VolumeRecord,
  signal?: AbortSignal,
): Promise<string> {
  const file = volumeCacheFile(store, volumeId);
  // One that is cut short, by a full disk or a crash, would show black where there is a picture.
  const isWhole = await stat(file).then(
    ({ size }) => size === rawVolumeBytes(volume),
    () => false,
  );
  if (isWhole) return file;
  const source =
    volume.source.kind === 'nifti'
      ? volume.source
      : { kind: 'dicom' as const, files: [...volume.source.files] };
  const sourceFile = source.kind === 'nifti' ? source.file : source.files[0]!;
  const facts = await reading
    .ask<'read-volume'>({ type: 'read-volume', source, outFile: `${file}.check` }, signal)
    .catch((cause: unknown) => {
      throw asMissing(cause, sourceFile);
    });
  if (facts.sha256 !== volume.sha256) throw new AppError('host.volume-source-missing', { file: sourceFile });
  await rename(`${file}.check`, file);
  return file;
}

/** Where a decoded volume is kept; deletable at any time. */
export function volumeCacheFile(store: ProjectStore, volumeId: number): string {
  return join(store.volumeCacheDir, `${volumeId}.raw`);
}

export function createPixelService(deps: PixelDeps): PixelService {
  return new PixelService(deps);
}

function answer({ identity, width, height, dtype, body }: Samples): PixelAnswer {
  return {
    body,
    headers: {
      'content-type': 'application/octet-stream',
      'x-plumbline-identity': identity,
      'x-plumbline-dtype': dtype,
      'x-plumbline-width': String(width),
      'x-plumbline-height': String(height),
      'x-plumbline-sha256': createHash('sha256').update(body).digest('hex'),
    },
  };
}
