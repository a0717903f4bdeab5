import { computeErrors } from './compute.ts';
import { evaluationErrors } from './evaluation.ts';
import { exchangeErrors } from './exchange.ts';
import { formatsErrors } from './formats.ts';
import { fullTrainingErrors } from './full-training.ts';
import { groundingErrors } from './grounding.ts';
import { hostErrors } from './host.ts';
import { intakeErrors } from './intake.ts';
import { llmErrors } from './llm.ts';
import { modelsErrors } from './models.ts';
import { pipelineErrors } from './pipeline.ts';
import { registryErrors } from './registry.ts';
import { reviewErrors } from './review.ts';
import { segmentationErrors } from './segmentation.ts';
import { snapshotsErrors } from './snapshots.ts';
import { storeErrors } from './store.ts';
import { trainingErrors } from './training.ts';
import { vlmErrors } from './vlm.ts';
import type { ErrorCode } from '../../../contract/errors/index.ts';
import type { ErrorText } from '../../error-text.ts';

export const errors: Record<ErrorCode, ErrorText> = {
  ...formatsErrors,
  ...storeErrors,
  ...intakeErrors,
  ...groundingErrors,
  ...reviewErrors,
  ...exchangeErrors,
  ...hostErrors,
  ...computeErrors,
  ...modelsErrors,
  ...llmErrors,
  ...vlmErrors,
  ...pipelineErrors,
  ...evaluationErrors,
  ...segmentationErrors,
  ...snapshotsErrors,
  ...trainingErrors,
  ...fullTrainingErrors,
  ...registryErrors,
};
