import type { ChildHost, Clock } from '../ports/index.ts';
import type { Segmented } from '../services/segmentation/index.ts';
import { type GenerateRequest, type Generated, generateFor } from './generate-batch.ts';
import type { Machine } from './machine.ts';
import { type SegmentFileRequest, segmentFile } from './segment-batch.ts';

interface FilesDeps {
  readonly machine: Machine;
  readonly children: ChildHost;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** Models on files that belong to no project. */
export function createFilesBatch(deps: FilesDeps) {
  const atWork = new Set<Promise<unknown>>();
  const tracked = <T>(work: Promise<T>): Promise<T> => {
    atWork.add(work);
    return work;
  };
  return {
    /** Work that is waited for at the end. */
    tracked,

    /** Asks RadGrounder about a slice. @throws AppError vlm.*, formats.*, models.*, compute.* */
    generate: (request: GenerateRequest): Promise<Generated> => tracked(generateFor(request, deps)),

    /** Segments a volume. @throws AppError segmentation.*, formats.*, models.*, compute.*, store.* */
    segment: (request: SegmentFileRequest): Promise<Segmented> => tracked(segmentFile(request, deps)),

    /** Resolves when nothing is at work any more: copies of patients' images are taken away by then. */
    ended: async (): Promise<void> => {
      await Promise.allSettled(atWork);
    },
  };
}
