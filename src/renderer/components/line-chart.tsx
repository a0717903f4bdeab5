import { useTranslation } from 'react-i18next';
import { type Scale, endsOf, scaleOf } from './chart-scale.ts';
import type { ChartSeries } from './chart-series.ts';
import { strokesOf } from './chart-strokes.ts';
import { ChartTable } from './chart-table.tsx';
import styles from './charts.module.css';

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
  /** Whole numbers on the y-axis only: there is no half a verdict. */
  readonly isCount?: boolean;
  /** Small ones stand in rows of three. */
  readonly size?: 'large' | 'small';
  readonly labelOf?: {
    readonly x?: (x: number) => string;
    readonly y?: (y: number) => string;
    /** In the table, where there is room to be exact. */
    readonly row?: (x: number) => string;
    readonly cell?: (y: number) => string;
  };
}

const SIZES = {
  large: { width: 560, height: 230, marks: 6 },
  small: { width: 350, height: 190, marks: 3 },
} as const;
type Size = (typeof SIZES)[keyof typeof SIZES];
const PAD = { left: 46, right: 24, top: 10, bottom: 38 } as const;

/** Lines over a common axis. The same numbers stand in a table beneath, folded away. */
export function LineChart({
  title,
  text,
  series,
  axis,
  range = {},
  isWhole = false,
  isCount = false,
  size: name = 'large',
  labelOf = {},
}: LineChartProps) {
  const number = useNumber();
  const size = SIZES[name];
  const shown = series.filter(({ points }) => points.some(({ y }) => y !== null));
  const all = shown.flatMap(({ points }) => points);
  if (all.length === 0) return null;
  const ys = all.flatMap(({ y, interval }) => (y === null ? [] : [y, ...(interval ?? [])]));
  const xEnds = range.x ?? endsOf(all.map((point) => point.x));
  const x = scaleOf(xEnds, [PAD.left, size.width - PAD.right], { count: size.marks, isExact: true, isWhole });
  const yEnds = range.y ?? [Math.min(0, ...ys), Math.max(...ys)];
  const y = scaleOf(yEnds, [size.height - PAD.bottom, PAD.top], { count: 4, isWhole: isCount });
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
          <Drawn key={one.name} series={one} x={x} y={y} />
        ))}
      </svg>
      <ChartTable
        title={title}
        series={shown}
        axis={axis}
        label={{ x: labelOf.row ?? label.x, y: labelOf.cell ?? label.y }}
      />
    </figure>
  );
}

function Legend({ series }: { readonly series: readonly ChartSeries[] }) {
  return (
    <span className={styles.legend}>
      {series.map(({ name, look, joins }) => (
        <span key={name}>
          <svg viewBox="0 0 24 8" aria-hidden className={styles.line} data-look={look}>
            {joins === 0 ? (
              <circle cx="12" cy="4" r="3" />
            ) : (
              <line data-look={look} x1="0" x2="24" y1="4" y2="4" />
            )}
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

interface DrawnProps {
  readonly series: ChartSeries;
  readonly x: Scale;
  readonly y: Scale;
}

function Drawn({ series, x, y }: DrawnProps) {
  const { points, look, shape = 'line', joins = Infinity, until, hasDots = false } = series;
  const known = points.flatMap((point) => (point.y === null ? [] : [{ ...point, y: point.y }]));
  if (shape === 'bars') return <Columns points={known} x={x} y={y} look={look} />;
  const strokes = strokesOf(points, { shape, joins, until });
  return (
    <g className={styles.line} data-look={look}>
      {strokes.map((corners) => (
        <polyline
          key={corners[0]![0]}
          data-look={look}
          points={corners.map(([px, py]) => `${x.at(px).toFixed(1)},${y.at(py).toFixed(1)}`).join(' ')}
        />
      ))}
      {known.map(({ x: at, interval }) =>
        interval ? (
          <line key={at} x1={x.at(at)} x2={x.at(at)} y1={y.at(interval[0])} y2={y.at(interval[1])} />
        ) : null,
      )}
      {(hasDots || known.length === 1) &&
        known.map((point) => (
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

/** Of the room that one has, px: thin enough to be told apart, and no wider than a word. */
const COLUMN = { share: 0.7, least: 2, most: 22 } as const;

function Columns({
  points,
  x,
  y,
  look,
}: Omit<DrawnProps, 'series'> & {
  readonly points: readonly { readonly x: number; readonly y: number }[];
  readonly look: ChartSeries['look'];
}) {
  const room = (x.at(1) - x.at(0)) * COLUMN.share;
  const width = Math.min(COLUMN.most, Math.max(COLUMN.least, room));
  return (
    <g className={styles.columns} data-look={look}>
      {points.map((point) => (
        <rect
          key={point.x}
          x={x.at(point.x) - width / 2}
          y={y.at(point.y)}
          width={width}
          height={y.at(0) - y.at(point.y)}
        />
      ))}
    </g>
  );
}

function useNumber(): (value: number) => string {
  const { i18n } = useTranslation();
  const format = new Intl.NumberFormat(i18n.language, { maximumSignificantDigits: 4 });
  return (value) => format.format(value);
}
