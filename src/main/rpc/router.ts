import type { InferContractRouterOutputs } from '@orpc/contract';
import { implement } from '@orpc/server';
import type { AppEvent, Job } from '../../shared/contract/jobs.ts';
import { RECIPE_DEFAULTS } from '../../shared/contract/full-training.ts';
import { contract } from '../../shared/contract/index.ts';
import type { Log, Ports } from '../ports/index.ts';
import type { ComputeService } from '../services/compute/index.ts';
import type { LlmService } from '../services/llm/index.ts';
import type { EvaluationService } from '../services/evaluation/index.ts';
import type { ExchangeService } from '../services/exchange/index.ts';
import type { FullTrainingService } from '../services/full-training/index.ts';
import type { IntakeService } from '../services/intake/index.ts';
import { type OpenProject, type ProjectService, browse } from '../services/project/index.ts';
import { type ModelJobs, type ModelsService, summariesOf } from '../services/models/index.ts';
import type { PipelineService } from '../services/pipeline/index.ts';
import type { PixelService } from '../services/pixels/index.ts';
import type { ProposalsService } from '../services/proposals/index.ts';
import type { RegistryService } from '../services/registry/index.ts';
import type { ReviewService } from '../services/review/index.ts';
import type { VlmService } from '../services/vlm/index.ts';
import type { NewVolumes } from '../services/segmentation/index.ts';
import type { SnapshotsService } from '../services/snapshots/index.ts';
import type { TextsService } from '../services/texts/index.ts';
import type { TrainingService } from '../services/training/index.ts';
import type { SettingsService } from '../services/settings/index.ts';
import { iterating, toWire } from './errors.ts';

/** The open project's services, as far as the contract reaches them. */
export interface RpcSession {
  readonly review: ReviewService;
  readonly intake: IntakeService;
  readonly exchange: ExchangeService;
  readonly jobs: RpcJobs;
  readonly modelJobs: ModelJobs;
  readonly texts: Pick<TextsService, 'made' | 'outlooks' | 'start'>;
  readonly vlm: VlmService;
  readonly proposals: Pick<ProposalsService, 'ofPair' | 'status' | 'renew'>;
  readonly evaluation: Pick<EvaluationService, 'reports' | 'start' | 'compare'>;
  readonly registry: Pick<RegistryService, 'list' | 'show' | 'judge' | 'promote' | 'rollBack' | 'history'>;
  readonly pipeline: Pick<PipelineService, 'overview' | 'set' | 'studies' | 'start'>;
  readonly fullTraining: FullTrainingService;
  readonly snapshots: Pick<SnapshotsService, 'outlook' | 'list' | 'create' | 'show' | 'compare'>;
  readonly training: Pick<TrainingService, 'encoders' | 'start' | 'run' | 'heads'>;
  readonly newVolumes: Pick<NewVolumes, 'outlook' | 'set' | 'start'>;
  readonly pixels: Pick<PixelService, 'extents'>;
  readonly store: OpenProject['store'];
  close(): Promise<void>;
}

type RpcJobs = {
  list(): Job[];
  cancel(jobId: string): Job;
  pause(jobId: string): Job;
  resume(jobId: string): Job;
};

type VerifyReport = InferContractRouterOutputs<typeof contract>['project']['verify'];

/** What the router needs of the application. */
export interface RpcApp {
  readonly ports: Pick<Ports, 'hostKind' | 'paths' | 'dialogs' | 'newId'> & { readonly log: Log };
  readonly projects: ProjectService<RpcSession>;
  readonly settings: SettingsService;
  readonly compute: Pick<ComputeService, 'report' | 'selfTest'>;
  readonly models: Pick<ModelsService, 'list' | 'remove'>;
  readonly llm: Pick<LlmService, 'state' | 'set' | 'setKey' | 'forgetKey' | 'check'>;
  readonly events: { subscribe(signal?: AbortSignal): AsyncGenerator<AppEvent, void, undefined> };
  readonly version: string;
  openDemo(): Promise<string | null>;
  verify(): VerifyReport;
}

/** Every failure leaves by the same door. */
function guarded(ports: RpcApp['ports']) {
  return implement(contract).use(async ({ next }) => {
    try {
      return await next();
    } catch (error) {
      throw toWire(error, ports.log, ports.newId);
    }
  });
}

/** Where the language model is, and what it makes of the open project's texts. */
function languageModel(os: ReturnType<typeof guarded>, { llm }: RpcApp, session: () => RpcSession) {
  return {
    llm: {
      get: os.llm.get.handler(() => llm.state()),
      set: os.llm.set.handler(({ input }) => llm.set(input)),
      setKey: os.llm.setKey.handler(({ input }) => llm.setKey(input.key, input.remember)),
      forgetKey: os.llm.forgetKey.handler(() => llm.forgetKey()),
      check: os.llm.check.handler(({ signal }) => llm.check(signal ?? new AbortController().signal)),
    },
    texts: {
      made: os.texts.made.handler(({ input }) => session().texts.made(input.sliceId)),
      outlook: os.texts.outlook.handler(() => session().texts.outlooks()),
      start: os.texts.start.handler(({ input }) => session().texts.start(input.task, input.again)),
    },
  };
}

