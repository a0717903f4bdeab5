import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Button } from '../components/button.tsx';
import { FailureMessage, Message } from '../components/message.tsx';
import { useApi } from '../rpc/api.ts';

/** What stands in place of a screen that needs a project while none is open. */
export function NoProject() {
  const { t } = useTranslation('common');
  const { client } = useApi();
  const queryClient = useQueryClient();
  const demo = useMutation({
    mutationFn: () => client.project.demo({}),
    onSuccess: () => queryClient.invalidateQueries(),
  });
  if (demo.isPending) return <Message>{t('project.filling')}</Message>;
  if (demo.error) return <FailureMessage error={demo.error} onRetry={() => demo.mutate()} />;
  return (
    <Message
      title={t('project.noneTitle')}
      action={
        <Button look="primary" onClick={() => demo.mutate()}>
          {t('project.demo')}
        </Button>
      }
    >
      {t('project.noneText')}
    </Message>
  );
}
