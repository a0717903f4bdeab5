/**
 * `npm run bench -- [--json] [--list] [suite …]`: runs the suites one after the other and compares with the goals. Exit code 1
 * when a goal is missed, so that a run can stand in a script; nothing here is part of `npm test`.
 */
import { cpus, loadavg, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { type Figure, isReached } from './figure.ts';
import { SUITES } from './suites/index.ts';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean' }, list: { type: 'boolean' } },
});
const unknown = positionals.filter((name) => !SUITES.some((suite) => suite.name === name));
if (unknown.length > 0 || options.list) {
  for (const { name, title } of SUITES) process.stdout.write(`${name.padEnd(14)} ${title}\n`);
  if (unknown.length > 0) process.stderr.write(`No such suite: ${unknown.join(', ')}\n`);
  process.exit(unknown.length > 0 ? 2 : 0);
}

const say = (line: string): void => void (options.json || process.stdout.write(`  ${line}\n`));
const results: Record<string, { figures: readonly Figure[] } | { error: string }> = {};
for (const suite of SUITES.filter(({ name }) => positionals.length === 0 || positionals.includes(name))) {
  say(`── ${suite.name}: ${suite.title}`);
  try {
    const figures = await suite.run(say);
    results[suite.name] = { figures };
    for (const figure of figures) say(lineOf(figure));
  } catch (error) {
    results[suite.name] = { error: String(error) };
    say(`failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  }
}
if (options.json) process.stdout.write(`${JSON.stringify({ machine: machine(), results }, null, 1)}\n`);
const isFine = Object.values(results).every(
  (result) => 'figures' in result && result.figures.every(isReached),
);
process.exitCode = isFine ? 0 : 1;

function lineOf(figure: Figure): string {
  const { name, value, unit, goal, note } = figure;
  const wanted = goal ? `goal ${goal.at === 'most' ? '≤' : '≥'} ${goal.value} ${unit}`.trimEnd() : '';
  const mark = goal ? (isReached(figure) ? 'reached' : 'MISSED ') : '       ';
  return [mark, name.padEnd(56), `${rounded(value)} ${unit}`.padEnd(18), wanted.padEnd(22), note ?? '']
    .join('  ')
    .trimEnd();
}

function rounded(value: number): string {
  return value >= 1000 ? Math.round(value).toLocaleString('en') : value.toPrecision(3);
}

/** What a reader needs to judge a figure by. */
function machine(): Record<string, string | number> {
  const [cpu] = cpus();
  return {
    cpu: cpu?.model ?? '?',
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 1024 ** 3),
    node: process.version,
    loadBefore: loadavg()[0] ?? 0,
  };
}
