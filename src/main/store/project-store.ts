import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../shared/contract/app-error.ts';
import { asExpected } from '../../shared/contract/system-failure.ts';
import type { Check } from '../../shared/contract/verify.ts';
import { type AuditEntry, type AuditHead, appendAudit, auditHead } from './audit-log.ts';
import { BlobStore } from './blob-store.ts';
import { type WriteDb, makeWritableFolder, transact } from './database.ts';
import { DecisionStore } from './decision-store.ts';
import { DerivationStore } from './derivation-store.ts';
import { DoubtStore } from './doubt-store.ts';
import { claim, openNamingHolder, release, userName } from './holder.ts';
import { JobStore } from './job-store.ts';
import { PROJECT_FILE } from './project-files.ts';
import { PairStore } from './pair-store.ts';
import { ProposalStore } from './proposal-store.ts';
import { RegistryStore } from './registry-store.ts';
import { SegmentationStore } from './segmentation-store.ts';
import { SliceReader } from './slice-reader.ts';
import { SliceStore } from './slice-store.ts';
import { StageStore } from './stage-store.ts';
import { TextStore } from './text-store.ts';
import { SuggestionStore } from './suggestion-store.ts';
import { verifyDatabase } from './verify.ts';
import { VolumeStore } from './volume-store.ts';

export { PROJECT_FILE };
export { holderElsewhere } from './holder.ts';

/** One open project: its database, pictures and logs. Close it, or the next opener is turned away. */
export class ProjectStore {
  readonly dir: string;
  readonly slices: SliceStore;
  readonly sliceReader: SliceReader;
  readonly volumes: VolumeStore;
  readonly pairs: PairStore;
  readonly decisions: DecisionStore;
  readonly derivations: DerivationStore;
  readonly doubts: DoubtStore;
  readonly segmentations: SegmentationStore;
  readonly texts: TextStore;
  readonly suggestions: SuggestionStore;
  readonly proposals: ProposalStore;
  readonly stages: StageStore;
  readonly registry: RegistryStore;
  readonly jobs: JobStore;
  readonly blobs: BlobStore;
  private readonly db: WriteDb;

  constructor(dir: string, db: WriteDb) {
    this.dir = dir;
    this.db = db;
    this.slices = new SliceStore(db);
    this.sliceReader = new SliceReader(db);
    this.volumes = new VolumeStore(db, dir);
    this.pairs = new PairStore(db);
    this.decisions = new DecisionStore(db);
    this.derivations = new DerivationStore(db);
    this.doubts = new DoubtStore(db);
    this.segmentations = new SegmentationStore(db, this.derivations);
    this.texts = new TextStore(db);
    this.suggestions = new SuggestionStore(db);
    this.proposals = new ProposalStore(db);
    this.stages = new StageStore(db);
    this.registry = new RegistryStore(db);
    this.jobs = new JobStore(db);
    this.blobs = new BlobStore(join(dir, 'blobs'));
  }

  meta(key: string): string | undefined {
    return this.db.prepare('SELECT value FROM meta WHERE key = ?').pluck().get(key) as string | undefined;
  }

  /** Sets a value of the project and records who did it. */
  setMeta(key: string, value: string, by: { readonly at: string; readonly actor: string }): void {
    transact(this.db, () => {
      this.db
        .prepare(
          'INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value',
        )
        .run(key, value);
      appendAudit(this.db, { ...by, action: 'project.set', detail: { key, value } });
    });
  }

  /** Records something that happened outside a decision: an import, an export. */
  audit(entry: AuditEntry): AuditHead {
    return transact(this.db, () => appendAudit(this.db, entry));
  }

  auditHead(): AuditHead {
    return auditHead(this.db);
  }

  /** Looks over the open project: schema, integrity, chain, log against standing, counters. */
  verify(): Check[] {
    return verifyDatabase(this.db);
  }

  /** Folder for decoded volumes; may be emptied at any time. */
  get volumeCacheDir(): string {
    return join(this.dir, 'cache', 'volumes');
  }

  close(): void {
    this.db.close();
    release(this.dir);
  }
}

export interface Opening {
  /** ISO 8601 UTC. */
  readonly at: string;
}

/** Makes a new project in an empty or new folder and opens it. @throws AppError store.already-a-project, store.not-writable */
export function createProject(dir: string, name: string, opening: Opening): ProjectStore {
  makeWritableFolder(dir);
  if (existsSync(join(dir, PROJECT_FILE))) throw new AppError('store.already-a-project', { dir });
  const store = open(dir, { create: true, ...opening });
  store.setMeta('name', name, { at: opening.at, actor: userName() });
  return store;
}

/**
 * @throws AppError store.not-a-project, store.locked (with the holder's name), store.damaged, store.newer-schema,
 *   store.not-writable, store.disk-full
 */
export function openProject(dir: string, opening: Opening): ProjectStore {
  if (!existsSync(join(dir, PROJECT_FILE))) throw new AppError('store.not-a-project', { dir });
  return open(dir, { create: false, ...opening });
}

function open(dir: string, { create, at }: { create: boolean; at: string }): ProjectStore {
  const db = openNamingHolder(dir, { create });
  try {
    claim(dir, at);
    return new ProjectStore(dir, db);
  } catch (error) {
    db.close();
    throw asExpected(error, dir);
  }
}
