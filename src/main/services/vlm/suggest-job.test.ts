import { describe, expect, it } from 'vitest';
import { AppError } from '../../../shared/contract/app-error.ts';
import type { JobContext, JobKind, Jobs } from '../../jobs/index.ts';
import type { ProjectStore } from '../../store/project-store.ts';
import type { Suggestion } from '../../store/suggestion-store.ts';
import { registerSuggest } from './suggest-job.ts';

const input = { packId: 'a'.repeat(64), language: 'en' } as const;

/** A project with so many slices, and a model that fails on some of them. */
function project(count: number, failing: readonly number[]) {
  const saved: number[] = [];
  const problems: string[] = [];
  let job: JobKind<typeof input> | undefined;
  const slice = (sliceId: number) => ({
    sliceId,
    imageId: `image-${sliceId}`,
    dtype: 'int16',
    geometry: { width: 1, height: 1 },
    modality: 'CT',
  });
  registerSuggest({
    // Only what the job touches.
    store: {
      blobs: { get: () => Promise.resolve(new Uint8Array(2)) },
      sliceReader: { get: slice },
      suggestions: {
        missing: () => Array.from({ length: count }, (_, at) => at + 1).filter((id) => !saved.includes(id)),
        save: ({ sliceId }: Suggestion) => (saved.push(sliceId), []),
      },
    } as unknown as ProjectStore,
    jobs: { register: (kind: JobKind<typeof input>) => (job = kind) } as unknown as Jobs,
    writer: {
      batchSize: () => Promise.resolve(1),
      write: () =>
        failing.includes(saved.length + problems.length + 1)
          ? Promise.reject(new AppError('compute.crashed', { signal: 'SIGSEGV' }))
          : Promise.resolve({
              packId: '',
              packName: '',
              answers: [{ text: '', boxes: [], isComplete: true }],
            }),
    },
    clock: { now: () => 0, monotonic: () => 0 },
    publish: () => undefined,
  });
  const run = (signal = new AbortController().signal): Promise<unknown> =>
    job!.run(input, {
      signal,
      progress: () => undefined,
      problem: ({ file }) => problems.push(file),
      inLane: (_lane, work) => work(),
    } as JobContext);
  return { run, saved, problems };
}

describe('asking ahead', () => {
  it('names a slice that fails and goes on with the next', async () => {
    const { run, saved, problems } = project(5, [2, 4]);
    expect(await run()).toEqual({ suggested: 3, failed: 2 });
    expect(saved).toEqual([1, 3, 5]);
    expect(problems).toEqual(['image-2', 'image-4']);
  });

  it('gives up where nothing works any more, and keeps what came before', async () => {
    const { run, saved } = project(9, [3, 4, 5, 6, 7, 8, 9]);
    await expect(run()).rejects.toMatchObject({ code: 'compute.crashed' });
    expect(saved).toEqual([1, 2]);
  });

  it('goes on with what is missing', async () => {
    const { run, saved } = project(3, [2]);
    await run();
    expect(saved).toEqual([1, 3]);
    await run();
    expect(saved).toEqual([1, 3, 2]);
  });

  it('does nothing more once it is cancelled', async () => {
    const { run, saved } = project(3, []);
    await expect(run(AbortSignal.abort())).rejects.toThrow('abort');
    expect(saved).toEqual([]);
  });
});
