import { computeErrorCodes } from './compute.ts';
import { evaluationErrorCodes } from './evaluation.ts';
import { exchangeErrorCodes } from './exchange.ts';
import { formatsErrorCodes } from './formats.ts';
import { fullTrainingErrorCodes } from './full-training.ts';
import { groundingErrorCodes } from './grounding.ts';
import { hostErrorCodes } from './host.ts';
import { intakeErrorCodes } from './intake.ts';
import { llmErrorCodes } from './llm.ts';
import { modelsErrorCodes } from './models.ts';
import { pipelineErrorCodes } from './pipeline.ts';
import { registryErrorCodes } from './registry.ts';
import { reviewErrorCodes } from './review.ts';
import { segmentationErrorCodes } from './segmentation.ts';
import { snapshotsErrorCodes } from './snapshots.ts';
import { storeErrorCodes } from './store.ts';
import { trainingErrorCodes } from './training.ts';
import { vlmErrorCodes } from './vlm.ts';

/** Every expected failure of the application, by the area that throws it. */
export const errorCodes = [
  ...formatsErrorCodes,
  ...storeErrorCodes,
  ...intakeErrorCodes,
  ...groundingErrorCodes,
  ...reviewErrorCodes,
  ...exchangeErrorCodes,
  ...hostErrorCodes,
  ...computeErrorCodes,
  ...modelsErrorCodes,
  ...llmErrorCodes,
  ...vlmErrorCodes,
  ...evaluationErrorCodes,
  ...segmentationErrorCodes,
  ...pipelineErrorCodes,
  ...snapshotsErrorCodes,
  ...trainingErrorCodes,
  ...fullTrainingErrorCodes,
  ...registryErrorCodes,
] as const;

export type ErrorCode = (typeof errorCodes)[number];
