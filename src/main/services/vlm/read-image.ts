import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppError } from '../../../shared/contract/app-error.ts';
import type { Modality } from '../../../shared/domain/anatomy/classes.ts';
import { type SliceAxis, planSlice } from '../../../shared/domain/volume/slice.ts';
import { cutRawSlices } from '../../formats/raw-volume.ts';
import type { ReadingService } from '../reading/index.ts';
import type { GreyWriterSlice } from './writer.ts';

export interface ImageChoice {
  /** Absolute path of a NIfTI volume or a DICOM image. */
  readonly file: string;
  readonly axis: SliceAxis;
  /** From 0; the middle one where not given. */
  readonly index?: number | undefined;
  /** Overrules what the file says. */
  readonly modality?: Modality | undefined;
  readonly signal?: AbortSignal;
}

/** A slice with which one it is. */
export interface ReadSlice extends GreyWriterSlice {
  readonly index: number;
}

/** Reads one slice of a file that belongs to no project. @throws AppError vlm.*, formats.* */
export async function readImage(
  reading: Pick<ReadingService, 'ask'>,
  choice: ImageChoice,
): Promise<ReadSlice> {
  const { file, modality, signal } = choice;
  const facts = await reading.ask<'inspect'>({ type: 'inspect', file }, signal);
  if (facts.kind === 'nifti') {
    if (!modality) throw new AppError('vlm.modality-needed', { file });
    return { ...(await cutVolume(reading, choice)), modality };
  }
  if (facts.kind !== 'dicom') throw new AppError('vlm.not-an-image', { file });
  const lone = await reading.ask<'read-lone-slice'>(
    { type: 'read-lone-slice', file, maskFile: null },
    signal,
  );
  if (choice.index) throw new AppError('vlm.slice-outside', { file, slice: choice.index, count: 1 });
  const { samples, width, height } = lone;
  return { samples, width, height, modality: modality ?? lone.modality, index: 0 };
}

async function cutVolume(
  reading: Pick<ReadingService, 'ask'>,
  { file, axis, index: wanted, signal }: ImageChoice,
): Promise<Omit<ReadSlice, 'modality'>> {
  const dir = await mkdtemp(join(tmpdir(), 'plumbline-slice-'));
  try {
    const outFile = join(dir, 'volume.raw');
    const source = { kind: 'nifti', file } as const;
    const { dims, dtype } = await reading.ask<'read-volume'>(
      { type: 'read-volume', source, outFile },
      signal,
    );
    const count = dims[axis];
    const index = wanted ?? Math.floor(count / 2);
    if (index >= count) throw new AppError('vlm.slice-outside', { file, slice: index, count });
    const plan = planSlice(dims, axis, index);
    await using handle = await open(outFile, 'r');
    const [samples] = await cutRawSlices(handle, { dims, dtype }, [plan]);
    return { samples: samples!, width: plan.width, height: plan.height, index };
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}
