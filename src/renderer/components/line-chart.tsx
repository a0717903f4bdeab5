import { useTranslation } from 'react-i18next';
import styles from './charts.module.css';
import { ticks } from './ticks.ts';

export interface ChartPoint {
  readonly x: number;
  readonly y: number;
  /** 95 % interval, drawn as a bar. */
  readonly interval?: readonly [number, number];
  readonly isMarked?: boolean;
}

export interface ChartSeries {
  readonly name: string;
  readonly points: readonly ChartPoint[];
  /** Told apart by colour and by dashes. */
  readonly look: 'first' | 'second' | 'third';
  readonly hasDots?: boolean;
}

export interface LineChartProps {
  readonly title: string;
  /** The drawing in a sentence, for whoever does not see it. */
  readonly text: string;
  readonly series: readonly ChartSeries[];
  readonly axis: string;
  /** Ends of the axes where the points do not decide. */
  readonly range?: { readonly x?: readonly [number, number]; readonly y?: readonly [number, number] };
  /** Whole numbers on the x-axis only. */
  readonly isWhole?: boolean;
  /** Small ones stand in rows of three. */
  readonly size?: 'large' | 'small';
  readonly labelOf?: { readonly x?: (x: number) => string; readonly y?: (y: number) => string };
}

const SIZES = {
  large: { width: 560, height: 230, marks: 6 },
  small: { width: 350, height: 190, marks: 3 },
} as const;
type Size = (typeof SIZES)[keyof typeof SIZES];
const PAD = { left: 46, right: 24, top: 10, bottom: 38 } as const;

interface Scale {
  readonly ticks: readonly number[];
  readonly at: (value: number) => number;
}

/** Lines over a common axis. The same numbers stand in a table beneath, folded away. */
export function LineChart({
  title,
  text,
  series,
  axis,
  range = {},
  isWhole = false,
  size: name = 'large',
  labelOf = {},
}: LineChartProps) {
  const number = useNumber();
  const size = SIZES[name];
  const shown = series.filter(({ points }) => points.length > 0);
  const all = shown.flatMap(({ points }) => points);
  if (all.length === 0) return null;
  const ys = all.flatMap(({ y, interval }) => [y, ...(interval ?? [])]);
  const xEnds = range.x ?? endsOf(all.map((point) => point.x));
  const x = scale(xEnds, [PAD.left, size.width - PAD.right], { count: size.marks, isExact: true, isWhole });
  const yEnds = range.y ?? [Math.min(0, ...ys), Math.max(...ys)];
  const y = scale(yEnds, [size.height - PAD.bottom, PAD.top], { count: 4 });
  const label = { x: labelOf.x ?? number, y: labelOf.y ?? number };
  return (
    <figure className={styles.chart}>
      <figcaption>
        <b>{title}</b>
        {shown.length > 1 && <Legend series={shown} />}
      </figcaption>
      <svg viewBox={`0 0 ${size.width} ${size.height}`} role="img" aria-label={`${title}. ${text}`}>
        <Axes x={x} y={y} size={size} axis={axis} label={label} />
        {shown.map((one) => (
          <Line key={one.name} series={one} x={x} y={y} />
        ))}
      </svg>
      <ChartTable title={title} series={shown} axis={axis} label={label} />
    </figure>
  );
}

function Legend({ series }: { readonly series: readonly ChartSeries[] }) {
  return (
    <span className={styles.legend}>
      {series.map(({ name, look }) => (
        <span key={name}>
          <svg viewBox="0 0 24 8" aria-hidden>
            <line data-look={look} x1="0" x2="24" y1="4" y2="4" />
          </svg>
          {name}
        </span>
      ))}
    </span>
  );
}

type Labels = Readonly<Record<'x' | 'y', (value: number) => string>>;
interface AxesProps {
  readonly x: Scale;
  readonly y: Scale;
  readonly size: Size;
  readonly axis: string;
  readonly label: Labels;
}

function Axes({ x, y, size: { width, height }, axis, label }: AxesProps) {
  return (
    <g className={styles.axes}>
      {y.ticks.map((value) => (
        <g key={value}>
          <line x1={PAD.left} x2={width - PAD.right} y1={y.at(value)} y2={y.at(value)} />
          <text x={PAD.left - 6} y={y.at(value) + 4} textAnchor="end">
            {label.y(value)}
          </text>
        </g>
      ))}
      {x.ticks.map((value) => (
        <text key={value} x={x.at(value)} y={height - PAD.bottom + 19} textAnchor="middle">
          {label.x(value)}
        </text>
      ))}
      <text x={(PAD.left + width - PAD.right) / 2} y={height - 4} textAnchor="middle">
        {axis}
      </text>
    </g>
  );
}

interface LineProps {
  readonly series: ChartSeries;
  readonly x: Scale;
  readonly y: Scale;
}

function Line({ series: { points, look, hasDots = false }, x, y }: LineProps) {
  const path = points.map((point) => `${x.at(point.x).toFixed(1)},${y.at(point.y).toFixed(1)}`).join(' ');
  return (
    <g className={styles.line} data-look={look}>
      <polyline data-look={look} points={path} />
      {points.map(({ x: at, interval }) =>
        interval ? (
          <line key={at} x1={x.at(at)} x2={x.at(at)} y1={y.at(interval[0])} y2={y.at(interval[1])} />
        ) : null,
      )}
      {(hasDots || points.length === 1) &&
        points.map((point) => (
          <circle
            key={point.x}
            data-marked={point.isMarked || undefined}
            cx={x.at(point.x)}
            cy={y.at(point.y)}
            r={point.isMarked ? 5 : 3}
          />
        ))}
    </g>
  );
}

interface TableProps {
  readonly title: string;
  readonly series: readonly ChartSeries[];
  readonly axis: string;
  readonly label: Labels;
}

/** The numbers of a drawing, for whoever would rather read them. */
function ChartTable({ title, series, axis, label }: TableProps) {
  const { t } = useTranslation('common');
  const xs = [...new Set(series.flatMap(({ points }) => points.map(({ x }) => x)))].toSorted((a, b) => a - b);
  return (
    <details className={styles.asTable}>
      <summary>{t('chart.asTable')}</summary>
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
                {series.map(({ name, points }) => {
                  const point = points.find(({ x }) => x === at);
                  return <td key={name}>{point ? label.y(point.y) : '–'}</td>;
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

/** What scrolls has to be reachable by keyboard. */
const SCROLLS = 0;

const endsOf = (values: readonly number[]): readonly [number, number] => [
  Math.min(...values),
  Math.max(...values),
];

interface ScaleOptions {
  readonly count: number;
  /** From end to end of the values, not of the ticks. */
  readonly isExact?: boolean;
  readonly isWhole?: boolean;
}

function scale(
  [low, high]: readonly [number, number],
  [from, to]: readonly [number, number],
  { count, isExact = false, isWhole = false }: ScaleOptions,
): Scale {
  const end = high > low ? high : low + 1;
  const all = ticks(low, end, count);
  const [first, last] = isExact ? [low, end] : [all[0]!, all.at(-1)!];
  return {
    ticks: all.filter((value) => value >= first && value <= last && !(isWhole && value % 1 !== 0)),
    at: (value) => from + ((value - first) / (last - first)) * (to - from),
  };
}

function useNumber(): (value: number) => string {
  const { i18n } = useTranslation();
  const format = new Intl.NumberFormat(i18n.language, { maximumSignificantDigits: 4 });
  return (value) => format.format(value);
}
