// A scheduler's commands for tests. `submit CONFIG` prints a job's number as `sbatch --parsable` does, runs the fake trainer with its
// events in a file beside the configuration, and ends when that does, with its exit code; `cancel NUMBER` sends it SIGTERM.
import { spawn } from 'node:child_process';
import { openSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { kill } from 'node:process';

const [, , command, what] = process.argv;
const numbers = process.env.FAKE_JOBS;
if (command === 'submit') {
  const events = openSync(join(dirname(what), 'train.events.jsonl'), 'a');
  const trainer = join(import.meta.dirname, 'fake-trainer.mjs');
  const child = spawn(process.execPath, [trainer, what], {
    stdio: ['ignore', events, 'ignore'],
    detached: true,
  });
  writeFileSync(numbers, String(child.pid));
  process.stdout.write('4711;cluster\n');
  child.once('exit', (code) => process.exit(code ?? 1));
} else if (what === '4711') kill(Number(readFileSync(numbers, 'utf8')), 'SIGTERM');
else process.exit(1);
