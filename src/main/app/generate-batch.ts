import { access } from 'node:fs/promises';
import { resolve } from 'node:path';
import { AppError } from '../../shared/contract/app-error.ts';
import type { SliceAnswer } from '../../shared/contract/vlm.ts';
import type { Modality } from '../../shared/domain/anatomy/classes.ts';
import type { PromptRequest } from '../../shared/domain/radgrounder/prompt.ts';
import type { SliceAxis } from '../../shared/domain/volume/slice.ts';
import type { ChildHost } from '../ports/index.ts';
import { createReadingService } from '../services/reading/index.ts';
import { Writer, readImage } from '../services/vlm/index.ts';
import type { Machine } from './machine.ts';

export interface GenerateRequest extends PromptRequest {
  readonly pack: string;
  readonly image: string;
  readonly axis: SliceAxis;
  readonly index?: number | undefined;
  readonly modality?: Modality | undefined;
  readonly onPart?: ((answer: SliceAnswer) => void) | undefined;
}

export interface Generated extends SliceAnswer {
  readonly pack: string;
  readonly packId: string;
  readonly slice: number;
  readonly width: number;
  readonly height: number;
  readonly modality: Modality;
}

/** RadGrounder by the command line, about a file; no project is involved. @throws AppError vlm.*, formats.*, models.*, compute.* */
export async function generateFor(
  { pack, image, axis, index, modality, onPart, ...request }: GenerateRequest,
  { machine, children, signal }: { machine: Machine; children: ChildHost; signal: AbortSignal },
): Promise<Generated> {
  const file = resolve(image);
  await access(file).catch((cause: unknown) => {
    throw new AppError('host.path-missing', { file }, { cause });
  });
  const reading = createReadingService(children);
  try {
    const slice = await readImage(reading, { file, axis, index, modality, signal });
    const written = await new Writer(machine).write({
      pack,
      slices: [slice],
      prompts: [{ ...request, slice: 0 }],
      signal,
      onPart: onPart && ((_prompt, answer) => onPart(answer)),
    });
    const { width, height } = slice;
    return {
      pack: written.packName,
      packId: written.packId,
      slice: slice.index,
      width,
      height,
      modality: slice.modality,
      ...written.answers[0]!,
    };
  } finally {
    reading.close();
    machine.close();
  }
}
