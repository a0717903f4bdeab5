import type { TrainingErrorCode } from '../../../contract/errors/training.ts';
import type { ErrorText } from '../../error-text.ts';

export const trainingErrors: Record<TrainingErrorCode, ErrorText> = {
  'training.too-few-decisions': {
    cause:
      'The snapshot has {{found, number}} boxes to train on; fewer than {{needed, number}} teach a model nothing that holds.',
    remedy:
      'Judge more pairs, or make a snapshot in which undecided ones count with a weight (--undecided 0.3).',
  },
  'training.no-validation': {
    cause:
      'The snapshot has {{found, number}} boxes of patients in the split “val”; {{needed, number}} are needed to know when to stop.',
    remedy:
      'Make a snapshot that names patients for it (--validation P1,P2), or judge pairs of those who are in it.',
  },
  'training.no-encoder': {
    cause: 'There is no pack with a vision encoder on this machine.',
    remedy: 'Add a vision encoder or a RadGrounder pack: plumbline models add FOLDER.',
  },
  'training.not-finite': {
    cause: 'The loss is no finite number any more at step {{step, number}}; nothing was kept of it.',
    remedy:
      'Train again with a lower rate (--rate). If it happens at the first steps, check the encoder: plumbline models verify.',
  },
  'training.checkpoint-damaged': {
    cause: 'The checkpoint {{file}} is damaged or belongs to another run; nothing was trained with it.',
    remedy: 'Begin anew without it (plumbline train … --fresh), or put the file back from a backup.',
  },
  'training.features-damaged': {
    cause: 'Features of {{image}} could not be read from {{file}}.',
    remedy: 'Train again: what is missing is computed anew. Check the disk if it comes back.',
  },
  'training.parent-unfit': {
    cause: 'The head {{parent}} was trained on features of another encoder and cannot be the start.',
    remedy: 'Train without a parent, or with the encoder that it was trained on.',
  },
  'training.candidate-unknown': {
    cause: 'The project has no trained head {{candidate}}, or its files are not whole.',
    remedy: 'Choose another head, or train one.',
  },
};
