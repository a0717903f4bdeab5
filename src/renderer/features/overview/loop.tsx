import { useTranslation } from 'react-i18next';
import type { Overview } from '../../../shared/contract/review.ts';
import { type DayProgress, dayProgress } from '../../../shared/domain/review/day-progress.ts';
import { type ChartPoint, LineChart } from '../../components/line-chart.tsx';
import { Section } from '../../components/page.tsx';
import { Champions } from './champions.tsx';
import { useDays } from './use-days.ts';
import styles from './overview.module.css';

/** How the work goes from day to day: how much, how often right, how many errors found and at what pace. */
export function Loop({ days }: Pick<Overview, 'days'>) {
  const { t } = useTranslation('overview');
  const progress = dayProgress(days);
  return (
    <Section title={t('loop.title')}>
      {progress.length === 0 ? (
        <p className={styles.muted}>{t('loop.none')}</p>
      ) : (
        <>
          <p className={styles.muted}>{t('loop.text')}</p>
          <Multiples progress={progress} />
        </>
      )}
    </Section>
  );
}

/** The same days from left to right in each drawing. */
function Multiples({ progress }: { readonly progress: readonly DayProgress[] }) {
  const { t, i18n } = useTranslation('overview');
  const { at, dayOf, range } = useDays(progress.map(({ day }) => day));
  const percent = new Intl.NumberFormat(i18n.language, { style: 'percent', maximumFractionDigits: 0 });
  const pointsOf = (value: (one: DayProgress) => number | null): ChartPoint[] =>
    progress.flatMap((one) => {
      const y = value(one);
      return y === null ? [] : [{ x: at(one.day), y }];
    });
  const total = progress.reduce((sum, { verdicts }) => sum + verdicts, 0);
  const errors = progress.reduce((sum, one) => sum + one.errors, 0);
  const shared = { axis: t('loop.day'), size: 'small', isWhole: true } as const;
  return (
    <div className={styles.multiples} data-testid="loop">
      <LineChart
        {...shared}
        title={t('loop.verdicts')}
        text={t('loop.verdictsText', { count: total, days: progress.length })}
        range={{ x: range }}
        labelOf={{ x: dayOf }}
        series={[
          {
            name: t('loop.verdicts'),
            look: 'first',
            hasDots: true,
            points: pointsOf(({ verdicts }) => verdicts),
          },
        ]}
      />
      <LineChart
        {...shared}
        title={t('loop.accepted')}
        text={t('loop.acceptedText')}
        range={{ x: range, y: [0, 1] }}
        labelOf={{ x: dayOf, y: (value) => percent.format(value) }}
        series={[
          {
            name: t('loop.accepted'),
            look: 'first',
            hasDots: true,
            points: progress.flatMap(({ day, accepted }) =>
              accepted
                ? [{ x: at(day), y: accepted.share, interval: [accepted.low, accepted.high] as const }]
                : [],
            ),
          },
        ]}
      />
      <LineChart
        {...shared}
        title={t('loop.errors')}
        text={t('loop.errorsText', { count: errors })}
        range={{ x: range }}
        labelOf={{ x: dayOf }}
        series={[
          {
            name: t('loop.errors'),
            look: 'first',
            hasDots: true,
            points: pointsOf(({ errorsPerHour }) => errorsPerHour),
          },
        ]}
      />
      <LineChart
        {...shared}
        title={t('loop.pace')}
        text={t('loop.paceText')}
        range={{ x: range }}
        labelOf={{ x: dayOf }}
        series={[
          {
            name: t('loop.pace'),
            look: 'first',
            hasDots: true,
            points: pointsOf(({ secondsPerVerdict }) => secondsPerVerdict),
          },
        ]}
      />
      <Champions />
    </div>
  );
}
