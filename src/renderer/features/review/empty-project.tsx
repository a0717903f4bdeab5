import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { Message } from '../../components/message.tsx';

/** What stands in place of the queue of a project without pairs, with the way to some. */
export function EmptyProject() {
  const { t } = useTranslation('review');
  return (
    <Message
      title={t('queue.emptyProjectTitle')}
      action={
        <Button look="primary" onClick={() => (window.location.hash = '#/intake')}>
          {t('queue.emptyProjectImport')}
        </Button>
      }
    >
      {t('queue.emptyProjectText')}
    </Message>
  );
}
