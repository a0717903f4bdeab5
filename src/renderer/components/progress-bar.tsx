import styles from './jobs.module.css';

interface ProgressBarProps {
  /** 0-1; undefined while nobody knows, which moves. */
  readonly share: number | undefined;
  readonly label: string;
}

/** How far something is: a share when the total is known, moving while it is not. */
export function ProgressBar({ share, label }: ProgressBarProps) {
  return (
    <span
      className={styles.bar}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={share === undefined ? undefined : Math.round(share * 100)}
    >
      <span
        data-unknown={share === undefined || undefined}
        style={share === undefined ? undefined : { width: `${share * 100}%` }}
      />
    </span>
  );
}
