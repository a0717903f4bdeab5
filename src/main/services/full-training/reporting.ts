import type { JobContext } from '../../jobs/index.ts';
import type { Told } from './told.ts';

/** Rounded as people read it; the text of the step formats numbers. */
const rounded = (value: number, digits: number): number => Number(value.toFixed(digits));
/** Jobs count in whole numbers; an epoch is a thousand of them. */
const PER_EPOCH = 1000;

/** Tells the queue how a run stands whenever that has changed. */
export function reporting(
  context: Pick<JobContext, 'progress'>,
  { told, isStopping }: { readonly told: Told; readonly isStopping: () => boolean },
): () => void {
  let before = '';
  return () => {
    const progress = progressOf(told, isStopping());
    const now = JSON.stringify(progress);
    if (now === before) return;
    before = now;
    try {
      context.progress(progress);
    } catch {
      // A disk that takes no progress is no reason to leave a trainer alone; what is written later says so.
      before = '';
    }
  };
}

type Progress = Parameters<JobContext['progress']>[0];

function progressOf(told: Told, isStopping: boolean): Progress {
  const { latest, steps, unit, isExporting } = told;
  const scale = unit === 'epochs' ? PER_EPOCH : 1;
  const done = Math.round((latest?.step ?? told.start?.resumedFrom ?? 0) * scale);
  const total = steps === null ? null : Math.max(done, Math.round(steps * scale));
  const at = { done, total, secondsLeft: secondsLeft(told) };
  if (isStopping) return { ...at, step: 'fullStop' };
  if (isExporting) return { ...at, step: 'fullExport' };
  if (latest?.loss == null) return { ...at, step: 'fullStart' };
  const rate = rounded(latest.samplesPerSecond ?? 0, 1);
  return { ...at, step: 'fullTrain', params: { loss: rounded(latest.loss, 4), rate } };
}

/** By the pace of the last step; null while nothing is known. */
export function secondsLeft({ latest, steps, start, unit, isExporting }: Told): number | null {
  if (!latest?.samplesPerSecond || steps === null || !start || unit === 'epochs' || isExporting) return null;
  return Math.round(((steps - latest.step) * start.effectiveBatch) / latest.samplesPerSecond);
}
