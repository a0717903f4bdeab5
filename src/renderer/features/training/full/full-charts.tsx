import { useTranslation } from 'react-i18next';
import type { FullRunDetail } from '../../../../shared/contract/full-training.ts';
import type { ChartPoint } from '../../../components/chart-series.ts';
import { LineChart } from '../../../components/line-chart.tsx';
import styles from '../training.module.css';

type Point = { readonly step: number } & Readonly<Record<string, number | null>>;

/** Loss and throughput by step. */
export function FullCharts({ run }: { readonly run: FullRunDetail }) {
  const { t } = useTranslation('full');
  const { curve, evaluations } = run;
  if (curve.length === 0) return null;
  const of = (points: readonly Point[], name: string): ChartPoint[] =>
    points.flatMap((point) => {
      const y = point[name];
      return typeof y === 'number' ? [{ x: point.step, y }] : [];
    });
  return (
    <div className={styles.charts}>
      <LineChart
        title={t('chart.loss')}
        text={t('chart.lossText', { step: curve.at(-1)!.step })}
        axis={t(`unit.${run.unit}`)}
        range={{ y: rangeOfLoss([...curve, ...evaluations].flatMap(({ loss }) => loss ?? [])) }}
        series={[
          { name: t('chart.training'), look: 'first', points: of(curve, 'loss') },
          { name: t('chart.validation'), look: 'second', hasDots: true, points: of(evaluations, 'loss') },
        ]}
      />
      <LineChart
        title={t('figure.pace')}
        text={t('chart.paceText')}
        axis={t(`unit.${run.unit}`)}
        series={[{ name: t('figure.pace'), look: 'first', points: of(curve, 'samplesPerSecond') }]}
      />
    </div>
  );
}

/** From zero, unless the loss of a large model moves in a narrow band far above it. */
function rangeOfLoss(losses: readonly number[]): readonly [number, number] {
  const [low, high] = [Math.min(...losses), Math.max(...losses)];
  return low > high / 2 ? [low, high] : [0, high];
}
