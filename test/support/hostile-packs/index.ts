import type { HostilePack } from './drafts.ts';
import { EXTERNAL_DATA } from './external-data.ts';
import { FOLDERS, LINKS } from './folders.ts';
import { FOREIGN_FILES } from './foreign-files.ts';
import { MANIFESTS } from './manifests.ts';
import { OPERATORS } from './operators.ts';
import { TEXT_EMBEDDINGS } from './text-embeddings.ts';
import { WRONG_KIND } from './wrong-kind.ts';

export const HOSTILE_PACKS: readonly HostilePack[] = [
  ...MANIFESTS,
  ...FOLDERS,
  ...EXTERNAL_DATA,
  ...OPERATORS,
  ...FOREIGN_FILES,
  ...WRONG_KIND,
  ...TEXT_EMBEDDINGS,
  ...(process.platform === 'win32' ? [] : LINKS),
];
