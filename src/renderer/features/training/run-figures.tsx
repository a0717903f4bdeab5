import { useTranslation } from 'react-i18next';
import type { TrainingRun } from '../../../shared/contract/training.ts';
import { formatDuration } from '../../../shared/i18n/format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import styles from './training.module.css';

/** Where a training stands, in the few numbers that one looks for. */
export function RunFigures({ run, isRunning }: { readonly run: TrainingRun; readonly isRunning: boolean }) {
  const { t } = useTranslation('training');
  const language = useLanguage();
  const format = useFormat();
  const { latest, request, validations } = run;
  if (!latest) return null;
  const { steps, batch } = request.settings;
  const best = validations.findLast(({ isBest }) => isBest);
  const { samplesPerSecond, step, loss } = latest;
  const left = samplesPerSecond > 0 ? ((steps - step) * batch) / samplesPerSecond : 0;
  const figures = [
    [t('run.step'), t('run.stepValue', { step, steps })],
    [t('run.loss'), format(loss)],
    [
      t('run.best'),
      best ? t('run.bestValue', { iou: format(best.iou), step: best.step }) : t('run.noFigure'),
    ],
    [t('run.pace'), format(samplesPerSecond)],
    ...(isRunning && left > 0 ? [[t('run.left'), formatDuration(Math.round(left), language)]] : []),
  ] as const;
  return (
    <dl className={styles.figures} data-testid="run-figures">
      {figures.map(([name, value]) => (
        <div key={name} title={name === t('run.left') ? t('run.leftHint') : undefined}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Three digits that matter. */
export function useFormat(): (value: number) => string {
  const language = useLanguage();
  const format = new Intl.NumberFormat(language, { maximumSignificantDigits: 3 });
  return (value) => format.format(value);
}
