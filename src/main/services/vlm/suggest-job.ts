import { z } from 'zod';
import { LanguageSchema, Sha256Schema } from '../../../shared/contract/common.ts';
import type { AppEvent } from '../../../shared/contract/jobs.ts';
import { type JobContext, type Jobs, Tolerance } from '../../jobs/index.ts';
import type { Clock } from '../../ports/index.ts';
import type { ProjectStore } from '../../store/project-store.ts';
import type { StoredSlice } from '../../store/slice-reader.ts';
import { writerSlice } from './stored-slice.ts';
import type { Writer } from './writer.ts';

export const SUGGEST = 'vlm.suggest';

const InputSchema = z.strictObject({ packId: Sha256Schema, language: LanguageSchema });
type Input = z.infer<typeof InputSchema>;

export interface SuggestDeps {
  readonly store: ProjectStore;
  readonly jobs: Jobs;
  readonly writer: Pick<Writer, 'write' | 'batchSize'>;
  readonly clock: Clock;
  readonly publish: (event: AppEvent) => void;
}

/**
 * RadGrounder's own boxes for all slices with an undecided pair, the most suspicious first. Each answer is kept as it comes, so a
 * run that was stopped goes on with what is missing.
 */
export function registerSuggest(deps: SuggestDeps): void {
  deps.jobs.register({
    kind: SUGGEST,
    lane: 'model',
    input: InputSchema,
    run: (input, context) => new Suggesting(deps, input, context).run(deps.store.suggestions.missing(input)),
  });
}

/** What a run tells, and what stops it. */
export type SuggestContext = Pick<JobContext, 'signal' | 'progress' | 'problem'>;

/** Asks a pack about slices, so many at a time as are worth it. */
export class Suggesting {
  private readonly deps: SuggestDeps;
  private readonly input: Input;
  private readonly context: SuggestContext;
  private readonly tolerance: Tolerance;
  private suggested = 0;

  constructor(deps: SuggestDeps, input: Input, context: SuggestContext) {
    this.deps = deps;
    this.input = input;
    this.context = context;
    this.tolerance = new Tolerance(context);
  }

  /** @throws AppError of the third failure in a row, store.*; the signal's reason */
  async run(missing: readonly number[]): Promise<{ suggested: number; failed: number }> {
    const { store, writer } = this.deps;
    const size = await writer.batchSize();
    for (let at = 0; at < missing.length; at += size) {
      this.context.signal.throwIfAborted();
      const slices = missing.slice(at, at + size).map((sliceId) => store.sliceReader.get(sliceId)!);
      this.context.progress({
        done: at,
        total: missing.length,
        step: 'suggest',
        params: { imageId: slices[0]!.imageId },
      });
      await this.tolerance.try(
        slices.map(({ imageId }) => imageId),
        () => this.write(slices),
      );
    }
    return { suggested: this.suggested, failed: this.tolerance.failed };
  }

  private async write(slices: readonly StoredSlice[]): Promise<void> {
    const { store, writer, clock, publish } = this.deps;
    const { packId, language } = this.input;
    const written = await writer.write({
      pack: packId,
      slices: await Promise.all(slices.map((slice) => writerSlice(store, slice))),
      prompts: slices.map(({ question, clinicalInformation }, slice) => ({
        slice,
        task: 'ground',
        language,
        question,
        clinicalInformation,
      })),
      signal: this.context.signal,
    });
    const createdAt = new Date(clock.now()).toISOString();
    const pairIds = slices.flatMap(({ sliceId }, at) =>
      store.suggestions.save({
        ...written.answers[at]!,
        sliceId,
        packId: written.packId,
        packName: written.packName,
        task: 'ground',
        language,
        createdAt,
      }),
    );
    this.suggested += slices.length;
    if (pairIds.length > 0) publish({ type: 'review.changed', pairIds });
  }
}
