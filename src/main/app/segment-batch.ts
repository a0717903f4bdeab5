import { access } from 'node:fs/promises';
import { resolve } from 'node:path';
import { AppError } from '../../shared/contract/app-error.ts';
import type { Job } from '../../shared/contract/jobs.ts';
import type { ChildHost, Clock } from '../ports/index.ts';
import { createReadingService } from '../services/reading/index.ts';
import { type Segmented, Segmenter } from '../services/segmentation/index.ts';
import type { Machine } from './machine.ts';

export interface SegmentFileRequest {
  readonly pack: string;
  readonly input: string;
  readonly output: string;
  readonly onProgress: (progress: Pick<Job, 'kind' | 'done' | 'total' | 'secondsLeft' | 'status'>) => void;
}

/** Segmentation by the command line, of a file; no project is involved. @throws AppError */
export async function segmentFile(
  { pack, input, output, onProgress }: SegmentFileRequest,
  {
    machine,
    children,
    clock,
    signal,
  }: { machine: Machine; children: ChildHost; clock: Clock; signal: AbortSignal },
): Promise<Segmented> {
  const file = resolve(input);
  await access(file).catch((cause: unknown) => {
    throw new AppError('host.path-missing', { file }, { cause });
  });
  const reading = createReadingService(children);
  const started = clock.monotonic();
  try {
    return await new Segmenter({ ...machine, reading }).segment({
      pack,
      file,
      output: resolve(output),
      signal,
      onProgress: ({ done, total }) => {
        const perTile = (clock.monotonic() - started) / Math.max(1, done) / 1000;
        const secondsLeft = total === null || done === 0 ? null : Math.round(perTile * (total - done));
        const status = done === total ? 'done' : 'running';
        onProgress({ kind: 'segmentation.file', done, total, secondsLeft, status });
      },
    });
  } finally {
    reading.close();
    machine.close();
  }
}
