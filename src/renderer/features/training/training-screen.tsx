import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FailureMessage, Message } from '../../components/message.tsx';
import { Page } from '../../components/page.tsx';
import { useApi } from '../../rpc/api.ts';
import { FullTraining } from './full/full-training.tsx';
import { Heads } from './heads.tsx';
import { MakeSnapshot } from './make-snapshot.tsx';
import { Run } from './run.tsx';
import { Snapshots } from './snapshots.tsx';
import { TrainForm } from './train-form.tsx';

/** From decisions to a candidate: a snapshot, a training on it, and what came out. */
export function TrainingScreen() {
  const { t } = useTranslation('training');
  const { t: common } = useTranslation('common');
  const { query } = useApi();
  const snapshots = useQuery(query.snapshots.list.queryOptions({ input: {} }));
  const heads = useQuery(query.training.heads.queryOptions({ input: {} }));
  const [chosen, setChosen] = useState<string>();
  const [parent, setParent] = useState('');
  const error = snapshots.error ?? heads.error;
  if (error) return <FailureMessage error={error} onRetry={() => void snapshots.refetch()} />;
  if (!snapshots.data || !heads.data) return <Message>{common('app.loading')}</Message>;
  const snapshot = snapshots.data.find(({ id }) => id === chosen) ?? snapshots.data[0];
  return (
    <Page title={t('title')} intro={t('intro')}>
      <MakeSnapshot onMade={setChosen} />
      <Snapshots snapshots={snapshots.data} snapshot={snapshot} onChoose={setChosen} />
      <TrainForm
        snapshots={snapshots.data}
        snapshot={snapshot}
        onChoose={setChosen}
        heads={heads.data}
        parent={parent}
        onParent={setParent}
      />
      <Run />
      <Heads heads={heads.data} onStartFrom={setParent} />
      <FullTraining snapshot={snapshot} />
    </Page>
  );
}
