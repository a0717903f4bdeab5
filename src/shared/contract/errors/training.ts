/** Codes about training the head; texts in src/shared/i18n/{de,en}/errors/training.ts. */
export const trainingErrorCodes = [
  'training.too-few-decisions',
  'training.no-validation',
  'training.no-encoder',
  'training.not-finite',
  'training.checkpoint-damaged',
  'training.features-damaged',
  'training.parent-unfit',
  'training.candidate-unknown',
] as const;
export type TrainingErrorCode = (typeof trainingErrorCodes)[number];
