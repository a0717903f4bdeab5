import { openSync, writeSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { openProject } from '../../src/main/store/project-store.ts';
import { registryEntry } from './registry-entries.ts';

/**
 * Promotes models and rolls them back in the project named on the command line, and acknowledges each champion after its commit, a line
 * each, until it is killed.
 *
 * `--acks FILE` acknowledges there instead of on standard output; `--count N` ends by SIGKILL after so many.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { acks: { type: 'string' }, count: { type: 'string' } },
});
const store = openProject(positionals[0]!, { at: '' });
const acks = values.acks ? openSync(values.acks, 'a') : 1;
const count = values.count ? Number(values.count) : Number.POSITIVE_INFINITY;
const letterOf = (id: string | undefined): string | null => id?.[0] ?? null;
for (let n = 0; n < count; n += 1) {
  const champions = store.registry.champions('pack');
  const champion = letterOf(champions.at(-1));
  const isBack = champion !== null && n % 3 === 2;
  const model = isBack ? letterOf(champions.at(-2)) : champion === 'a' ? 'b' : 'a';
  const { seq } = store.registry.append(registryEntry(isBack ? 'roll-back' : 'promote', { model, champion }));
  writeSync(acks, `${seq} ${model ?? 'none'}\n`);
}
process.kill(process.pid, 'SIGKILL');
