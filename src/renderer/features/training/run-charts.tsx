import { useTranslation } from 'react-i18next';
import type { TrainingRun } from '../../../shared/contract/training.ts';
import { LineChart } from '../../components/line-chart.tsx';
import { useFormat } from './run-figures.tsx';
import styles from './training.module.css';

/** The loss while training, and how good the boxes are on patients that do not train. */
export function RunCharts({ run }: { readonly run: TrainingRun }) {
  const { t } = useTranslation('training');
  if (run.curve.length === 0) return <p className={styles.muted}>{t('run.waiting')}</p>;
  return (
    <div className={styles.charts} data-testid="run-charts">
      <Loss run={run} />
      <Validation run={run} />
    </div>
  );
}

function Loss({ run: { curve, request } }: { readonly run: TrainingRun }) {
  const { t } = useTranslation('training');
  const format = useFormat();
  const [first, last] = [curve[0]!, curve.at(-1)!];
  const of = (part: 'loss' | 'box' | 'presence') => curve.map((point) => ({ x: point.step, y: point[part] }));
  return (
    <LineChart
      title={t('run.lossTitle')}
      text={t('run.lossText', { first: format(first.loss), last: format(last.loss), step: last.step })}
      axis={t('run.stepAxis')}
      range={{ x: [0, axisEnd(request, last.step)] }}
      series={[
        { name: t('run.lossAll'), look: 'first', points: of('loss') },
        { name: t('run.lossBox'), look: 'second', points: of('box') },
        { name: t('run.lossPresence'), look: 'third', points: of('presence') },
      ]}
    />
  );
}

function Validation({ run: { validations, curve, request } }: { readonly run: TrainingRun }) {
  const { t } = useTranslation('training');
  const format = useFormat();
  const [best, last] = [validations.findLast(({ isBest }) => isBest), validations.at(-1)];
  if (!last)
    return <p className={styles.muted}>{t('run.noValidation', { step: request.settings.evaluateEvery })}</p>;
  const bestOf = best ?? last;
  return (
    <LineChart
      title={t('run.iouTitle')}
      text={t('run.iouText', { best: format(bestOf.iou), step: bestOf.step, last: format(last.iou) })}
      axis={t('run.stepAxis')}
      range={{
        x: [0, axisEnd(request, curve.at(-1)!.step)],
        y: [0, Math.max(...validations.map(({ iou }) => iou), 0.1)],
      }}
      series={[
        {
          name: t('run.iou'),
          look: 'first',
          hasDots: true,
          points: validations.map(({ step, iou }) => ({ x: step, y: iou, isMarked: step === best?.step })),
        },
      ]}
    />
  );
}

/** All the steps that may come, until so few were made that the curve would be a stroke at the edge. */
const axisEnd = ({ settings }: TrainingRun['request'], step: number): number =>
  Math.min(settings.steps, Math.max(step * 1.5, settings.evaluateEvery * 2));
