import { parseArgs } from 'node:util';
import { KillRounds } from './support/kill-rounds.ts';

/** Kills the server in the middle of a review and says what was lost: `node test/kill-server.ts --kills 100 [--seed 1]`. */
const { values } = parseArgs({
  options: { kills: { type: 'string', default: '100' }, seed: { type: 'string', default: '1' } },
});
const started = performance.now();
const report = await new KillRounds(Number(values.seed)).run(Number(values.kills), (round, acknowledged) => {
  if (process.stderr.isTTY) process.stderr.write(`\r${round} kills, ${acknowledged} acknowledged `);
});
const seconds = Math.round((performance.now() - started) / 100) / 10;
process.stdout.write(`${JSON.stringify({ ...report, seconds }, null, 2)}\n`);
process.exitCode = report.lost + report.duplicated + report.broken.length === 0 ? 0 : 1;
