import type { ReviewErrorCode } from '../../../contract/errors/review.ts';
import type { ErrorText } from '../../error-text.ts';

export const reviewErrors: Record<ReviewErrorCode, ErrorText> = {
  'review.no-reviewer': {
    cause: 'Es ist kein Name angegeben.',
    remedy: 'Geben Sie vor dem ersten Urteil Ihren Namen ein.',
  },
  'review.stale': {
    cause: 'Das Paar hat sich geändert, seit es angezeigt wurde.',
    remedy: 'Sehen Sie es noch einmal an und wiederholen Sie das Urteil.',
  },
  'review.pair-missing': {
    cause: 'Es gibt kein Paar {{pairId}}.',
    remedy: 'Laden Sie die Liste neu.',
  },
  'review.nothing-to-undo': {
    cause: 'Es gibt nichts rückgängig zu machen.',
    remedy: 'Prüfen Sie weiter.',
  },
  'review.nothing-to-redo': {
    cause: 'Es gibt nichts zu wiederholen.',
    remedy: 'Prüfen Sie weiter.',
  },
  'review.wrong-picture': {
    cause:
      'Bild oder Text auf dem Schirm gehörte nicht zu Paar {{pairId}}; es wurde kein Urteil gespeichert.',
    remedy: 'Laden Sie das Fenster neu und sehen Sie das Paar noch einmal an.',
  },
};
