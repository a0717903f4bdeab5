import { useTranslation } from 'react-i18next';
import type { Proportion } from '../../../shared/domain/review/proportion.ts';
import styles from './overview.module.css';

/** A share as a point on its interval, on a rail from 0 to 100 %. */
export function Rate({ rate }: { readonly rate: Proportion | null }) {
  if (!rate) return <span className={styles.rail} data-empty aria-hidden />;
  const percent = (value: number): string => `${value * 100}%`;
  return (
    <span className={styles.rail} aria-hidden>
      <span
        className={styles.interval}
        style={{ left: percent(rate.low), width: percent(rate.high - rate.low) }}
      />
      <span className={styles.point} style={{ left: percent(rate.share) }} />
    </span>
  );
}

/** The same in words. */
export function useRateText(): (rate: Proportion | null) => string {
  const { t, i18n } = useTranslation('overview');
  const format = new Intl.NumberFormat(i18n.language, { style: 'percent', maximumFractionDigits: 0 });
  return (rate) =>
    rate
      ? t('rate.value', {
          share: format.format(rate.share),
          low: format.format(rate.low),
          high: format.format(rate.high),
        })
      : t('rate.none');
}
