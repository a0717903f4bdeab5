// Slurm's commands for tests, as far as a job of this program meets them: called by the name that it was linked as. What it keeps of jobs
// lies in FAKE_SLURM. As the real ones do, `sbatch` shows nothing of what it prints to a file before it ends (C's buffer), signals other
// than the last go to the steps of a job and not to its script, and a job that is cancelled gets time to end.
import { spawn } from 'node:child_process';
import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { kill } from 'node:process';

const jobs = process.env.FAKE_SLURM;
const args = process.argv.slice(3);
const options = Object.fromEntries(
  args.filter((one) => one.startsWith('--')).map((one) => one.slice(2).split(/=(.*)/s, 2)),
);
const words = args.filter((one) => !one.startsWith('--'));
const stepsOf = (id) =>
  existsSync(join(jobs, `${id}.steps`))
    ? readFileSync(join(jobs, `${id}.steps`), 'utf8')
        .trim()
        .split('\n')
    : [];

const commands = {
  sbatch() {
    if ('version' in options) return process.stdout.write('slurm 24.05.4\n');
    mkdirSync(jobs, { recursive: true });
    const id = String(1001 + readdirSync(jobs).filter((name) => name.endsWith('.json')).length);
    const spooled = join(jobs, `${id}.sh`);
    copyFileSync(words[0], spooled);
    const out = openSync(options.output, options['open-mode'] === 'append' ? 'a' : 'w');
    const job = {
      SLURM_JOB_ID: id,
      SLURM_JOB_NODELIST: 'node[1]',
      SLURM_JOB_NUM_NODES: '1',
      SLURM_GPUS_PER_NODE: `a100:${process.env.FAKE_GPUS}`,
    };
    const env = { ...process.env, ...job };
    const script = spawn('bash', [spooled, ...words.slice(1)], {
      env,
      stdio: ['ignore', out, out],
      detached: true,
    });
    writeFileSync(
      join(jobs, `${id}.json`),
      JSON.stringify({ name: options['job-name'], pid: script.pid, args }),
    );
    script.once('exit', (code, signal) => {
      process.stdout.write(`${id}\n`);
      process.exitCode = signal ? 1 : code;
    });
  },
  srun() {
    const step = spawn(words[0], args.slice(args.indexOf(words[0]) + 1), {
      stdio: 'inherit',
      detached: true,
    });
    appendFileSync(join(jobs, `${process.env.SLURM_JOB_ID}.steps`), `${step.pid}\n`);
    // The launcher outlives what it launched, whatever the job is told.
    process.on('SIGTERM', () => undefined);
    step.once('exit', (code, signal) => (process.exitCode = signal ? 128 + 15 : code));
  },
  scancel() {
    for (const file of readdirSync(jobs).filter((name) => name.endsWith('.json'))) {
      const { name, pid } = JSON.parse(readFileSync(join(jobs, file), 'utf8'));
      if (name !== options.name) continue;
      for (const step of stepsOf(basename(file, '.json'))) signalled(-Number(step), 'SIGTERM');
      if (options.signal) continue;
      signalled(-pid, 'SIGTERM');
      setTimeout(() => {
        for (const step of stepsOf(basename(file, '.json'))) signalled(-Number(step), 'SIGKILL');
        signalled(-pid, 'SIGKILL');
      }, 1000);
    }
  },
  scontrol() {
    process.stdout.write('localhost\n');
  },
};

function signalled(group, signal) {
  try {
    kill(group, signal);
  } catch {
    // It has ended.
  }
}

commands[process.argv[2]]();
