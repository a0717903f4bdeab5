import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { announce } from '../../components/announcer.tsx';
import { Button } from '../../components/button.tsx';
import { useLanguage } from '../../i18n/use-language.ts';
import { describeFailure } from '../../rpc/failure.ts';
import styles from './review-screen.module.css';
import type { Decisions, FailedSave } from './use-decisions.ts';

export interface FailedSaveNoteProps extends Pick<Decisions, 'setFailed'> {
  readonly failed: FailedSave;
}

/** A verdict that was refused: the pair is back on the screen, with the reason and the way on. Nothing else was lost. */
export function FailedSaveNote({ failed, setFailed }: FailedSaveNoteProps) {
  const { t } = useTranslation(['review', 'common']);
  const language = useLanguage();
  const { cause, remedy } = describeFailure(failed.error, language, t as never);
  useEffect(() => announce(t('review:announce.saveFailed', { cause })), [t, cause]);
  return (
    <div className={styles.failed} data-testid="failed-save">
      <p>
        <b>{t('review:saveFailed.title')}</b> {cause} {remedy}
      </p>
      <Button onClick={() => setFailed(null)}>{t('review:saveFailed.again')}</Button>
    </div>
  );
}
