import { z } from 'zod';
import { type ExportSettings, ExportSettingsSchema } from '../../../shared/contract/exchange.ts';
import { AppError } from '../../../shared/contract/app-error.ts';
import type { MentionExtractor } from '../../../shared/domain/mention/mention.ts';
import type { JobContext, Jobs } from '../../jobs/index.ts';
import type { Clock } from '../../ports/index.ts';
import type { ProjectStore } from '../../store/project-store.ts';
import { Bundle } from './bundle.ts';
import type { Unused } from './captions.ts';
import { type CuratedSlice, type LeftOut, curatedSlices } from './curate.ts';
import { WRITERS } from './layouts.ts';
import { noQuestions, questionsOf } from './questions.ts';
import { withKeywordsOnce } from './refrad2d.ts';
import { type Preview, summaryOf } from './summary.ts';
import { writePictures } from './training-data.ts';

export type { Preview } from './summary.ts';
export { readManifestHead } from './manifest-head.ts';
export { type Split, splitOf } from './split.ts';
export {
  type TrainingData,
  type TrainingDataSettings,
  previewTrainingData,
  writeTrainingData,
} from './training-data.ts';

const InputSchema = ExportSettingsSchema.extend({ targetDir: z.string().min(1) });
export const EXPORT = 'exchange.export';

export interface ExchangeDeps {
  readonly store: ProjectStore;
  readonly jobs: Jobs;
  readonly clock: Clock;
  /** Finds the words for a pair in a translation. */
  readonly lexicon: MentionExtractor;
}

interface Collected {
  readonly slices: CuratedSlice[];
  readonly leftOut: Map<LeftOut, number>;
  readonly unused: Map<Unused, number>;
}

/** What was curated leaves in the layouts that the published training reads. */
export class ExchangeService {
  private readonly deps: ExchangeDeps;

  constructor(deps: ExchangeDeps) {
    this.deps = deps;
    deps.jobs.register({
      kind: EXPORT,
      lane: 'pairs',
      input: InputSchema,
      run: (input, context) => this.run(input, context),
    });
  }

  /** What an export with these settings would hold, and what it would leave out and why. */
  preview(settings: ExportSettings): Preview {
    return summaryOf(this.collect(settings));
  }

  start(input: z.infer<typeof InputSchema>): { jobId: string } {
    return { jobId: this.deps.jobs.enqueue(EXPORT, input, input.targetDir) };
  }

  private collect(settings: ExportSettings): Collected {
    const { store, lexicon } = this.deps;
    const leftOut = new Map<LeftOut, number>();
    const unused = new Map<Unused, number>();
    const curation = { store, lexicon, leftOut: countingIn(leftOut), unused: countingIn(unused) };
    const curated = [...curatedSlices(settings, curation)];
    const slices =
      settings.format === 'refrad2d'
        ? curated.flatMap((slice) => withKeywordsOnce(slice, () => curation.leftOut('keyword-taken')) ?? [])
        : curated;
    return { slices, leftOut, unused };
  }

  private async run(input: z.infer<typeof InputSchema>, context: JobContext): Promise<Preview> {
    const { targetDir, ...settings } = input;
    const { store, clock } = this.deps;
    const collected = this.collect(settings);
    const { slices } = collected;
    if (slices.length === 0) throw new AppError('exchange.nothing-to-export');
    const bundle = await Bundle.begin(targetDir);
    try {
      for (const [done, curated] of slices.entries()) {
        context.signal.throwIfAborted();
        const params = { imageId: curated.slice.imageId, dir: targetDir };
        context.progress({ done, total: slices.length, step: 'export', params });
        await writePictures(bundle, curated, store);
      }
      const questions = (curated: CuratedSlice) =>
        Object.values(settings.questions ? questionsOf(store, curated) : noQuestions());
      const written = await WRITERS[settings.format](bundle, slices, questions);
      const summary = summaryOf(collected);
      const manifest = { settings, summary, ...written };
      await bundle.finish({ format: settings.format, ...manifest, auditHead: store.auditHead() });
      const at = new Date(clock.now()).toISOString();
      const detail = { ...manifest, files: bundle.files.length };
      store.audit({ at, actor: 'system', action: 'exchange.export', detail });
      return summary;
    } catch (error) {
      await bundle.abandon();
      throw error;
    }
  }
}

function countingIn<Reason>(counts: Map<Reason, number>): (reason: Reason) => void {
  return (reason) => void counts.set(reason, (counts.get(reason) ?? 0) + 1);
}

export function createExchangeService(deps: ExchangeDeps): ExchangeService {
  return new ExchangeService(deps);
}
