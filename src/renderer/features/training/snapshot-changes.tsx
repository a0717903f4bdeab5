import { useQuery } from '@tanstack/react-query';
import type { InferContractRouterOutputs } from '@orpc/contract';
import { useTranslation } from 'react-i18next';
import type { Contract } from '../../../shared/contract/index.ts';
import { labelOf } from '../../../shared/domain/anatomy/classes.ts';
import tables from '../../components/data-table.module.css';
import { FailureNote } from '../../components/message.tsx';
import { useLanguage } from '../../i18n/use-language.ts';
import { useApi } from '../../rpc/api.ts';
import styles from './training.module.css';

type Comparison = InferContractRouterOutputs<Contract>['snapshots']['compare'];
type Side = Comparison['changed']['first'][number]['before'];

/** What became of the pairs from one snapshot to another. */
export function SnapshotChanges({ first, second }: { readonly first: string; readonly second: string }) {
  const { t } = useTranslation('training');
  const { query } = useApi();
  const { data, error } = useQuery({
    ...query.snapshots.compare.queryOptions({ input: { first, second } }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (error) return <FailureNote error={error} />;
  if (!data) return null;
  const { added, removed, unchanged, changed, movedPatients, hasSameSettings } = data;
  const more = changed.count - changed.first.length;
  return (
    <div className={styles.changes} data-testid="snapshot-changes">
      <p>
        {t('snapshots.compared', { added, removed, unchanged, changed: changed.count })}{' '}
        {!hasSameSettings && t('snapshots.otherSettings')}
      </p>
      {movedPatients.length > 0 && <p>{t('snapshots.moved', { patients: movedPatients.join(', ') })}</p>}
      {changed.count > 0 && <ChangedPairs changed={changed.first} />}
      {more > 0 && <p className={styles.muted}>{t('snapshots.moreChanges', { count: more })}</p>}
    </div>
  );
}

/** What scrolls has to be reachable by keyboard. */
const REACHABLE = 0;

function ChangedPairs({ changed }: { readonly changed: Comparison['changed']['first'] }) {
  const { t } = useTranslation('training');
  const { t: review } = useTranslation('review');
  const language = useLanguage();
  const said = ({ state, box, hasBox }: Side): string =>
    [review(`state.${state}`), hasBox ? `[${box.map(Math.round).join(', ')}]` : ''].filter(Boolean).join(' ');
  return (
    <div
      className={styles.scroll}
      role="region"
      aria-label={t('snapshots.changedPairs')}
      tabIndex={REACHABLE}
    >
      <table className={tables.table}>
        <thead>
          <tr>
            <th scope="col">{t('snapshots.image')}</th>
            <th scope="col">{t('snapshots.changedPairs')}</th>
          </tr>
        </thead>
        <tbody>
          {changed.map(({ pairId, imageId, before, after }) => (
            <tr key={pairId}>
              <th scope="row">{imageId}</th>
              <td>
                {t('snapshots.change', {
                  class: labelOf(after.classId, language),
                  before: said(before),
                  after: said(after),
                })}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
