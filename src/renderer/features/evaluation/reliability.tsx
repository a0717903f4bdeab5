import { useTranslation } from 'react-i18next';
import type { ComparisonReport } from '../../../shared/contract/evaluation.ts';
import { Section } from '../../components/page.tsx';
import styles from './evaluation.module.css';
import { useFigures } from './use-figures.ts';

const SIDE = 260;
const PAD = 36;
const at = (value: number): number => PAD + value * SIDE;
const up = (value: number): number => PAD / 2 + (1 - value) * SIDE;

/** Whether boxes are as often right as their confidence says, of both models. */
export function Reliability({ calibration }: Pick<ComparisonReport, 'calibration'>) {
  const { t } = useTranslation('evaluation');
  const { number } = useFigures();
  const { first, second } = calibration;
  if (first.error === null && second.error === null) return null;
  const text = t('compare.ece', { first: number(first.error), second: number(second.error) });
  return (
    <Section title={t('compare.calibration')}>
      <p>{text}</p>
      <svg
        className={styles.reliability}
        viewBox={`0 0 ${SIDE + 2 * PAD} ${SIDE + 2 * PAD}`}
        role="img"
        aria-label={text}
      >
        <rect className={styles.frame} x={PAD} y={PAD / 2} width={SIDE} height={SIDE} />
        <line className={styles.zero} x1={at(0)} y1={up(0)} x2={at(1)} y2={up(1)} />
        <Points bins={first.bins} side="first" />
        <Points bins={second.bins} side="second" />
        <text x={at(0.5)} y={up(0) + 30} textAnchor="middle">
          {t('compare.axis.confidence')}
        </text>
        <text x={12} y={up(0.5)} textAnchor="middle" transform={`rotate(-90 12 ${up(0.5)})`}>
          {t('compare.axis.right')}
        </text>
        <text x={at(0)} y={up(0) + 14}>
          0
        </text>
        <text x={at(1)} y={up(0) + 14} textAnchor="end">
          1
        </text>
      </svg>
    </Section>
  );
}

type Bins = ComparisonReport['calibration']['first']['bins'];

function Points({ bins, side }: { readonly bins: Bins; readonly side: 'first' | 'second' }) {
  return bins.map(({ from, confidence, right }) =>
    confidence === null || right === null ? null : (
      <g key={from} data-side={side}>
        <line x1={at(confidence)} x2={at(confidence)} y1={up(right.low)} y2={up(right.high)} />
        <circle cx={at(confidence)} cy={up(right.share)} r={4.5} />
      </g>
    ),
  );
}
