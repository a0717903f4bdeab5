import { AppError } from '../../../shared/contract/app-error.ts';
import type { SnapshotOutlook, SnapshotSummary } from '../../../shared/contract/snapshots.ts';
import { type SnapshotComparison, compareSnapshots } from '../../../shared/domain/curation/compare.ts';
import { type NamedPatients, splitPatients } from '../../../shared/domain/curation/patient-splits.ts';
import {
  type Snapshot,
  type SnapshotSettings,
  type SnapshotSplit,
  TWIN,
} from '../../../shared/domain/curation/snapshot.ts';
import { twinsOf } from '../../../shared/domain/curation/twins.ts';
import type { PairState } from '../../../shared/domain/review/verdict.ts';
import type { Clock } from '../../ports/index.ts';
import type { ProjectStore } from '../../store/project-store.ts';
import { splitOf } from '../exchange/index.ts';
import { type UnsplitSlice, collect } from './collect.ts';
import { outlookOf, summaryOf } from './outlook.ts';
import { SnapshotFiles } from './snapshot-files.ts';
import { isSame } from './snapshot-text.ts';

export interface SnapshotsDeps {
  readonly store: ProjectStore;
  readonly clock: Clock;
}

export interface CreateSnapshot {
  readonly settings: SnapshotSettings;
  /** Patients that are to judge (gold) or to stop training (val), by pseudonym, instead of the hash. */
  readonly named: NamedPatients;
}

export type { SnapshotSummary } from '../../../shared/contract/snapshots.ts';

const LATEST = 'snapshots.latest';
const NOBODY: NamedPatients = { gold: [], val: [] };
/** Of pairs with a box that can be learned. */
const LEARNED: readonly PairState[] = ['accepted', 'corrected'];

/** Immutable states of what was decided, which models are trained and measured on. */
export class SnapshotsService {
  private readonly store: ProjectStore;
  private readonly clock: Clock;
  private readonly files: SnapshotFiles;
  /** Of files that have not changed since they were read: reading a large one takes seconds. */
  private readonly summaries = new Map<string, SnapshotSummary>();
  private known: { readonly id: string; readonly patients: Snapshot['patients'] } | undefined;

  constructor({ store, clock }: SnapshotsDeps) {
    this.store = store;
    this.clock = clock;
    this.files = new SnapshotFiles(store.dir);
  }

  /**
   * Writes down what stands now. Where nothing has changed since the newest snapshot, that one is the answer.
   *
   * @throws AppError snapshots.nothing-decided, snapshots.split-taken, snapshots.unknown-patient, snapshots.damaged, store.*
   */
  async create({ settings, named }: CreateSnapshot): Promise<SnapshotSummary & { readonly isNew: boolean }> {
    const { auditHead, leftOut, slices: collected } = await collect(this.store, settings);
    if (collected.length === 0) throw new AppError('snapshots.nothing-decided');
    const previous = this.store.meta(LATEST) ?? null;
    const before = previous === null ? null : await this.files.read(previous);
    const present = new Set(collected.map(({ patient }) => patient));
    const patients = this.split(present, { settings, named }, before?.patients ?? {});
    const content = { settings, patients, ...withoutTwins(collected, patients, leftOut) };
    if (previous !== null && before !== null && (await isSame(content, before)))
      return { ...(await this.summary(previous)), isNew: false };
    const snapshot: Snapshot = { format: 'plumbline-snapshot', version: 1, auditHead, previous, ...content };
    const id = await this.files.write(snapshot);
    const at = new Date(this.clock.now()).toISOString();
    this.store.setMeta(LATEST, id, { at, actor: this.store.meta('reviewer') ?? 'system' });
    return { ...(await this.summary(id)), isNew: true };
  }

  /**
   * What a snapshot would be if it were made now, by counting: pairs of a language that is left out count too.
   *
   * @throws AppError snapshots.split-taken, snapshots.unknown-patient, snapshots.damaged
   */
  async outlook(input: CreateSnapshot): Promise<SnapshotOutlook> {
    const states: readonly PairState[] =
      input.settings.undecidedWeight > 0 ? [...LEARNED, 'pending'] : LEARNED;
    const found = this.store.pairs.byPatient(states);
    const known = await this.knownPatients();
    const present = new Set(found.map(({ patient }) => patient));
    return outlookOf(found, this.split(present, input, known), known);
  }

  /**
   * Whom to name for the first snapshot of a project of few patients, where nobody was named: chance often leaves nobody to stop a
   * training by or to judge it, and splits stay. Nobody for later ones.
   */
  async namesForFirst(settings: SnapshotSettings): Promise<NamedPatients> {
    if (this.store.meta(LATEST) !== undefined) return NOBODY;
    return (await this.outlook({ settings, named: NOBODY })).suggested;
  }

