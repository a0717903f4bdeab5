import type { Environment, FullRunDetail } from '../../../../shared/contract/full-training.ts';
import { formatDuration } from '../../../../shared/i18n/format.ts';
import type { Terminal } from '../terminal.ts';

/** What is there, and what is missing with what it is needed for. */
export function checkText({ items, canStart, command }: Environment, { say }: Terminal): string {
  const lines = items.map(({ name, ok, detail, needed, memory }) => {
    const mark = ok ? 'trainFull.there' : needed ? 'trainFull.missing' : 'trainFull.advised';
    const words = memory
      ? `${say(`full:memory.${memory.advice}`, memory)} ${say('full:memory.source')}`
      : detail;
    return `${say(memory && !ok ? 'trainFull.tight' : mark)}\t${nameOf(name, say)}\t${words}`;
  });
  return [
    ...lines,
    ...(command.length > 0 ? [say('trainFull.command', { command: command.join(' ') })] : []),
    say(canStart ? 'trainFull.canStart' : 'trainFull.cannotStart'),
  ].join('\n');
}

const KNOWN = [
  'settings',
  'trainer',
  'base',
  'gpu',
  'gpuMemory',
  'processor',
  'disk',
  'slurm',
  'published',
  'command',
] as const;

function nameOf(name: string, say: Terminal['say']): string {
  const known = KNOWN.find((one) => one === name);
  return known ? say(`trainFull.item.${known}`) : name;
}

export function fullStart(status: FullRunDetail, { say }: Terminal): string {
  const { device, devices, steps, resumedFrom, parameters, data } = status;
  const facts = { device: device ?? '', devices: devices ?? 1, steps: steps ?? 0 };
  const trained = { trained: parameters?.trained ?? 0, all: parameters?.all ?? 0 };
  return [
    say('trainFull.begun', { ...facts, ...trained, boxes: data?.boxes.train ?? 0 }),
    ...(resumedFrom > 0 ? [say('train.resumed', { step: resumedFrom })] : []),
  ].join('\n');
}

/** A line for each validation after the first `told` of them: step, losses, and at last pace and time left. */
export function fullLines(status: FullRunDetail, told: number, { say, language }: Terminal): string {
  const { steps, evaluations, curve, samplesPerSecond, secondsLeft } = status;
  const fixed = (value: number | null | undefined): string =>
    value == null
      ? '?'
      : new Intl.NumberFormat(language, { minimumFractionDigits: 3, maximumFractionDigits: 3 }).format(value);
  const lines = evaluations.slice(told).map(({ step, loss: evalLoss }) => {
    const loss = curve.findLast((point) => point.step <= step)?.loss;
    return say('trainFull.report', { step, steps: steps ?? 0, loss: fixed(loss), evalLoss: fixed(evalLoss) });
  });
  const pace = samplesPerSecond === null ? [] : [Math.round(samplesPerSecond * 10) / 10];
  return [
    lines.join('\n'),
    ...pace.map((samples) => say('trainFull.pace', { samples })),
    ...(secondsLeft ? [say('progress.left', { time: formatDuration(secondsLeft, language) })] : []),
  ].join('\t');
}

export function fullEnd(
  status: FullRunDetail,
  { say }: Terminal,
): { readonly value: object; readonly text: string } {
  const { curve: _, evaluations: _evaluations, ...value } = status;
  const { pack, run, outputDir, logFile, garbage } = status;
  const text = [
    pack
      ? say('trainFull.pack', { name: pack.name, id: pack.id })
      : say('trainFull.left', { run, log: logFile }),
    ...(garbage > 0 ? [say('trainFull.garbage', { count: garbage, log: logFile })] : []),
    say('trainFull.results', { dir: outputDir }),
    ...(pack ? [say('train.notPromoted')] : []),
  ].join('\n');
  return { value, text };
}
