import type { Job } from '../../shared/contract/jobs.ts';
import type { ChildHost } from '../ports/index.ts';
import {
  type ReferenceResult,
  type ReferenceSources,
  createGroundingService,
} from '../services/grounding/index.ts';
import { createReadingService } from '../services/reading/index.ts';

export interface ReferenceRequest {
  readonly sources: ReferenceSources;
  readonly out: string;
  readonly onProgress: (progress: Pick<Job, 'done' | 'total' | 'secondsLeft' | 'status'>) => void;
}

/** The published pipeline's last step on its own files; no project is involved. @throws AppError */
export async function deriveReferenceFor(
  { sources, out, onProgress }: ReferenceRequest,
  { children, signal }: { readonly children: ChildHost; readonly signal: AbortSignal },
): Promise<ReferenceResult> {
  const reading = createReadingService(children);
  const progress = (done: number, total: number): void =>
    onProgress({ done, total, secondsLeft: null, status: done < total ? 'running' : 'done' });
  try {
    return await createGroundingService(reading).deriveReference(sources, out, { signal, progress });
  } finally {
    reading.close();
  }
}
