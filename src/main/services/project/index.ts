import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { AppError } from '../../../shared/contract/app-error.ts';
import type { projectContract } from '../../../shared/contract/project.ts';
import type { InferContractRouterOutputs } from '@orpc/contract';
import type { Clock, Log } from '../../ports/index.ts';
import { type ProjectStore, PROJECT_FILE, createProject, openProject } from '../../store/project-store.ts';

type Outputs = InferContractRouterOutputs<typeof projectContract>;
type ProjectInfo = NonNullable<Outputs['current']>;
type RecentProject = Outputs['recent'][number];

/** What the project service needs to know of the open project; the app builds the rest around the store. */
export interface OpenProject {
  readonly store: ProjectStore;
  close(): Promise<void>;
}

export interface ProjectDeps<T extends OpenProject> {
  readonly dataDir: string;
  readonly clock: Clock;
  readonly log: Log;
  /** Builds the services around a store that was just opened. */
  readonly start: (store: ProjectStore) => T;
  readonly publish: (event: { type: 'project.changed' }) => void;
}

const RecentSchema = z.array(z.object({ dir: z.string(), name: z.string() }));
const MAX_RECENT = 12;

/** Which project is open, and which were. One at a time. */
export class ProjectService<T extends OpenProject> {
  private readonly deps: ProjectDeps<T>;
  private session: { readonly value: T; readonly openedAt: string } | undefined;

  constructor(deps: ProjectDeps<T>) {
    this.deps = deps;
  }

  /** @throws AppError host.no-project-open */
  current(): T {
    if (!this.session) throw new AppError('host.no-project-open');
    return this.session.value;
  }

  info(): ProjectInfo | null {
    return this.session ? infoOf(this.session.value.store, this.session.openedAt) : null;
  }

  async create(dir: string, name: string): Promise<ProjectInfo> {
    const at = this.now();
    return this.begin(() => createProject(resolve(dir), name, { at }), at);
  }

  async open(dir: string): Promise<ProjectInfo> {
    const at = this.now();
    const full = resolve(dir);
    if (this.session?.value.store.dir === full) return this.info()!;
    return this.begin(() => openProject(full, { at }), at);
  }

  async close(): Promise<void> {
    const { session } = this;
    this.session = undefined;
    await session?.value.close();
    if (session) this.deps.publish({ type: 'project.changed' });
  }

  /** Opens the demo project, making it first if need be. @returns whether it is new and has to be filled */
  async openDemo(): Promise<{ info: ProjectInfo; isNew: boolean; sourceDir: string }> {
    const dir = join(this.deps.dataDir, 'demo');
    const sourceDir = join(this.deps.dataDir, 'demo-source');
    const isNew = !existsSync(join(dir, PROJECT_FILE));
    const info = isNew ? await this.create(dir, 'Demo') : await this.open(dir);
    const { store } = this.current();
    if (isNew) store.setMeta('demo', 'yes', { at: this.now(), actor: 'system' });
    return { info: this.info() ?? info, isNew: isNew || infoOf(store, '').pairs === 0, sourceDir };
  }

  recent(): RecentProject[] {
    return this.readRecent().map(({ dir, name }) => {
      if (this.session?.value.store.dir === dir) return { dir, name, info: this.info(), problem: null };
      const isThere = existsSync(join(dir, PROJECT_FILE));
      return {
        dir,
        name,
        info: null,
        problem: isThere ? null : { code: 'store.not-a-project', params: { dir } },
      };
    });
  }

  /** Checks the open project; see the store's verify. */
  verify(): Outputs['verify'] {
    const checks = this.current().store.verify();
    return { ok: checks.every(({ ok }) => ok), checks: checks.map((one) => ({ ...one })) };
  }

  /** Names in a folder, for hosts without a file dialog. @throws AppError host.folder-unreadable */
  browse(wanted: string | null): Outputs['browse'] {
    const dir = resolve(wanted ?? homedir());
    try {
      const entries = readdirSync(dir, { withFileTypes: true })
        .filter(({ name }) => !name.startsWith('.'))
        .map((entry) => {
          const path = join(dir, entry.name);
          const isFolder = entry.isDirectory();
          return {
            name: entry.name,
            path,
            kind: isFolder ? ('folder' as const) : ('file' as const),
            sizeBytes: isFolder ? 0 : sizeOf(path),
          };
        })
        .toSorted((a, b) =>
          a.kind === b.kind ? a.name.localeCompare(b.name) : a.kind === 'folder' ? -1 : 1,
        );
      return { dir, parent: dirname(dir) === dir ? null : dirname(dir), entries };
    } catch (cause) {
      throw new AppError('host.folder-unreadable', { dir }, { cause });
    }
  }

  private async begin(openStore: () => ProjectStore, openedAt: string): Promise<ProjectInfo> {
    const store = openStore();
    await this.close();
    this.session = { value: this.deps.start(store), openedAt };
    this.remember(store);
    this.deps.publish({ type: 'project.changed' });
    return infoOf(store, openedAt);
  }

  private remember(store: ProjectStore): void {
    const entry = { dir: store.dir, name: nameOf(store) };
    const list = [entry, ...this.readRecent().filter(({ dir }) => dir !== store.dir)].slice(0, MAX_RECENT);
    mkdirSync(this.deps.dataDir, { recursive: true });
    const partial = `${this.recentFile}.partial`;
    writeFileSync(partial, JSON.stringify(list, null, 2));
    renameSync(partial, this.recentFile);
  }

  private readRecent(): z.infer<typeof RecentSchema> {
    if (!existsSync(this.recentFile)) return [];
    try {
      return RecentSchema.parse(JSON.parse(readFileSync(this.recentFile, 'utf8')));
    } catch (error) {
      this.deps.log.warn('list of recent projects is unreadable and starts anew', { error: String(error) });
      return [];
    }
  }

  private get recentFile(): string {
    return join(this.deps.dataDir, 'recent.json');
  }

  private now(): string {
    return new Date(this.deps.clock.now()).toISOString();
  }
}

function infoOf(store: ProjectStore, openedAt: string): ProjectInfo {
  const all = store.pairs.facets().filter(({ facet }) => facet === 'all');
  const pairs = all.reduce((sum, { n }) => sum + n, 0);
  const pending = all.find(({ state }) => state === 'pending')?.n ?? 0;
  return {
    dir: store.dir,
    name: nameOf(store),
    isDemo: store.meta('demo') === 'yes',
    pairs,
    decided: pairs - pending,
    openedAt,
    sizeBytes: sizeOf(join(store.dir, PROJECT_FILE)),
  };
}

function nameOf(store: ProjectStore): string {
  return store.meta('name') ?? basename(store.dir);
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
