import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { AppError } from '../../../shared/contract/app-error.ts';
import type { ProjectInfo, projectContract } from '../../../shared/contract/project.ts';
import type { InferContractRouterOutputs } from '@orpc/contract';
import type { Clock, Log } from '../../ports/index.ts';
import { type ProjectStore, PROJECT_FILE, createProject, openProject } from '../../store/project-store.ts';
import { type RecentProject, RecentProjects } from './recent-projects.ts';

export { browse } from './browse.ts';

type Outputs = InferContractRouterOutputs<typeof projectContract>;

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

/** Which project is open, and which were. One at a time. */
export class ProjectService<T extends OpenProject> {
  private readonly deps: ProjectDeps<T>;
  private readonly recents: RecentProjects;
  private session: { readonly value: T; readonly openedAt: string } | undefined;

  constructor(deps: ProjectDeps<T>) {
    this.deps = deps;
    this.recents = new RecentProjects({ file: join(deps.dataDir, 'recent.json'), log: deps.log });
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

  /**
   * Opens the project of a folder that somebody named at the start, or makes one where there is nothing yet: in an empty folder,
   * or in a new one beside others. Anything else is more likely a slip.
   *
   * @returns whether it was made @throws AppError as `open`
   */
  async openOrCreate(dir: string): Promise<{ isNew: boolean }> {
    const full = resolve(dir);
    const isNew = isEmptyPlace(full);
    await (isNew ? this.create(full, basename(full)) : this.open(full));
    return { isNew };
  }

  async close(): Promise<void> {
    const { session } = this;
    const last = this.info();
    if (last) this.recents.remember(last);
    this.session = undefined;
    await session?.value.close();
    if (session) this.deps.publish({ type: 'project.changed' });
  }

  /** Opens the demo project, making it first if need be. @returns whether it is new and has to be filled */
  async openDemo(): Promise<{ isNew: boolean; sourceDir: string }> {
    const isNew = !existsSync(join(this.demoDir, PROJECT_FILE));
    if (isNew) await this.create(this.demoDir, 'Demo');
    else await this.open(this.demoDir);
    const { store } = this.current();
    if (isNew) store.setMeta('demo', 'yes', { at: this.now(), actor: 'system' });
    return { isNew: isNew || infoOf(store, '').pairs === 0, sourceDir: this.demoSourceDir };
  }

  /** Projects that were open on this machine, newest first; the open one with its present figures. */
  recent(): RecentProject[] {
    const open = this.info();
    return this.recents
      .list()
      .map((entry) =>
        entry.dir === open?.dir ? { ...entry, name: open.name, info: open, problem: null } : entry,
      );
  }

  forget(dir: string): void {
    this.recents.forget(dir);
  }

  /** Opens what was open last, or the demo at the very first start. @returns whether the demo is new and has to be filled */
  async openLast(): Promise<{ isNew: boolean; sourceDir: string }> {
    const demo = { isNew: false, sourceDir: this.demoSourceDir };
    const [last] = this.recents.list();
    if (!last || last.dir === this.demoDir) return this.openDemo();
    await this.open(last.dir);
    return demo;
  }

  /** Checks the open project; see the store's verify. */
  verify(): Outputs['verify'] {
    const checks = this.current().store.verify();
    return { ok: checks.every(({ ok }) => ok), checks: checks.map((one) => ({ ...one })) };
  }

  private async begin(openStore: () => ProjectStore, openedAt: string): Promise<ProjectInfo> {
    const store = openStore();
    await this.close();
    this.session = { value: this.deps.start(store), openedAt };
    this.recents.remember(infoOf(store, openedAt));
    this.deps.publish({ type: 'project.changed' });
    return infoOf(store, openedAt);
  }

  private get demoDir(): string {
    return join(this.deps.dataDir, 'demo');
  }

  private get demoSourceDir(): string {
    return join(this.deps.dataDir, 'demo-source');
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

function isEmptyPlace(dir: string): boolean {
  try {
    const facts = statSync(dir, { throwIfNoEntry: false });
    return facts ? facts.isDirectory() && readdirSync(dir).length === 0 : existsSync(dirname(dir));
  } catch {
    // May not be looked into: opening it says so.
    return false;
  }
}

function nameOf(store: ProjectStore): string {
  return store.meta('name') ?? basename(store.dir);
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
