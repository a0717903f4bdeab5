import { SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { MODEL_KINDS, type ModelKind } from '../../../shared/domain/promotion/registry-entry.ts';
import { useAsked } from '../../components/address.ts';
import { FailureMessage, Message } from '../../components/message.tsx';
import { Page, Section } from '../../components/page.tsx';
import { useApi } from '../../rpc/api.ts';
import { Champion } from './champion.tsx';
import { Detail } from './detail.tsx';
import { History } from './history.tsx';
import { Lineage } from './lineage.tsx';
import styles from './registry.module.css';
import { useChanges } from './use-changes.ts';
import { Versions } from './versions.tsx';

/** The models of this project: who is champion, who challenges, where they come from, and what the gate says. */
export function RegistryScreen() {
  const { t } = useTranslation('registry');
  const { t: common } = useTranslation('common');
  const { query } = useApi();
  const list = useQuery(query.registry.list.queryOptions({ input: {} }));
  const [asked, ask] = useAsked();
  const kind: ModelKind = MODEL_KINDS.find((one) => one === asked.get('kind')) ?? 'head';
  const select = (model: string): void => ask({ model });
  const changes = useChanges(kind);
  if (list.error) return <FailureMessage error={list.error} onRetry={() => void list.refetch()} />;
  if (!list.data) return <Message>{common('app.loading')}</Message>;
  const versions = list.data.versions.filter((version) => version.kind === kind);
  const champion = versions.find(({ standing }) => standing === 'champion');
  const selected = versions.find(({ id }) => id === asked.get('model')) ?? versions[0];
  return (
    <Page title={t('title')} intro={t('intro')}>
      <SegmentedControl
        className={styles.kinds}
        aria-label={t('kind')}
        value={kind}
        data={MODEL_KINDS.map((value) => ({ value, label: t(`kind.${value}`) }))}
        onChange={(value) => ask({ kind: value, model: undefined })}
      />
      <Champion kind={kind} champion={champion} changes={changes} />
      {versions.length === 0 ? (
        <Section title={t('versions.title')}>
          <p className={styles.muted}>{t(kind === 'head' ? 'versions.noHeads' : 'versions.noPacks')}</p>
          {kind === 'head' && <a href="#/training">{t('versions.toTraining')}</a>}
        </Section>
      ) : (
        <>
          <Versions versions={versions} selected={selected?.id} onSelect={select} changes={changes} />
          <Lineage versions={versions} selected={selected?.id} onSelect={select} />
          {selected && <Detail key={selected.id} version={selected} />}
        </>
      )}
      <History kind={kind} />
    </Page>
  );
}
