import { useTranslation } from 'react-i18next';
import styles from './charts.module.css';
import type { ChartSeries } from './chart-series.ts';

interface ChartTableProps {
  readonly title: string;
  readonly series: readonly ChartSeries[];
  readonly axis: string;
  readonly label: Readonly<Record<'x' | 'y', (value: number) => string>>;
}

/** What scrolls has to be reachable by keyboard. */
const SCROLLS = 0;

/** The numbers of a drawing, for whoever would rather read them. */
export function ChartTable({ title, series, axis, label }: ChartTableProps) {
  const { t } = useTranslation('common');
  const xs = [...new Set(series.flatMap(({ points }) => points.map(({ x }) => x)))].toSorted((a, b) => a - b);
  return (
    <details className={styles.asTable}>
      <summary>
        {t('chart.asTable')}
        <span className="visually-hidden">: {title}</span>
      </summary>
      <div className={styles.scroll} role="region" aria-label={title} tabIndex={SCROLLS}>
        <table>
          <thead>
            <tr>
              <th scope="col">{axis}</th>
              {series.map(({ name }) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {xs.map((at) => (
              <tr key={at}>
                <th scope="row">{label.x(at)}</th>
                {series.map(({ name, points }) => (
                  <td key={name}>
                    {textOf(
                      points.find(({ x }) => x === at),
                      label.y,
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

function textOf(point: ChartSeries['points'][number] | undefined, label: (value: number) => string): string {
  if (!point || point.y === null) return '–';
  const { y, interval } = point;
  return interval ? `${label(y)} (${label(interval[0])} – ${label(interval[1])})` : label(y);
}
