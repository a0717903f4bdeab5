import type { Job } from '../../../shared/contract/jobs.ts';

const WIDTH = 30;

/** Draws a bar on a terminal's standard error; says nothing where nobody watches. */
export function progressPrinter(
  isQuiet: boolean,
): (job: Pick<Job, 'done' | 'total' | 'secondsLeft' | 'status'>) => void {
  if (isQuiet || !process.stderr.isTTY) return () => undefined;
  return ({ done, total, secondsLeft, status }) => {
    const share = total ? done / total : 0;
    const bar = '█'.repeat(Math.round(share * WIDTH)).padEnd(WIDTH, '·');
    const left = secondsLeft === null ? '' : ` ${secondsLeft} s`;
    process.stderr.write(`\r${bar} ${done}/${total ?? '?'}${left}   ${status === 'running' ? '' : '\n'}`);
  };
}
