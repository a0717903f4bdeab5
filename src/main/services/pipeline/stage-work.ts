import { AppError } from '../../../shared/contract/app-error.ts';
import type { Problem } from '../../../shared/contract/common.ts';
import type { ErrorCode } from '../../../shared/contract/errors/index.ts';
import type { PipelineSettings } from '../../../shared/contract/pipeline.ts';
import type { PerStage } from '../../../shared/domain/pipeline/stage.ts';
import type { JobContext, Lane } from '../../jobs/index.ts';
import type { ProjectStore } from '../../store/project-store.ts';
import type { StageSlice } from '../../store/stage-store.ts';
import type { DeriveAnewService } from '../grounding/index.ts';
import type { IntakeService } from '../intake/index.ts';
import type { SegmentationService } from '../segmentation/index.ts';
import type { TextsService } from '../texts/index.ts';
import type { VlmService } from '../vlm/index.ts';
import { captionsOf, segmentWorkOf } from './study-parts.ts';

/** Whoever does the work of the stages. */
export interface Workers {
  readonly store: ProjectStore;
  readonly intake: Pick<IntakeService, 'importStudy'>;
  readonly segmentation: Pick<SegmentationService, 'segmentVolume'>;
  readonly texts: Pick<TextsService, 'extractMentions' | 'mentionsProducer'>;
  readonly derivation: Pick<DeriveAnewService, 'deriveSlices'>;
  readonly vlm: Pick<VlmService, 'suggest' | 'slicesAtATime'>;
}

export interface StageContext extends Pick<JobContext, 'signal' | 'problem' | 'inLane'> {
  /** How far the work on these studies is. */
  progress(done: number, total: number | null): void;
  /** Said of a study that could not be finished; those of which nothing is said are done. The first of several counts. */
  failed(study: string, error: AppError): void;
}

/** How a stage is done for some studies. */
export interface StageWork {
  /** Null where nothing else can be in the way. */
  readonly lane: Lane | null;
  /** Studies are taken together up to so many slices, and one in any case. */
  readonly slicesAtATime: number;
  /** @throws AppError for all of these studies that are not done; the signal's reason */
  run(studies: readonly string[], context: StageContext): Promise<void>;
}

/** So many slices are derived before others who work on pairs have their turn. */
const DERIVE_SLICES = 200;
/** A server is asked about many captions at once, and derivation need not wait for the last of a million. */
const EXTRACT_SLICES = 4000;
/** What costs nothing but being noted. */
const ANY_NUMBER = 100_000;

export async function stageWorks(workers: Workers, settings: PipelineSettings): Promise<PerStage<StageWork>> {
  const { vlm } = workers;
  return {
    intake: { lane: 'pairs', slicesAtATime: 1, run: (studies, context) => intake(studies, context, workers) },
    segment: {
      lane: 'model',
      slicesAtATime: 1,
      run: (studies, context) => segment(studies, context, { ...workers, settings }),
    },
    extract:
      settings.extractor === 'llm'
        ? {
            lane: 'llm',
            slicesAtATime: EXTRACT_SLICES,
            run: (studies, context) => extract(studies, context, workers),
          }
        : // The lexicon is a part of the program, and derivation reads it as it goes.
          { lane: null, slicesAtATime: ANY_NUMBER, run: () => Promise.resolve() },
    derive: {
      lane: 'pairs',
      slicesAtATime: DERIVE_SLICES,
      run: (studies, { signal }) =>
        workers.derivation
          .deriveSlices(
            slicesOf(workers, studies).map(({ sliceId }) => sliceId),
            signal,
          )
          .then(() => undefined),
    },
    suggest: {
      lane: 'model',
      slicesAtATime: settings.radgrounder === null ? 1 : await vlm.slicesAtATime(),
      run: (studies, context) => suggest(studies, context, { ...workers, settings }),
    },
  };
}

const slicesOf = ({ store }: Pick<Workers, 'store'>, studies: readonly string[]): StageSlice[] =>
  studies.flatMap((study) => store.stages.slicesOf(study));

async function intake(
  studies: readonly string[],
  context: StageContext,
  { intake: service }: Workers,
): Promise<void> {
  for (const study of studies) {
    const problems: Problem[] = [];
    const problem = (one: Problem): void => void problems.push(one);
    const failure = await service.importStudy(study, { signal: context.signal, problem });
    // What is told of the study need not be told of its file too.
    const others = problems.filter(
      ({ code, params }) => code !== failure?.code || params['file'] !== failure.params['file'],
    );
    for (const other of others) context.problem(other);
    if (failure) context.failed(study, failure);
  }
}

/** A volume that fails leaves the study's others their turn. */
async function segment(
  studies: readonly string[],
  context: StageContext,
  { store, segmentation, settings }: Workers & { readonly settings: PipelineSettings },
): Promise<void> {
  for (const study of studies)
    for (const { volumeId, pack } of segmentWorkOf(store, store.stages.slicesOf(study), settings)) {
      try {
        await segmentation.segmentVolume(volumeId, {
          pack,
          replaceGiven: settings.replaceGiven,
          signal: context.signal,
          onProgress: ({ done, total }) => context.progress(done, total),
          inLane: (lane, work) => context.inLane(lane, work),
        });
      } catch (error) {
        if (!(error instanceof AppError) || error.code.startsWith('store.')) throw error;
        context.failed(study, error);
      }
    }
}

async function extract(
  studies: readonly string[],
  context: StageContext,
  { store, texts }: Workers,
): Promise<void> {
  await texts.extractMentions(captionsOf(store, slicesOf({ store }, studies)), {
    signal: context.signal,
    onProgress: (done, total) => context.progress(done, total),
    // The lexicon stands in for the model there; the study is not held up by it.
    onFailure: ({ language, inputSha256 }, { code, params }) =>
      context.problem({
        file: `${language} ${inputSha256.slice(0, 12)}`,
        code,
        params: { ...params },
        severity: 'warning',
      }),
  });
}

async function suggest(
  studies: readonly string[],
  context: StageContext,
  { store, vlm, settings }: Workers & { readonly settings: PipelineSettings },
): Promise<void> {
  const { signal } = context;
  const { radgrounder, language } = settings;
  const input = { packId: radgrounder!, language };
  const studyOf = new Map<string, string>();
  const bySlice = new Map<number, string>();
  for (const study of studies)
    for (const { sliceId, imageId } of store.stages.slicesOf(study)) {
      studyOf.set(imageId, study);
      bySlice.set(sliceId, study);
    }
  try {
    await vlm.suggest([...bySlice.keys()], input, {
      signal,
      progress: ({ done, total }) => context.progress(done, total),
      // Only expected failures are told so.
      problem: ({ file: imageId, code, params }) =>
        context.failed(studyOf.get(imageId)!, new AppError(code as ErrorCode, { ...params, imageId })),
    });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    for (const sliceId of store.suggestions.missingAmong([...bySlice.keys()], input))
      context.failed(bySlice.get(sliceId)!, error);
    throw error;
  }
}
