import { useTranslation } from 'react-i18next';
import type { Overview } from '../../../shared/contract/review.ts';
import { Section } from '../../components/page.tsx';
import styles from './overview.module.css';

/** What the rejections say was wrong, most frequent first. */
export function Reasons({ reasons }: Pick<Overview, 'reasons'>) {
  const { t, i18n } = useTranslation('overview');
  const { t: review } = useTranslation('review');
  const format = new Intl.NumberFormat(i18n.language);
  const most = Math.max(1, ...reasons.map(({ n }) => n));
  return (
    <Section title={t('reasons.title')}>
      {reasons.length === 0 && <p className={styles.muted}>{t('reasons.none')}</p>}
      <ul className={styles.reasons}>
        {reasons.map(({ kind, reason, n }) => (
          <li key={`${kind} ${reason}`}>
            <span>
              {review(`state.${kind}`)}: {reason ? review(`reason.${reason}`) : t('reasons.unnamed')}
            </span>
            <span
              className={styles.amount}
              data-state={kind}
              style={{ width: `${(n / most) * 100}%` }}
              aria-hidden
            />
            <b>{format.format(n)}</b>
          </li>
        ))}
      </ul>
    </Section>
  );
}
