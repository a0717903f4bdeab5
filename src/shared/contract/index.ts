import { computeContract } from './compute.ts';
import { evaluationContract } from './evaluation.ts';
import { exchangeContract } from './exchange.ts';
import { fullTrainingContract } from './full-training.ts';
import { intakeContract } from './intake.ts';
import { jobsContract } from './jobs.ts';
import { llmContract } from './llm.ts';
import { modelsContract } from './models.ts';
import { pipelineContract } from './pipeline.ts';
import { projectContract } from './project.ts';
import { proposalsContract } from './proposals.ts';
import { registryContract } from './registry.ts';
import { reviewContract } from './review.ts';
import { segmentationContract } from './segmentation.ts';
import { settingsContract } from './settings.ts';
import { snapshotsContract } from './snapshots.ts';
import { textsContract } from './texts.ts';
import { trainingContract } from './training.ts';
import { vlmContract } from './vlm.ts';

/** The only door between the renderer and the services. */
export const contract = {
  project: projectContract,
  intake: intakeContract,
  review: reviewContract,
  exchange: exchangeContract,
  jobs: jobsContract,
  settings: settingsContract,
  compute: computeContract,
  models: modelsContract,
  llm: llmContract,
  texts: textsContract,
  vlm: vlmContract,
  proposals: proposalsContract,
  evaluation: evaluationContract,
  registry: registryContract,
  pipeline: pipelineContract,
  segmentation: segmentationContract,
  fullTraining: fullTrainingContract,
  snapshots: snapshotsContract,
  training: trainingContract,
};
export type Contract = typeof contract;
