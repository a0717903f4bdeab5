import { Jobs } from '../jobs/index.ts';
import type { Ports } from '../ports/index.ts';
import { registerDemo } from '../services/demo/index.ts';
import { DoubtService } from '../services/doubt/index.ts';
import { createExchangeService, type ExchangeService } from '../services/exchange/index.ts';
import { DeriveAnewService } from '../services/grounding/index.ts';
import { createLexiconExtractor } from '../services/extraction/index.ts';
import { type IntakeService, createIntakeService } from '../services/intake/index.ts';
import { type ModelJobs, createModelJobs } from '../services/models/index.ts';
import { PipelineService } from '../services/pipeline/index.ts';
import { type PixelService, createPixelService } from '../services/pixels/index.ts';
import { createReadingService } from '../services/reading/index.ts';
import { type ReviewService, createReviewService } from '../services/review/index.ts';
import { NewVolumes, type NewVolumesDeps, SegmentationService } from '../services/segmentation/index.ts';
import { type TextsService, createTextsService } from '../services/texts/index.ts';
import { VlmService, Writer } from '../services/vlm/index.ts';
import type { ProjectStore } from '../store/project-store.ts';
import type { Events } from './events.ts';
import { type Loop, createLoop } from './loop.ts';
import type { Machine } from './machine.ts';

/** An open project with its services. */
export interface Session extends Loop {
  readonly store: ProjectStore;
  readonly jobs: Jobs;
  readonly review: ReviewService;
  readonly intake: IntakeService;
  readonly exchange: ExchangeService;
  readonly derivation: DeriveAnewService;
  readonly modelJobs: ModelJobs;
  readonly texts: TextsService;
  readonly segmentation: SegmentationService;
  readonly newVolumes: NewVolumes;
  readonly pixels: PixelService;
  readonly vlm: VlmService;
  readonly pipeline: PipelineService;
  close(): Promise<void>;
}

export interface SessionDeps {
  readonly ports: Pick<Ports, 'clock' | 'log' | 'newId' | 'children'>;
  readonly events: Pick<Events, 'publish'>;
  readonly machine: Machine;
  /** Of the program, for lineages. */
  readonly version?: string | undefined;
  /** Id of the head whose boxes are proposed, instead of the champion's. */
  readonly currentHead?: (() => string | null) | undefined;
}

/** Builds the services of a project and takes up the jobs that its last session left unfinished. */
export function createSession(
  store: ProjectStore,
  { ports, events, machine, version = 'unknown', currentHead }: SessionDeps,
): Session {
  const { clock, log, newId } = ports;
  const { compute, llm, models } = machine;
  const doubt = new DoubtService({ store, log, publish: events.publish });
  const publish: Events['publish'] = (event) => {
    events.publish(event);
    doubt.hear(event);
    loop.proposals.hear(event);
  };
  const reading = createReadingService(ports.children);
  const extractor = createLexiconExtractor();
  const jobs = new Jobs({ store: store.jobs, clock, log, newId, publish });
  const base = { store, jobs, clock, publish };
  const onDerived = (): Promise<void> => pipeline.pairsMade();
  const onImported = (): Promise<void> => onDerived().then(() => newVolumes.imported());
  const intake = createIntakeService({ ...base, reading, extractor, onImported });
  const exchange = createExchangeService({ store, jobs, clock, lexicon: extractor });
  const derivation = new DeriveAnewService({ ...base, extractor, onDerived });
  const modelJobs = createModelJobs({ jobs, models });
  const texts = createTextsService({ ...base, llm, lexicon: extractor, derivation });
  const segmentation = new SegmentationService({ ...base, reading, compute, models, extractor });
  const writer = new Writer(machine);
  const vlm = new VlmService({ ...base, writer });
  const loop = createLoop({ ...base, log, machine, writer, reading, extractor, version, currentHead });
  const workers = { intake, segmentation, texts, derivation, vlm, models, lexicon: extractor };
  const pipeline = new PipelineService({ ...base, ...workers, log });
  registerDemo({ jobs, intake, pipeline, models });
  const newVolumes = newVolumesOf({ store, segmentation, clock, log }, pipeline);
  jobs.resumeInterrupted();
  loop.proposals.takeUp();
  return {
    store,
    jobs,
    intake,
    exchange,
    derivation,
    modelJobs,
    texts,
    segmentation,
    newVolumes,
    ...loop,
    vlm,
    pipeline,
    review: createReviewService({ store, clock, newId, publish, doubt }),
    pixels: createPixelService({ store, reading }),
    close: async () => {
      vlm.close();
      await jobs.close();
      await loop.training.close();
      await doubt.close();
      reading.close();
      store.close();
    },
  };
}

/** Volumes are segmented with the packs of the pipeline, whoever begins it. */
function newVolumesOf(deps: Omit<NewVolumesDeps, 'packs'>, pipeline: PipelineService): NewVolumes {
  return new NewVolumes({
    ...deps,
    packs: {
      get: () => pipeline.settings().segmentation,
      set: (packs, actor) => void pipeline.set({ segmentation: packs }, actor),
    },
  });
}
