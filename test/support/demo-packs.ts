import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Manifest } from '../../src/main/formats/model-pack/manifest.ts';

/** Packs that come with the program. */
export const DEMO_PACKS = fileURLToPath(new URL('../../resources/models', import.meta.url));
export const CPU = { provider: 'cpu', threads: 1 } as const;

export function manifestOf<Kind extends Manifest['kind']>(name: string): Manifest & { kind: Kind } {
  return JSON.parse(readFileSync(join(DEMO_PACKS, name, 'manifest.json'), 'utf8')) as Manifest & {
    kind: Kind;
  };
}
