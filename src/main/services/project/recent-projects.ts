import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { ProjectInfoSchema, type ProjectInfo } from '../../../shared/contract/project.ts';
import type { Log } from '../../ports/index.ts';
import { PROJECT_FILE, holderElsewhere } from '../../store/project-store.ts';

/** A project as it was when it was last open here. */
const EntrySchema = z.object({ dir: z.string(), name: z.string(), info: ProjectInfoSchema.nullish() });
const ListSchema = z.array(EntrySchema);
const MAX_RECENT = 12;

export interface RecentProject {
  readonly dir: string;
  readonly name: string;
  readonly info: ProjectInfo | null;
  readonly problem: { readonly code: string; readonly params: Record<string, string | number> } | null;
}

/** Which projects were open on this machine, newest first, in one JSON file; the projects themselves are not opened for it. */
export class RecentProjects {
  private readonly file: string;
  private readonly log: Log;

  constructor(deps: { readonly file: string; readonly log: Log }) {
    this.file = deps.file;
    this.log = deps.log;
  }

  list(): RecentProject[] {
    return this.read().map(({ dir, name, info }) => ({
      dir,
      name,
      info: info ?? null,
      problem: problemOf(dir),
    }));
  }

  remember(info: ProjectInfo): void {
    const others = this.read().filter(({ dir }) => dir !== info.dir);
    this.write([{ dir: info.dir, name: info.name, info }, ...others].slice(0, MAX_RECENT));
  }

  /** Takes a project off the list; the project itself stays where it is. */
  forget(wanted: string): void {
    this.write(this.read().filter(({ dir }) => dir !== wanted));
  }

  private read(): z.infer<typeof ListSchema> {
    if (!existsSync(this.file)) return [];
    try {
      return ListSchema.parse(JSON.parse(readFileSync(this.file, 'utf8')));
    } catch (error) {
      this.log.warn('list of recent projects is unreadable and starts anew', { error: String(error) });
      return [];
    }
  }

  private write(list: z.infer<typeof ListSchema>): void {
    const partial = `${this.file}.partial`;
    try {
      mkdirSync(dirname(this.file), { recursive: true });
      writeFileSync(partial, JSON.stringify(list, null, 2));
      renameSync(partial, this.file);
    } catch (error) {
      // A list for convenience: that it cannot be kept must not keep anybody from working on a project.
      this.log.warn('list of recent projects not written', { error: String(error) });
    }
  }
}

/** What can be seen from outside; damage and versions show when the project is opened. */
function problemOf(dir: string): RecentProject['problem'] {
  const file = join(dir, PROJECT_FILE);
  if (!existsSync(file)) return { code: 'store.not-a-project', params: { dir } };
  const holder = holderElsewhere(dir);
  return holder && { code: 'store.locked', params: { file, ...holder } };
}
