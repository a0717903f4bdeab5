import { useTranslation } from 'react-i18next';
import type { Overview } from '../../../shared/contract/review.ts';
import {
  CORRECTION_ORIGINS,
  type CorrectionOrigin,
  correctedBy,
} from '../../../shared/domain/review/correction-origin.ts';
import tables from '../../components/data-table.module.css';
import { Section } from '../../components/page.tsx';
import styles from './overview.module.css';

type Counts = Readonly<Record<CorrectionOrigin, number>>;

/** Whether people correct by themselves or take what a model proposes; nothing where nobody has corrected anything. */
export function Corrections({ corrections }: Pick<Overview, 'corrections'>) {
  const { t } = useTranslation('overview');
  const share = useShare();
  if (corrections.length === 0) return null;
  const sum = (origin: CorrectionOrigin): number =>
    corrections.reduce((total, counts) => total + counts[origin], 0);
  const all = { proposed: sum('proposed'), moved: sum('moved'), own: sum('own') };
  const count = correctedBy(all);
  return (
    <Section title={t('corrections.title')}>
      <p>{t('corrections.text', { count, ...all, share: share(all.proposed, count) })}</p>
      <p className={styles.muted}>{t('corrections.caution')}</p>
      <table className={tables.table} data-testid="corrections">
        <thead>
          <tr>
            <th scope="col">{t('corrections.who')}</th>
            <th scope="col" className={tables.number}>
              {t('corrections.count')}
            </th>
            {CORRECTION_ORIGINS.map((origin) => (
              <th key={origin} scope="col" className={tables.number}>
                <span className={styles.originSign} data-origin={origin} aria-hidden />{' '}
                {t(`corrections.${origin}`)}
              </th>
            ))}
            <td aria-hidden />
          </tr>
        </thead>
        <tbody>
          {corrections.map(({ reviewer, ...counts }) => (
            <Row key={reviewer} who={reviewer} counts={counts} />
          ))}
          {corrections.length > 1 && <Row who={t('corrections.all')} counts={all} />}
        </tbody>
      </table>
    </Section>
  );
}

function Row({ who, counts }: { readonly who: string; readonly counts: Counts }) {
  const { t, i18n } = useTranslation('overview');
  const share = useShare();
  const count = correctedBy(counts);
  return (
    <tr>
      <th scope="row">{who}</th>
      <td className={tables.number}>{count.toLocaleString(i18n.language)}</td>
      {CORRECTION_ORIGINS.map((origin) => (
        <td key={origin} className={tables.number}>
          {t('corrections.value', { n: counts[origin], share: share(counts[origin], count) })}
        </td>
      ))}
      <td className={styles.originBar} aria-hidden>
        <span className={styles.states}>
          {CORRECTION_ORIGINS.filter((origin) => counts[origin] > 0).map((origin) => (
            <span key={origin} data-origin={origin} style={{ flexGrow: counts[origin] }} />
          ))}
        </span>
      </td>
    </tr>
  );
}

function useShare(): (n: number, of: number) => string {
  const { i18n } = useTranslation();
  const format = new Intl.NumberFormat(i18n.language, { style: 'percent', maximumFractionDigits: 0 });
  return (n, of) => format.format(of === 0 ? 0 : n / of);
}
