import { useTranslation } from 'react-i18next';
import { Button } from '../components/button.tsx';
import { Message } from '../components/message.tsx';
import { hrefOf } from './router.ts';

/** What stands in place of a screen that needs a project while none is open. */
export function NoProject() {
  const { t } = useTranslation('common');
  return (
    <Message
      title={t('project.noneTitle')}
      action={
        <Button look="primary" onClick={() => (window.location.hash = hrefOf('start'))}>
          {t('project.choose')}
        </Button>
      }
    >
      {t('project.noneText')}
    </Message>
  );
}
