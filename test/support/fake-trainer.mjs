// A trainer for tests: reads the configuration that it is given, and behaves as `behaviour.json` beside it says. Its output is the
// trainer's of this repository; a step takes some milliseconds.
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const file = process.argv[2];
const config = JSON.parse(readFileSync(file, 'utf8'));
const behaviourFile = process.env.FAKE_TRAINER;
const behaviour = JSON.parse(readFileSync(behaviourFile, 'utf8'));
const say = (event, fields) => process.stdout.write(`${JSON.stringify({ event, ...fields })}\n`);
const stopFile = file.replace(/\.json$/, '.stop');
const checkpoint = join(config.output, 'checkpoint.json');
const { steps = 6, stepMs = 5 } = behaviour;

let isStopped = false;
process.on('SIGTERM', () => {
  if (!behaviour.ignoresTerm) isStopped = true;
});

mkdirSync(config.output, { recursive: true });
const resumedFrom = existsSync(checkpoint) ? JSON.parse(readFileSync(checkpoint, 'utf8')).step : 0;
writeFileSync(join(dirname(file), 'seen.json'), JSON.stringify({ config, cwd: process.cwd(), resumedFrom }));
if (behaviour.exitsAtOnce !== undefined) process.exit(behaviour.exitsAtOnce);
say('start', {
  version: 1,
  steps,
  effectiveBatch: 8,
  devices: 1,
  device: 'cpu',
  resumedFrom,
  images: { train: 10, val: 2 },
  picks: { ground: 10, report: 10, vqa: 0 },
  parameters: 1000,
  trainable: 100,
});
for (let step = resumedFrom + 1; step <= steps; step += 1) {
  await delay(stepMs);
  if (step === behaviour.garbageAt) garbage();
  if (step === behaviour.crashesAt) {
    process.stderr.write('Traceback: something broke\n');
    process.exit(3);
  }
  if (step === behaviour.dieAt) process.kill(process.pid, 'SIGKILL');
  if (step === behaviour.failsAt) {
    say('failed', { code: behaviour.code ?? 'nan-loss', detail: String(step) });
    process.exit(1);
  }
  if (step === behaviour.silentAt) await new Promise(() => setInterval(() => undefined, 1000));
  say('step', {
    step,
    steps,
    loss: 4 / step,
    gradientNorm: 1,
    learningRate: 1e-4,
    samplesPerSecond: 100,
    drawn: { ground: step * 8, CT: step * 8 },
  });
  if (step % 2 === 0) save(step);
  if (isStopped || (existsSync(stopFile) && !behaviour.ignoresFile)) {
    save(step);
    rmSync(stopFile, { force: true });
    say('stopped', { step });
    process.exit(0);
  }
}
say('evaluation', { step: steps, loss: 0.5 });
if (behaviour.exitsSilently) process.exit(0);
say('exporting', { step: steps });
if (behaviour.pack) cpSync(behaviour.pack, join(config.output, 'pack'), { recursive: true });
say('done', {
  step: steps,
  trainLoss: 4 / steps,
  evalLoss: 0.5,
  merged: config.output,
  pack: join(config.output, 'pack'),
});

function save(step) {
  // A disk that is full ends the trainer as it would end Python: a trace in the log, and nothing on its output.
  if (behaviour.fillMiB)
    writeFileSync(join(config.output, `weights-${step}.bin`), Buffer.alloc(behaviour.fillMiB * 2 ** 20));
  writeFileSync(checkpoint, JSON.stringify({ step }));
  say('checkpoint', { step, path: checkpoint });
}

/** What libraries print where they should not, a line without an end, half an event, bytes that are no text. */
function garbage() {
  process.stdout.write('Loading checkpoint shards: 100%\n{"event":"step","step":"two"}\n{"event":"step",\n');
  process.stdout.write(Buffer.from([0xff, 0xfe, 0x00, 0x80, 10]));
  for (let block = 0; block < (behaviour.garbageMiB ?? 1); block += 1)
    process.stdout.write('x'.repeat(2 ** 20));
  process.stdout.write('\n');
}
