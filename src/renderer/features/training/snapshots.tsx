import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SnapshotSummary } from '../../../shared/contract/snapshots.ts';
import { SPLITS } from '../../../shared/domain/curation/snapshot.ts';
import { formatMoment } from '../../../shared/i18n/format.ts';
import tables from '../../components/data-table.module.css';
import { Section } from '../../components/page.tsx';
import { useLanguage } from '../../i18n/use-language.ts';
import { useApi } from '../../rpc/api.ts';
import { shortId } from './ids.ts';
import { SnapshotChanges } from './snapshot-changes.tsx';
import { SnapshotCounts } from './snapshot-counts.tsx';
import styles from './training.module.css';

export interface SnapshotsProps {
  readonly snapshots: readonly SnapshotSummary[];
  readonly snapshot: SnapshotSummary | undefined;
  readonly onChoose: (id: string) => void;
}

/** How a snapshot is named wherever one is chosen. */
export function useSnapshotName(): (snapshot: SnapshotSummary) => string {
  const { t } = useTranslation('training');
  const language = useLanguage();
  return ({ id, createdAt, counts }) =>
    t('snapshots.name', {
      id: shortId(id),
      time: formatMoment(createdAt, language),
      pairs: counts.pairs,
    });
}

/** What a snapshot holds, and what another one says differently. */
export function Snapshots({ snapshots, snapshot, onChoose }: SnapshotsProps) {
  const { t } = useTranslation('training');
  const nameOf = useSnapshotName();
  const [other, setOther] = useState('');
  if (!snapshot)
    return (
      <Section title={t('snapshots.title')}>
        <p className={styles.muted}>{t('snapshots.none')}</p>
      </Section>
    );
  const others = snapshots.filter(({ id }) => id !== snapshot.id);
  const first = others.find(({ id }) => id === other);
  return (
    <Section title={t('snapshots.title')}>
      <div className={styles.choices}>
        <NativeSelect
          label={t('snapshots.choose')}
          data-testid="snapshot"
          value={snapshot.id}
          data={snapshots.map((one) => ({ value: one.id, label: nameOf(one) }))}
          onChange={({ currentTarget }) => onChoose(currentTarget.value)}
        />
        {others.length > 0 && (
          <NativeSelect
            label={t('snapshots.compare')}
            data-testid="compare-with"
            value={first?.id ?? ''}
            data={[
              { value: '', label: t('snapshots.nothing') },
              ...others.map((one) => ({ value: one.id, label: nameOf(one) })),
            ]}
            onChange={({ currentTarget }) => setOther(currentTarget.value)}
          />
        )}
      </div>
      <About snapshot={snapshot} />
      {first && <SnapshotChanges first={first.id} second={snapshot.id} />}
      <details className={styles.more} data-testid="snapshot-counts">
        <summary>{t('snapshots.holds')}</summary>
        <SnapshotCounts snapshot={snapshot} />
      </details>
    </Section>
  );
}

function About({
  snapshot: { id, counts, auditHead, boxes, patients, twins },
}: {
  readonly snapshot: SnapshotSummary;
}) {
  const { t } = useTranslation('training');
  const { query } = useApi();
  const { data } = useQuery(query.snapshots.missingImages.queryOptions({ input: { id } }));
  const { pairs, slices, bySplit } = counts;
  return (
    <>
      <p data-testid="snapshot-about">
        {t('snapshots.about', { pairs, slices, patients: counts.patients, seq: auditHead.seq })}
      </p>
      <table className={tables.table}>
        <thead>
          <tr>
            {COLUMNS.map((column) => (
              <th key={column} scope="col" className={column === 'split' ? undefined : tables.number}>
                {t(`snapshots.${column}`)}
              </th>
            ))}
            <th scope="col">
              <span className="visually-hidden">{t('snapshots.names')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {SPLITS.map((split) => (
            <tr key={split}>
              <th scope="row">{t(`split.${split}`)}</th>
              <td className={tables.number}>{bySplit[split]}</td>
              <td className={tables.number}>{boxes[split]}</td>
              <td className={tables.number}>{patients[split].count}</td>
              <td className={tables.wrapping}>{patients[split].names.slice(0, NAMES_SHOWN).join(', ')}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {data && data.count > 0 && (
        <p className={styles.missing}>{t('snapshots.imagesMissing', { count: data.count })}</p>
      )}
      {twins.length > 0 && (
        <ul className={styles.missing} data-testid="snapshot-twins">
          {twins.slice(0, NAMES_SHOWN).map((twin) => (
            <li key={twin.patient}>{t('snapshots.twin', twin)}</li>
          ))}
        </ul>
      )}
    </>
  );
}

const COLUMNS = ['split', 'slices', 'boxes', 'patients'] as const;
const NAMES_SHOWN = 12;
