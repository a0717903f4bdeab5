import { signOf } from '../../shared/domain/evaluation/comparison.ts';
import styles from './whiskers.module.css';

export interface Interval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

export interface WhiskerRow {
  readonly label: string;
  /** Of both models, in words. */
  readonly first: string;
  readonly second: string;
  /** The second less the first; null where it cannot be computed. */
  readonly difference: Interval | null;
  readonly cases: number;
  /** Where something else than the interval alone has decided. */
  readonly sign?: 'better' | 'worse' | 'open';
  /** The decision in a word. */
  readonly status?: string;
}

interface Props {
  readonly caption: string;
  readonly heads: Readonly<Record<'label' | 'first' | 'second' | 'difference', string>> & {
    readonly status?: string;
  };
  readonly rows: readonly WhiskerRow[];
  readonly intervalText: (interval: Interval | null) => string;
}

/** A table whose differences are drawn as dots on their intervals, around a line at no difference. */
export function Whiskers({ caption, heads, rows, intervalText }: Props) {
  const hasStatus = rows.some(({ status }) => status !== undefined);
  const ends = rows.flatMap(({ difference }) => (difference ? [difference.low, difference.high] : []));
  const reach = Math.max(0.01, ...ends.map(Math.abs));
  return (
    <table className={styles.whiskers}>
      <caption>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{heads.label}</th>
          <th scope="col">{heads.first}</th>
          <th scope="col">{heads.second}</th>
          <th scope="col" colSpan={2}>
            {heads.difference}
          </th>
          {hasStatus && <th scope="col">{heads.status}</th>}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ label, first, second, difference, cases, sign, status }) => (
          <tr key={label}>
            <th scope="row">{label}</th>
            <td>{first}</td>
            <td>{second}</td>
            <td className={styles.rail}>
              <Whisker difference={difference} sign={sign ?? signOf(difference, cases)} reach={reach} />
            </td>
            <td>{intervalText(difference)}</td>
            {hasStatus && <td data-status={sign}>{status}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface WhiskerProps {
  readonly difference: Interval | null;
  readonly sign: ReturnType<typeof signOf>;
  /** Largest difference that the rail has room for. */
  readonly reach: number;
}

function Whisker({ difference, sign, reach }: WhiskerProps) {
  const at = (value: number): string => `${50 + (value / reach) * 48}%`;
  return (
    <svg className={styles.whisker} data-sign={sign} aria-hidden>
      <line className={styles.zero} x1="50%" x2="50%" y1="0" y2="100%" />
      {difference && (
        <>
          <line x1={at(difference.low)} x2={at(difference.high)} y1="50%" y2="50%" />
          <circle cx={at(difference.value)} cy="50%" r="5" />
        </>
      )}
    </svg>
  );
}
