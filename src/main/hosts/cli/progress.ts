import type { Job } from '../../../shared/contract/jobs.ts';
import { formatDuration } from '../../../shared/i18n/format.ts';
import type { Terminal } from './terminal.ts';

const WIDTH = 24;
const CLEAR_LINE = '\r\u001B[K';

export type Progress = Pick<Job, 'done' | 'total' | 'secondsLeft' | 'status'> & { readonly kind?: string };

/** Draws a bar on a terminal's standard error; says nothing where nobody watches. */
export function progressPrinter({ say, language, isJson }: Terminal): (progress: Progress) => void {
  if (isJson || !process.stderr.isTTY) return () => undefined;
  let isDrawn = false;
  return ({ kind, done, total, secondsLeft, status }) => {
    if (status === 'running' && total !== null && total > 0) {
      const bar = '█'.repeat(Math.round((done / total) * WIDTH)).padEnd(WIDTH, '·');
      const left =
        secondsLeft === null
          ? ''
          : `, ${say('progress.left', { time: formatDuration(secondsLeft, language) })}`;
      process.stderr.write(
        `${CLEAR_LINE}${bar} ${say('jobs:count', { done, total })} ${nameOf(kind, say)}${left}`,
      );
      isDrawn = true;
    } else if (isDrawn && status !== 'queued') {
      process.stderr.write(CLEAR_LINE);
      isDrawn = false;
    }
  };
}

const KINDS = [
  'demo.fill',
  'intake.scan',
  'intake.import',
  'exchange.export',
  'grounding.derive',
  'models.add',
  'segmentation.file',
  'segmentation.volume',
  'texts.mentions',
  'texts.rewriting',
  'texts.translation',
  'texts.judging',
  'texts.questions',
  'training.head',
  'evaluation.run',
  'training.full',
  'registry.judge',
  'pipeline.run',
] as const;

function nameOf(kind: string | undefined, say: Terminal['say']): string {
  const known = KINDS.find((one) => one === kind);
  return known ? say(`jobs:kind.${known}`) : '';
}
