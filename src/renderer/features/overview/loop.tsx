import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { RegistryEvent } from '../../../shared/contract/registry.ts';
import type { Overview } from '../../../shared/contract/review.ts';
import { type DayProgress, dayProgress } from '../../../shared/domain/review/day-progress.ts';
import type { ChartPoint } from '../../components/chart-series.ts';
import { LineChart } from '../../components/line-chart.tsx';
import { Section } from '../../components/page.tsx';
import { useApi } from '../../rpc/api.ts';
import { Champions } from './champions.tsx';
import { placeOfDay, rangeOf } from './days.ts';
import { useDays } from './use-days.ts';
import styles from './overview.module.css';

const CHANGES: readonly RegistryEvent['action'][] = ['promote', 'roll-back'];

/** How the work goes from day to day: how much, how often right, how many errors found and at what pace. */
export function Loop({ days }: Pick<Overview, 'days'>) {
  const { t } = useTranslation('overview');
  const { query } = useApi();
  const history = useQuery({ ...query.registry.history.queryOptions({ input: {} }), staleTime: 0 });
  const events = (history.data ?? []).filter(({ action }) => CHANGES.includes(action));
  const progress = dayProgress(days);
  return (
    <Section title={t('loop.title')}>
      {progress.length + events.length === 0 ? (
        <p className={styles.muted}>{t('loop.none')}</p>
      ) : (
        <>
          <p className={styles.muted}>
            {t('loop.text')} {events.length > 0 && t('loop.championsText')}
          </p>
          <Multiples progress={progress} events={events} />
        </>
      )}
    </Section>
  );
}

interface MultiplesProps {
  readonly progress: readonly DayProgress[];
  readonly events: readonly RegistryEvent[];
}

/** The same days from left to right in each drawing. */
function Multiples({ progress, events }: MultiplesProps) {
  const { t, i18n } = useTranslation('overview');
  const { dayOf, dateOf } = useDays();
  const range = rangeOf(
    progress.map(({ day }) => day),
    events.map(({ at }) => at),
  );
  const percent = new Intl.NumberFormat(i18n.language, { style: 'percent', maximumFractionDigits: 0 });
  const tenths = new Intl.NumberFormat(i18n.language, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const total = progress.reduce((sum, { verdicts }) => sum + verdicts, 0);
  const errors = progress.reduce((sum, one) => sum + one.errors, 0);
  const shared = { axis: t('loop.day'), size: 'small', isWhole: true } as const;
  // Days without verdicts have no share and no pace, so that nothing is drawn across them.
  const daily = { look: 'first', hasDots: true, joins: 1 } as const;
  const labelOf = { x: dayOf, row: dateOf };
  const pointsOf = (value: (one: DayProgress) => number | null): ChartPoint[] =>
    progress.map((one) => ({ x: placeOfDay(one.day), y: value(one) }));
  return (
    <div className={styles.multiples} data-testid="loop">
      <LineChart
        {...shared}
        isCount
        title={t('loop.verdicts')}
        text={t('loop.verdictsText', { count: total, days: progress.length })}
        range={{ x: range }}
        labelOf={labelOf}
        series={[
          {
            name: t('loop.verdicts'),
            look: 'first',
            shape: 'bars',
            points: pointsOf(({ verdicts }) => verdicts),
          },
        ]}
      />
      <LineChart
        {...shared}
        title={t('loop.accepted')}
        text={t('loop.acceptedText')}
        range={{ x: range, y: [0, 1] }}
        labelOf={{ ...labelOf, y: (value) => percent.format(value) }}
        series={[{ ...daily, name: t('loop.accepted'), points: progress.map(acceptedPoint) }]}
      />
      <LineChart
        {...shared}
        title={t('loop.errors')}
        text={t('loop.errorsText', { count: errors })}
        range={{ x: range }}
        labelOf={{ ...labelOf, cell: (value) => tenths.format(value) }}
        series={[{ ...daily, name: t('loop.errors'), points: pointsOf((one) => one.errorsPerHour) }]}
      />
      <LineChart
        {...shared}
        title={t('loop.pace')}
        text={t('loop.paceText')}
        range={{ x: range }}
        labelOf={{ ...labelOf, cell: (value) => tenths.format(value) }}
        series={[{ ...daily, name: t('loop.pace'), points: pointsOf((one) => one.secondsPerVerdict) }]}
      />
      <Champions events={events} range={range} />
    </div>
  );
}

function acceptedPoint({ day, accepted }: DayProgress): ChartPoint {
  const x = placeOfDay(day);
  return accepted ? { x, y: accepted.share, interval: [accepted.low, accepted.high] } : { x, y: null };
}
