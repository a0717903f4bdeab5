import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './button.tsx';
import styles from './charts.module.css';

export interface Bar {
  readonly key: string;
  readonly label: string;
  /** What is drawn, from 0 up. */
  readonly value: number;
  /** Where a mark is set on the same scale. */
  readonly mark?: number | undefined;
  /** The value in words, and what a pointer is told. */
  readonly text: string;
  readonly title?: string;
}

export interface BarsProps {
  readonly label: string;
  readonly bars: readonly Bar[];
  /** So many are shown at first. */
  readonly most?: number;
  /** Side by side in three columns. */
  readonly isWide?: boolean;
}

/** A list whose numbers are drawn as bars on one scale. */
export function Bars({ label, bars, most = 12, isWide = false }: BarsProps) {
  const { t } = useTranslation('common');
  const [isWhole, setWhole] = useState(false);
  const largest = Math.max(...bars.flatMap(({ value, mark = 0 }) => [value, mark]), Number.MIN_VALUE);
  const shown = isWhole ? bars : bars.slice(0, most);
  const percent = (value: number): string => `${(value / largest) * 100}%`;
  return (
    <>
      <ul className={styles.bars} data-wide={isWide || undefined} aria-label={label}>
        {shown.map(({ key, label: name, value, mark, text, title }) => (
          <li key={key} title={title}>
            <span className={styles.label} title={name}>
              {name}
            </span>
            <span className={styles.track} aria-hidden>
              <span className={styles.fill} style={{ width: percent(value) }} />
              {mark !== undefined && <span className={styles.mark} style={{ left: percent(mark) }} />}
            </span>
            <span className={styles.amount}>{text}</span>
          </li>
        ))}
      </ul>
      {shown.length < bars.length && (
        <Button onClick={() => setWhole(true)}>
          {t('chart.more', { count: bars.length - shown.length })}
        </Button>
      )}
    </>
  );
}
