import { useTranslation } from 'react-i18next';
import type { Overview } from '../../../shared/contract/review.ts';
import { Section } from '../../components/page.tsx';
import styles from './overview.module.css';

/** Verdicts by day, all reviewers together; each column tells its number and the time a verdict took. */
export function Pace({ days }: Pick<Overview, 'days'>) {
  const { t, i18n } = useTranslation('overview');
  const date = new Intl.DateTimeFormat(i18n.language, { day: 'numeric', month: 'short', timeZone: 'UTC' });
  const sums = [...Map.groupBy(days, ({ day }) => day)].map(([day, rows]) => ({
    day: date.format(new Date(`${day}T00:00:00Z`)),
    n: rows.reduce((sum, row) => sum + row.n, 0),
    durationMs: rows.reduce((sum, row) => sum + row.durationMs, 0),
  }));
  const most = Math.max(1, ...sums.map(({ n }) => n));
  return (
    <Section title={t('pace.title')}>
      {sums.length === 0 && <p className={styles.muted}>{t('pace.none')}</p>}
      <ol className={styles.pace} data-empty={sums.length === 0 || undefined}>
        {sums.map(({ day, n, durationMs }) => {
          const seconds = Math.round(durationMs / n / 100) / 10;
          return (
            <li key={day} title={t('pace.day', { day, count: n, seconds })}>
              <b>{n}</b>
              <span className={styles.column} style={{ height: `${(n / most) * 100}px` }} aria-hidden />
              <span>{day}</span>
              <span className={styles.muted}>{new Intl.NumberFormat(i18n.language).format(seconds)} s</span>
            </li>
          );
        })}
      </ol>
    </Section>
  );
}