  /** Newest first. A file that is not what its name says is left out; asking for it by its id says so. */
  async list(): Promise<SnapshotSummary[]> {
    const summaries: SnapshotSummary[] = [];
    for (const { id } of await this.files.list()) {
      const summary = await this.summary(id).catch((error: unknown) => {
        if (error instanceof AppError && error.code === 'snapshots.damaged') return null;
        throw error;
      });
      if (summary) summaries.push(summary);
    }
    return summaries;
  }

  /** @param reference First characters of the id @throws AppError snapshots.unknown, snapshots.ambiguous, snapshots.damaged */
  async open(reference: string): Promise<{ readonly id: string; readonly snapshot: Snapshot }> {
    const id = await this.files.find(reference);
    return { id, snapshot: await this.files.read(id) };
  }

  /** The newest one; null where there is none. @throws AppError snapshots.damaged */
  async newest(): Promise<{ readonly id: string; readonly snapshot: Snapshot } | null> {
    const id = this.store.meta(LATEST);
    return id === undefined ? null : { id, snapshot: await this.files.read(id) };
  }

  /** What it holds, and which of its images the project does not have any more. @throws as `open` */
  async show(reference: string): Promise<SnapshotSummary & { readonly missingImages: readonly string[] }> {
    const { id, snapshot } = await this.open(reference);
    return { ...(await this.summary(id)), missingImages: await this.missingImages(snapshot) };
  }

  /** From the first to the second. @throws as `open` */
  async compare(first: string, second: string): Promise<SnapshotComparison> {
    return compareSnapshots((await this.open(first)).snapshot, (await this.open(second)).snapshot);
  }

  /** Image ids whose pixels are gone. */
  async missingImages({ slices }: Snapshot): Promise<string[]> {
    const missing: string[] = [];
    for (const { imageId, pixelsSha256 } of slices)
      if (!(await this.store.blobs.has(pixelsSha256))) missing.push(imageId);
    return missing;
  }

  private split(
    present: ReadonlySet<string>,
    { settings, named }: CreateSnapshot,
    known: Snapshot['patients'],
  ): Record<string, SnapshotSplit> {
    for (const patient of [...named.gold, ...named.val])
      if (!present.has(patient) && !Object.hasOwn(known, patient))
        throw new AppError('snapshots.unknown-patient', { patient });
    const { train, val, gold } = settings.split;
    const rule = { seed: settings.seed, split: { train, val, test: gold } };
    const assign = (patient: string): SnapshotSplit => {
      const split = splitOf(patient, rule);
      return split === 'test' ? 'gold' : split;
    };
    const result = splitPatients(present, { known, named, assign });
    if (result.ok) return result.patients;
    const { patient, has, wanted } = result;
    throw new AppError('snapshots.split-taken', { patient, has, wanted });
  }

  /** Splits of the newest snapshot's patients. */
  private async knownPatients(): Promise<Snapshot['patients']> {
    const id = this.store.meta(LATEST);
    if (id === undefined) return {};
    if (this.known?.id !== id) this.known = { id, patients: (await this.files.read(id)).patients };
    return this.known.patients;
  }

  private async summary(id: string): Promise<SnapshotSummary> {
    const createdAt = await this.files.createdAt(id);
    const known = this.summaries.get(id);
    if (known?.createdAt === createdAt) return known;
    const summary = summaryOf(id, createdAt, await this.files.read(id));
    this.summaries.set(id, summary);
    return summary;
  }
}

/** A person who judges or stops a training teaches nothing under another name either. */
function withoutTwins(
  collected: readonly UnsplitSlice[],
  patients: Snapshot['patients'],
  leftOut: Snapshot['leftOut'],
): Pick<Snapshot, 'slices' | 'leftOut' | 'twins'> {
  const all = collected.map((slice) => ({ ...slice, split: patients[slice.patient]! }));
  const twins = twinsOf(all);
  if (twins.size === 0) return { slices: all, leftOut };
  const gone = all.filter(({ patient }) => twins.has(patient));
  return {
    slices: all.filter(({ patient }) => !twins.has(patient)),
    leftOut: { ...leftOut, [TWIN]: gone.reduce((sum, { pairs }) => sum + pairs.length, 0) },
    twins: Object.fromEntries(twins),
  };
}

export function createSnapshotsService(deps: SnapshotsDeps): SnapshotsService {
  return new SnapshotsService(deps);
}
