import { useTranslation } from 'react-i18next';
import type { RegistryEvent } from '../../../shared/contract/registry.ts';
import { type Reign, championsOverTime } from '../../../shared/domain/promotion/champions-over-time.ts';
import { MODEL_KINDS, type ModelKind } from '../../../shared/domain/promotion/registry-entry.ts';
import type { ChartPoint } from '../../components/chart-series.ts';
import { LineChart } from '../../components/line-chart.tsx';
import { placeOfMoment } from './days.ts';
import { useDays } from './use-days.ts';

interface ChampionsProps {
  /** The newest first. */
  readonly events: readonly RegistryEvent[];
  /** Of the days that are drawn. */
  readonly range: readonly [number, number];
}

/** How good the champion of each time was on gold; nothing for kinds that never had one. */
export function Champions({ events, range }: ChampionsProps) {
  const reigns = MODEL_KINDS.map((kind) => ({ kind, all: championsOverTime(events, kind) }));
  return reigns.map(({ kind, all }) =>
    all.some(({ figure }) => figure !== null) ? (
      <Kind key={kind} kind={kind} reigns={all} range={range} />
    ) : null,
  );
}

interface KindProps extends Pick<ChampionsProps, 'range'> {
  readonly kind: ModelKind;
  /** Oldest first. */
  readonly reigns: readonly Reign[];
}

function Kind({ kind, reigns, range }: KindProps) {
  const { t, i18n } = useTranslation('overview');
  const digits = { minimumFractionDigits: 3, maximumFractionDigits: 3 } as const;
  const format = new Intl.NumberFormat(i18n.language, digits);
  const { dayOf, momentOf } = useDays();
  const [first, last] = range;
  const placed = reigns.map((one) => ({ ...one, x: placeOfMoment(one.at) }));
  // Who was champion before the first day that is drawn stands at its beginning.
  const since = Math.max(
    0,
    placed.findLastIndex(({ x }) => x < first),
  );
  const shown = placed.slice(since).map((one) => ({ ...one, x: Math.max(first, one.x) }));
  const back = new Set(shown.filter(({ how }) => how === 'roll-back').map(({ x }) => x));
  const promoted = reigns.filter(({ how }) => how === 'promote').length;
  const tops = shown.flatMap(({ figure, before }) => [figure?.high ?? 0, before?.value ?? 0]);
  return (
    <LineChart
      title={t(`loop.champions.${kind}`)}
      text={[
        t('loop.promotions', { count: promoted }),
        t('loop.rollBacks', { count: reigns.length - promoted }),
      ].join(' ')}
      axis={t('loop.day')}
      size="small"
      isWhole
      range={{ x: range, y: [0, Math.max(...tops, 0.1)] }}
      labelOf={{
        x: dayOf,
        cell: (value) => format.format(value),
        row: (x) => (back.has(x) ? t('loop.rolledBack', { time: momentOf(x) }) : momentOf(x)),
      }}
      series={[
        {
          name: t('loop.champion'),
          look: 'first',
          hasDots: true,
          shape: 'step',
          until: last,
          points: shown.map(pointOf),
        },
        {
          name: t('loop.championBefore'),
          look: 'second',
          hasDots: true,
          joins: 0,
          points: shown.flatMap(({ x, before }) => (before ? [{ x, y: before.value }] : [])),
        },
      ]}
    />
  );
}

/** Measured at a promotion, and so drawn with its interval; a roll-back measures nothing. */
function pointOf({ x, how, figure }: Reign & { readonly x: number }): ChartPoint {
  if (figure === null) return { x, y: null };
  const interval = [figure.low, figure.high] as const;
  return how === 'promote' ? { x, y: figure.value, interval, isMarked: true } : { x, y: figure.value };
}