function pipeline(
  { pipeline: { overview, set, studies, run } }: ReturnType<typeof guarded>,
  session: () => RpcSession,
) {
  return {
    overview: overview.handler(() => session().pipeline.overview()),
    set: set.handler(({ input }) => session().pipeline.set(input, session().review.reviewer() ?? 'unknown')),
    studies: studies.handler(({ input }) => session().pipeline.studies(input)),
    run: run.handler(({ input }) => session().pipeline.start(input)),
  };
}

function segmentation(
  { segmentation: { outlook, set, start } }: ReturnType<typeof guarded>,
  session: () => RpcSession,
) {
  return {
    outlook: outlook.handler(() => session().newVolumes.outlook()),
    set: set.handler(({ input }) =>
      session().newVolumes.set(input, session().review.reviewer() ?? 'unknown'),
    ),
    start: start.handler(() => session().newVolumes.start()),
  };
}

function evaluations(
  { evaluation: { reports, start, compare } }: ReturnType<typeof guarded>,
  session: () => RpcSession,
  program: string,
) {
  return {
    reports: reports.handler(() => session().evaluation.reports()),
    start: start.handler(({ input }) => session().evaluation.start({ ...input, program })),
    compare: compare.handler(({ input, signal }) =>
      session().evaluation.compare(input, signal ?? new AbortController().signal),
    ),
  };
}

function fullTraining({ fullTraining: os }: ReturnType<typeof guarded>, session: () => RpcSession) {
  const full = () => session().fullTraining;
  return {
    settings: os.settings.handler(() => full().settings()),
    setSettings: os.setSettings.handler(({ input }) => full().setSettings(input)),
    recipe: os.recipe.handler(() => RECIPE_DEFAULTS),
    check: os.check.handler(({ input, signal }) => full().check(input, signal)),
    data: os.data.handler(({ input }) => full().data(input)),
    start: os.start.handler(({ input }) => full().start(input)),
    runs: os.runs.handler(() => full().runs()),
    status: os.status.handler(({ input }) => full().status(input.run)),
    log: os.log.handler(({ input }) => full().log(input.run)),
    cancel: os.cancel.handler(({ input }) => full().cancel(input.run)),
    resume: os.resume.handler(({ input }) => full().resume(input.run)),
  };
}

/** What models think of pairs. */
function opinions(os: ReturnType<typeof guarded>, { ports }: RpcApp, session: () => RpcSession) {
  return {
    vlm: {
      options: os.vlm.options.handler(() => session().vlm.options()),
      setBlind: os.vlm.setBlind.handler(({ input }) => {
        session().vlm.setBlind(input.isBlind, session().review.reviewer() ?? 'unknown');
        return {};
      }),
      suggestion: os.vlm.suggestion.handler(({ input }) => session().vlm.suggestion(input.pairId)),
      ask: os.vlm.ask.handler(({ input, signal }) => iterating(session().vlm.ask(input, signal), ports)),
      ahead: os.vlm.ahead.handler(({ input }) => session().vlm.ahead(input.language)),
    },
    proposals: {
      ofPair: os.proposals.ofPair.handler(({ input }) => session().proposals.ofPair(input.pairId)),
      status: os.proposals.status.handler(() => session().proposals.status()),
      renew: os.proposals.renew.handler(() => ({ jobId: session().proposals.renew() })),
    },
  };
}

/** So many changed pairs are shown one by one. */
const CHANGES_SHOWN = 50;

/** From decisions to a model. */
function loop({ snapshots, training }: ReturnType<typeof guarded>, session: () => RpcSession) {
  return {
    snapshots: {
      outlook: snapshots.outlook.handler(({ input }) => session().snapshots.outlook(input)),
      list: snapshots.list.handler(() => session().snapshots.list()),
      create: snapshots.create.handler(async ({ input }) => {
        const { isNew, ...snapshot } = await session().snapshots.create(input);
        return { snapshot, isNew };
      }),
      missingImages: snapshots.missingImages.handler(async ({ input }) => ({
        count: (await session().snapshots.show(input.id)).missingImages.length,
      })),
      compare: snapshots.compare.handler(async ({ input: { first, second } }) => {
        const { changed, movedPatients, ...rest } = await session().snapshots.compare(first, second);
        const shown = { count: changed.length, first: changed.slice(0, CHANGES_SHOWN) };
        return { ...rest, changed: shown, movedPatients: [...movedPatients] };
      }),
    },
    training: {
      encoders: training.encoders.handler(() => session().training.encoders()),
      start: training.start.handler(({ input }) => session().training.start(input)),
      run: training.run.handler(() => session().training.run()),
      heads: training.heads.handler(() => session().training.heads()),
    },
  };
}

