import { Component, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './button.tsx';
import { Message } from './message.tsx';

/** Keeps a bug in one part from leaving a white window behind. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, { hasCrashed: boolean }> {
  override state = { hasCrashed: false };

  static getDerivedStateFromError(): { hasCrashed: boolean } {
    return { hasCrashed: true };
  }

  override render(): ReactNode {
    return this.state.hasCrashed ? <Crashed /> : this.props.children;
  }
}

function Crashed() {
  const { t } = useTranslation('common');
  return (
    <Message
      title={t('error.crashTitle')}
      isAlert
      action={<Button onClick={() => window.location.reload()}>{t('error.reload')}</Button>}
    >
      {t('error.crashText')}
    </Message>
  );
}
