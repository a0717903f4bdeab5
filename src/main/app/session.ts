import { Jobs } from '../jobs/index.ts';
import type { Ports } from '../ports/index.ts';
import { registerDemo } from '../services/demo/index.ts';
import { createExchangeService, type ExchangeService } from '../services/exchange/index.ts';
import { DeriveAnewService } from '../services/grounding/index.ts';
import { createLexiconExtractor } from '../services/extraction/index.ts';
import { type IntakeService, createIntakeService } from '../services/intake/index.ts';
import { type ModelJobs, createModelJobs } from '../services/models/index.ts';
import { type PixelService, createPixelService } from '../services/pixels/index.ts';
import { createReadingService } from '../services/reading/index.ts';
import { type ReviewService, createReviewService } from '../services/review/index.ts';
import { type SnapshotsService, createSnapshotsService } from '../services/snapshots/index.ts';
import { type TextsService, createTextsService } from '../services/texts/index.ts';
import { type TrainingService, createTrainingService } from '../services/training/index.ts';
import { VlmService, Writer } from '../services/vlm/index.ts';
import type { ProjectStore } from '../store/project-store.ts';
import type { Events } from './events.ts';
import type { Machine } from './machine.ts';

/** An open project with its services. */
export interface Session {
  readonly store: ProjectStore;
  readonly jobs: Jobs;
  readonly review: ReviewService;
  readonly intake: IntakeService;
  readonly exchange: ExchangeService;
  readonly derivation: DeriveAnewService;
  readonly modelJobs: ModelJobs;
  readonly texts: TextsService;
  readonly snapshots: SnapshotsService;
  readonly training: TrainingService;
  readonly pixels: PixelService;
  readonly vlm: VlmService;
  close(): Promise<void>;
}

export interface SessionDeps {
  readonly ports: Pick<Ports, 'clock' | 'log' | 'newId' | 'children'>;
  readonly events: Pick<Events, 'publish'>;
  readonly machine: Machine;
  /** Of the program, for lineages. */
  readonly version?: string | undefined;
}

/** Builds the services of a project and takes up the jobs that its last session left unfinished. */
export function createSession(
  store: ProjectStore,
  { ports, events, machine, version = 'unknown' }: SessionDeps,
): Session {
  const { clock, log, newId } = ports;
  const { publish } = events;
  const reading = createReadingService(ports.children);
  const extractor = createLexiconExtractor();
  const jobs = new Jobs({ store: store.jobs, clock, log, newId, publish });
  const intake = createIntakeService({ store, jobs, reading, extractor, clock, publish });
  const exchange = createExchangeService({ store, jobs, clock });
  const derivation = new DeriveAnewService({ store, jobs, extractor, clock, publish });
  registerDemo({ jobs, intake });
  const modelJobs = createModelJobs({ jobs, models: machine.models });
  const { llm } = machine;
  const texts = createTextsService({ store, jobs, llm, lexicon: extractor, derivation, clock, publish });
  const vlm = new VlmService({ store, jobs, writer: new Writer(machine), clock, publish });
  const snapshots = createSnapshotsService({ store, clock });
  const { models, compute } = machine;
  const training = createTrainingService({ store, jobs, snapshots, models, compute, clock, version });
  jobs.resumeInterrupted();
  return {
    store,
    jobs,
    intake,
    exchange,
    derivation,
    modelJobs,
    texts,
    snapshots,
    training,
    vlm,
    review: createReviewService({ store, clock, newId, publish }),
    pixels: createPixelService({ store, reading }),
    close: async () => {
      vlm.close();
      await jobs.close();
      reading.close();
      store.close();
    },
  };
}
