import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { describeFailure } from '../rpc/failure.ts';
import { Button } from './button.tsx';
import styles from './kit.module.css';

export interface MessageProps {
  readonly title?: string;
  readonly children?: ReactNode;
  /** What to do about it. */
  readonly action?: ReactNode;
  /** Spoken at once when it appears. */
  readonly isAlert?: boolean;
}

/** A pane that has nothing to show says so here: empty, loading, finished. */
export function Message({ title, children, action, isAlert = false }: MessageProps) {
  return (
    <div className={styles.message} role={isAlert ? 'alert' : 'status'}>
      {title !== undefined && <h2>{title}</h2>}
      {children !== undefined && <p>{children}</p>}
      {action}
    </div>
  );
}

/** Cause and remedy of a failed call beside what was asked for; the rest of the screen stays usable. */
export function FailureNote({ error }: { readonly error: unknown }) {
  const { t, i18n } = useTranslation('common');
  const { cause, remedy } = describeFailure(error, i18n.language === 'de' ? 'de' : 'en', t);
  return (
    <p className={styles.failure} role="alert">
      {cause} {remedy}
    </p>
  );
}

/** Cause and remedy of a failed call, with a way to try again. */
export function FailureMessage({
  error,
  onRetry,
}: {
  readonly error: unknown;
  readonly onRetry?: () => void;
}) {
  const { t, i18n } = useTranslation('common');
  const { cause, remedy } = describeFailure(error, i18n.language === 'de' ? 'de' : 'en', t);
  return (
    <Message
      title={t('error.title')}
      isAlert
      action={onRetry && <Button onClick={onRetry}>{t('error.retry')}</Button>}
    >
      {cause} {remedy}
    </Message>
  );
}
