import type { ReviewErrorCode } from '../../../contract/errors/review.ts';
import type { ErrorText } from '../../error-text.ts';

export const reviewErrors: Record<ReviewErrorCode, ErrorText> = {
  'review.no-reviewer': {
    cause: 'No reviewer name has been given.',
    remedy: 'Enter your name before the first verdict.',
  },
  'review.stale': {
    cause: 'The pair has changed since it was shown.',
    remedy: 'Look at it again and repeat the verdict.',
  },
  'review.pair-missing': {
    cause: 'There is no pair {{pairId}}.',
    remedy: 'Reload the queue.',
  },
  'review.nothing-to-undo': {
    cause: 'There is nothing to undo.',
    remedy: 'Go on reviewing.',
  },
  'review.nothing-to-redo': {
    cause: 'There is nothing to redo.',
    remedy: 'Go on reviewing.',
  },
  'review.wrong-picture': {
    cause: 'The picture or text on the screen was not that of pair {{pairId}}; no verdict was stored.',
    remedy: 'Reload the window and look at the pair again.',
  },
};
