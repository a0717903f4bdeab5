import { writeSync } from 'node:fs';
import { openProject } from '../../src/main/store/project-store.ts';
import { registryEntry } from './registry-entries.ts';

/**
 * Promotes models and rolls them back in the project named on the command line, and acknowledges each champion after its commit, a line
 * each, until it is killed.
 */
const store = openProject(process.argv[2]!, { at: '' });
const letterOf = (id: string | undefined): string | null => id?.[0] ?? null;
for (let n = 0; ; n += 1) {
  const champions = store.registry.champions('pack');
  const champion = letterOf(champions.at(-1));
  const isBack = champion !== null && n % 3 === 2;
  const model = isBack ? letterOf(champions.at(-2)) : champion === 'a' ? 'b' : 'a';
  const { seq } = store.registry.append(registryEntry(isBack ? 'roll-back' : 'promote', { model, champion }));
  writeSync(1, `${seq} ${model ?? 'none'}\n`);
}
