import styles from './registry.module.css';

interface Ends {
  readonly low: number;
  readonly high: number;
}
interface FigureRailProps {
  readonly interval: Ends & { readonly value: number };
  /** Of all models that it can be compared with: they share a scale. */
  readonly all: readonly Ends[];
  readonly isChampion: boolean;
}

/** A figure as a point on its interval. */
export function FigureRail({ interval, all, isChampion }: FigureRailProps) {
  const low = Math.min(...all.map((one) => one.low));
  const high = Math.max(...all.map((one) => one.high), low + Number.EPSILON);
  const at = (value: number): string => `${4 + ((value - low) / (high - low)) * 92}%`;
  return (
    <svg className={styles.rail} data-champion={isChampion || undefined} aria-hidden>
      <line x1={at(interval.low)} x2={at(interval.high)} y1="50%" y2="50%" />
      <circle cx={at(interval.value)} cy="50%" r="5" />
    </svg>
  );
}
