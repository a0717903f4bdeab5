import { type Dirent, readdirSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { AppError } from '../../../shared/contract/app-error.ts';

export interface Entry {
  readonly name: string;
  readonly path: string;
  readonly kind: 'folder' | 'file';
  readonly sizeBytes: number;
}

/** Names in a folder (the home folder for null), for hosts without a file dialog; nothing is opened. @throws AppError host.folder-unreadable */
export function browse(wanted: string | null): { dir: string; parent: string | null; entries: Entry[] } {
  const dir = resolve(wanted ?? homedir());
  try {
    const entries = readdirSync(dir, { withFileTypes: true })
      .filter(({ name }) => !name.startsWith('.'))
      .map((entry) => entryOf(dir, entry))
      .toSorted((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name, undefined, { numeric: true }));
    return { dir, parent: dirname(dir) === dir ? null : dirname(dir), entries };
  } catch (cause) {
    throw new AppError('host.folder-unreadable', { dir }, { cause });
  }
}

/** A link counts as what it leads to; one that leads nowhere is a file of no size. */
function entryOf(dir: string, entry: Dirent): Entry {
  const path = join(dir, entry.name);
  const target = entry.isDirectory() ? undefined : statSync(path, { throwIfNoEntry: false });
  const isFolder = entry.isDirectory() || (target?.isDirectory() ?? false);
  return {
    name: entry.name,
    path,
    kind: isFolder ? 'folder' : 'file',
    sizeBytes: isFolder ? 0 : (target?.size ?? 0),
  };
}

const rank = ({ kind }: Entry): number => (kind === 'folder' ? 0 : 1);