/** Who may take whose place. */
function registry(
  { registry: { list, show, judge, promote, rollBack, history } }: ReturnType<typeof guarded>,
  session: () => RpcSession,
) {
  const by = (reason: string) => ({ actor: session().review.reviewer() ?? 'unknown', reason });
  return {
    list: list.handler(() => session().registry.list()),
    show: show.handler(({ input }) => session().registry.show(input)),
    judge: judge.handler(({ input }) => session().registry.judge(input)),
    promote: promote.handler(({ input: { reason, ...model }, signal }) =>
      session().registry.promote(model, by(reason), signal),
    ),
    rollBack: rollBack.handler(({ input }) => session().registry.rollBack(input.kind, by(input.reason))),
    history: history.handler(({ input }) => session().registry.history(input.kind)),
  };
}

/** Contract → service. Input is parsed by the contract's schemas before it gets here. */
export function createRouter(app: RpcApp) {
  const { projects, settings, ports } = app;
  const os = guarded(ports);
  const session = (): RpcSession => projects.current();
  const { project, review, intake, exchange, jobs } = os;
  return os.router({
    project: {
      current: project.current.handler(() => projects.info()),
      recent: project.recent.handler(() => projects.recent()),
      create: project.create.handler(({ input }) => projects.create(input.dir, input.name)),
      open: project.open.handler(({ input }) => projects.open(input.dir)),
      demo: project.demo.handler(async () => {
        const jobId = await app.openDemo();
        return { info: projects.info()!, jobId };
      }),
      close: project.close.handler(async () => {
        await projects.close();
        return {};
      }),
      verify: project.verify.handler(() => app.verify()),
      forget: project.forget.handler(({ input }) => {
        projects.forget(input.dir);
        return {};
      }),
      pickFolder: project.pickFolder.handler(async () => ({
        dir: (await ports.dialogs?.openFolder()) ?? null,
      })),
      browse: project.browse.handler(({ input }) => browse(input.dir)),
    },
    intake: {
      scan: intake.scan.handler(({ input }) => session().intake.scan(input.paths)),
      summary: intake.summary.handler(({ input }) => session().intake.summary(input.jobId)),
      start: intake.start.handler(({ input }) => session().intake.start(input.summaryId)),
    },
    review: {
      queue: review.queue.handler(({ input }) => session().review.queue(input)),
      facets: review.facets.handler(({ input }) => session().review.facets(input.filter)),
      pair: review.pair.handler(({ input }) => session().review.pair(input.pairId)),
      overview: review.overview.handler(() => session().review.overview()),
      agreement: review.agreement.handler(() => session().review.agreement()),
      extents: review.extents.handler(({ input }) => session().pixels.extents(input.volumeId)),
      decide: review.decide.handler(({ input }) => session().review.decide(input)),
      undo: review.undo.handler(({ input }) => session().review.undo(input.decisionId, input.seq)),
      redo: review.redo.handler(({ input }) => session().review.redo(input.decisionId)),
      recent: review.recent.handler(({ input }) => session().review.recent(input.limit)),
      reviewer: review.reviewer.handler(() => ({ name: session().review.reviewer() })),
      setReviewer: review.setReviewer.handler(({ input }) => {
        session().review.setReviewer(input.name);
        return { name: input.name };
      }),
    },
    exchange: {
      preview: exchange.preview.handler(({ input }) => session().exchange.preview(input)),
      start: exchange.start.handler(({ input }) => session().exchange.start(input)),
    },
    jobs: {
      list: jobs.list.handler(() => (projects.info() ? session().jobs.list() : [])),
      cancel: jobs.cancel.handler(({ input }) => session().jobs.cancel(input.jobId)),
      pause: jobs.pause.handler(({ input }) => session().jobs.pause(input.jobId)),
      resume: jobs.resume.handler(({ input }) => session().jobs.resume(input.jobId)),
      events: jobs.events.handler(({ signal }) => app.events.subscribe(signal)),
    },
    compute: {
      report: os.compute.report.handler(({ input }) => app.compute.report(input)),
      selfTest: os.compute.selfTest.handler(({ input }) => app.compute.selfTest(input.provider)),
    },
    models: {
      list: os.models.list.handler(async () => summariesOf(await app.models.list())),
      add: os.models.add.handler(({ input }) => session().modelJobs.add(input.folder)),
      verify: os.models.verify.handler(({ input }) => session().modelJobs.verify(input.id)),
      remove: os.models.remove.handler(({ input }) => app.models.remove(input.id)),
    },
    ...opinions(os, app, session),
    ...languageModel(os, app, session),
    pipeline: pipeline(os, session),
    segmentation: segmentation(os, session),
    fullTraining: fullTraining(os, session),
    ...loop(os, session),
    evaluation: evaluations(os, session, app.version),
    registry: registry(os, session),
    settings: {
      get: os.settings.get.handler(() => settings.get()),
      set: os.settings.set.handler(({ input }) => settings.set(input)),
      about: os.settings.about.handler(() => ({
        version: app.version,
        host: ports.hostKind,
        dataDir: ports.paths.dataDir,
        hasNativeDialogs: ports.dialogs !== null,
      })),
    },
  });
}

export type Router = ReturnType<typeof createRouter>;
