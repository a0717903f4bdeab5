import { useTranslation } from 'react-i18next';
import type { Overview } from '../../../shared/contract/review.ts';
import { wilson } from '../../../shared/domain/review/proportion.ts';
import { Section } from '../../components/page.tsx';
import { Rate, useRateText } from './rate.tsx';
import styles from './overview.module.css';

/** How often the labels are right in all, from the pairs that chance chose. */
export function RandomSample({ randomSample: { judged, wrong } }: Pick<Overview, 'randomSample'>) {
  const { t } = useTranslation('overview');
  const rateText = useRateText();
  const rate = wilson(judged - wrong, judged);
  return (
    <Section title={t('sample.title')}>
      <p className={styles.muted}>
        {rate ? t('sample.text', { judged, right: judged - wrong, rate: rateText(rate) }) : t('sample.none')}
      </p>
      {rate && <Rate rate={rate} />}
    </Section>
  );
}
