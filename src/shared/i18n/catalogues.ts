import { common as deCommon } from './de/common.ts';
import { help as deHelp } from './de/help.ts';
import { review as deReview } from './de/review.ts';
import { common as enCommon } from './en/common.ts';
import { help as enHelp } from './en/help.ts';
import { review as enReview } from './en/review.ts';
import { compute as deCompute } from './de/compute.ts';
import { llm as deLlm } from './de/llm.ts';
import { texts as deTexts } from './de/texts.ts';
import { models as deModels } from './de/models.ts';
import { radgrounder as deRadGrounder } from './de/radgrounder.ts';
import { overview as deOverview } from './de/overview.ts';
import { evaluation as deEvaluation } from './de/evaluation.ts';
import { exchange as deExchange } from './de/exchange.ts';
import { intake as deIntake } from './de/intake.ts';
import { jobs as deJobs } from './de/jobs.ts';
import { pipeline as dePipeline } from './de/pipeline.ts';
import { settings as deSettings } from './de/settings.ts';
import { full as deFull } from './de/full.ts';
import { registry as deRegistry } from './de/registry.ts';
import { training as deTraining } from './de/training.ts';
import { start as deStart } from './de/start.ts';
import { compute as enCompute } from './en/compute.ts';
import { llm as enLlm } from './en/llm.ts';
import { texts as enTexts } from './en/texts.ts';
import { models as enModels } from './en/models.ts';
import { radgrounder as enRadGrounder } from './en/radgrounder.ts';
import { overview as enOverview } from './en/overview.ts';
import { evaluation as enEvaluation } from './en/evaluation.ts';
import { exchange as enExchange } from './en/exchange.ts';
import { intake as enIntake } from './en/intake.ts';
import { jobs as enJobs } from './en/jobs.ts';
import { pipeline as enPipeline } from './en/pipeline.ts';
import { settings as enSettings } from './en/settings.ts';
import { full as enFull } from './en/full.ts';
import { registry as enRegistry } from './en/registry.ts';
import { training as enTraining } from './en/training.ts';
import { start as enStart } from './en/start.ts';

/**
 * Interface texts by language and namespace. English defines the keys; a German catalogue is typed
 * `Record<keyof typeof english, string>`, so a missing or surplus key does not compile.
 * A new screen adds its two files here and nowhere else.
 */
export const catalogues = {
  en: {
    common: enCommon,
    help: enHelp,
    review: enReview,
    overview: enOverview,
    evaluation: enEvaluation,
    exchange: enExchange,
    intake: enIntake,
    jobs: enJobs,
    pipeline: enPipeline,
    settings: enSettings,
    compute: enCompute,
    models: enModels,
    llm: enLlm,
    texts: enTexts,
    radgrounder: enRadGrounder,
    full: enFull,
    registry: enRegistry,
    training: enTraining,
    start: enStart,
  },
  de: {
    common: deCommon,
    help: deHelp,
    review: deReview,
    overview: deOverview,
    evaluation: deEvaluation,
    exchange: deExchange,
    intake: deIntake,
    jobs: deJobs,
    pipeline: dePipeline,
    settings: deSettings,
    compute: deCompute,
    models: deModels,
    llm: deLlm,
    texts: deTexts,
    radgrounder: deRadGrounder,
    full: deFull,
    registry: deRegistry,
    training: deTraining,
    start: deStart,
  },
} as const;

export type Namespace = keyof (typeof catalogues)['en'];
export type Catalogue = (typeof catalogues)['en'];
