import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { LineChart } from '../../components/line-chart.tsx';
import { useApi } from '../../rpc/api.ts';

const DAY_MS = 86_400_000;

/** How good each champion was on gold when it was promoted; nothing while none was. */
export function Champions() {
  const { t, i18n } = useTranslation('overview');
  const { query } = useApi();
  const { data } = useQuery({ ...query.registry.history.queryOptions({ input: {} }), staleTime: 0 });
  const promoted = (data ?? []).filter(({ action }) => action === 'promote').toReversed();
  const points = promoted.flatMap(({ at, verdict }) => {
    const figure = verdict?.overall.challenger;
    if (!figure) return [];
    const interval = [figure.low, figure.high] as const;
    return [{ x: Date.parse(at) / DAY_MS, y: figure.value, interval }];
  });
  if (points.length === 0) return null;
  const format = new Intl.DateTimeFormat(i18n.language === 'de' ? 'de' : 'en-GB', {
    day: 'numeric',
    month: 'short',
    ...(points.at(-1)!.x - points[0]!.x < 2 && { hour: '2-digit', minute: '2-digit' }),
  });
  return (
    <LineChart
      title={t('loop.champions')}
      text={t('loop.championsText', { count: points.length })}
      axis={t('loop.promoted')}
      size="small"
      range={{
        x: endsOf(points.map(({ x }) => x)),
        y: [0, Math.max(...points.map(({ interval }) => interval[1]))],
      }}
      labelOf={{ x: (x) => format.format(new Date(x * DAY_MS)) }}
      series={[{ name: 'G-IoU', look: 'first', hasDots: true, points }]}
    />
  );
}

/** A little room on either side. */
function endsOf(values: readonly number[]): readonly [number, number] {
  const [first, last] = [Math.min(...values), Math.max(...values)];
  const room = Math.max((last - first) * 0.15, 1 / 24);
  return [first - room, last + room];
}
