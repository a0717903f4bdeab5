import { AppError } from '../../../shared/contract/app-error.ts';
import {
  type ModelRef,
  ModelRefSchema,
  PackLineageSchema,
  type RegistryEvent,
  type RegistryList,
  type Version,
  type VersionDetail,
} from '../../../shared/contract/registry.ts';
import type {
  ModelKind,
  PackLineage,
  RegistryEntry,
} from '../../../shared/domain/promotion/registry-entry.ts';
import type { Telling } from '../evaluation/index.ts';
import type { Candidate } from '../training/index.ts';
import type { RegistryDeps } from './deps.ts';
import { assertNoLeak, descentOf } from './descent.ts';
import { type Gold, goldSha256, presentGold } from './gold.ts';
import { type Held, measure, verdictOn } from './judging.ts';
import { championsIn, eventOf, versionsOf } from './versions.ts';

export type { RegistryDeps } from './deps.ts';

export const JUDGE = 'registry.judge';

/** Who does something, and why in their words. */
export interface By {
  readonly actor: string;
  readonly reason: string;
}

/** A pack by the SHA-256 of its manifest, with where it comes from. */
export interface PackToRegister {
  readonly id: string;
  readonly lineage: PackLineage;
}

const NOTHING = { snapshotId: null, reportId: null, championReportId: null, verdict: null, lineage: null };
const short = (id: string): string => id.slice(0, 12);

/** Champions, challengers, and what leads from one to the other: nobody becomes champion but through the gate. */
export class RegistryService {
  private readonly deps: RegistryDeps;

  constructor(deps: RegistryDeps) {
    this.deps = deps;
    deps.jobs.register({
      kind: JUDGE,
      input: ModelRefSchema,
      lane: 'model',
      run: async (input, { signal, ...context }) => {
        const { seq } = await this.judgeNow(input, {
          signal,
          onProgress: (progress) => context.progress({ ...progress, params: {} }),
          onProblem: (problem) => context.problem(problem),
        });
        return { seq };
      },
    });
  }

  /** Id of the model whose suggestions people see; null while there is none. */
  champion(kind: ModelKind): string | null {
    return this.deps.store.registry.champion(kind);
  }

  /** The champion among the heads with its files; null while there is none. @throws AppError registry.model-gone */
  async championHead(): Promise<Candidate | null> {
    const id = this.champion('head');
    return id === null ? null : this.held(id, () => this.deps.training.candidate(id));
  }

  async list(): Promise<RegistryList> {
    return { champions: championsIn(this.deps), versions: await versionsOf(this.deps) };
  }

  /** @throws AppError registry.unknown */
  async show(reference: ModelRef): Promise<VersionDetail> {
    const version = await this.find(reference);
    const { kind, id } = version;
    const entries = this.deps.store.registry.entries({ kind, modelId: id });
    const descent = await descentOf(version, this.deps).catch((error: unknown) => {
      if (error instanceof AppError) return [];
      throw error;
    });
    return {
      version,
      verdict: entries.find(({ verdict }) => verdict !== null)?.verdict ?? null,
      descent: descent.slice(1).map((ancestor) => ancestor.id),
      history: entries.map(eventOf),
    };
  }

  history(kind?: ModelKind): RegistryEvent[] {
    return this.deps.store.registry.entries({ kind }).map(eventOf);
  }

  /**
   * Puts a pack on the list that was trained on snapshots of this project. Heads need not be put there. Asking again with the same
   * lineage changes nothing; another one is added, and what any of them names has taught it.
   *
   * @throws AppError models.*, compute.*, store.*
   */
  async register(pack: PackToRegister, actor: string): Promise<void> {
    const { id } = await this.deps.models.resolve(pack.id, 'radgrounder');
    const lineage = PackLineageSchema.parse(pack.lineage);
    const known = this.deps.store.registry.entries({ kind: 'pack', modelId: id });
    if (known.some((entry) => JSON.stringify(entry.lineage) === JSON.stringify(lineage))) return;
    this.append({
      ...NOTHING,
      actor,
      action: 'register',
      kind: 'pack',
      modelId: id,
      championId: null,
      lineage,
      reason: '',
    });
  }

  /** As a job: measures the model and the champion on the newest gold set where they were not, and asks the gate. */
  judge(reference: ModelRef): { jobId: string } {
    return { jobId: this.deps.jobs.enqueue(JUDGE, reference, `${reference.kind} ${reference.id}`) };
  }

  /**
   * @returns the entry with the verdict, which may be a refusal
   * @throws AppError registry.*, evaluation.*, training.*, models.*, compute.*, store.*; the signal's reason
   */
  async judgeNow(reference: ModelRef, telling: Telling): Promise<RegistryEntry> {
    const version = await this.find(reference);
    const { kind, id } = version;
    const gold = await presentGold(this.deps);
    const championId = this.champion(kind);
    if (championId === id) throw new AppError('registry.already-champion', { model: short(id) });
    const isDescentKnown = await assertNoLeak(version, gold.snapshot, this.deps);
    const work = { ...this.deps, telling };
    const champion = championId === null ? null : await measure({ kind, id: championId }, gold, work);
    const challenger = await measure(version, gold, work);
    const verdict = await verdictOn({ champion, challenger, isDescentKnown }, gold, {
      ...this.deps,
      signal: telling.signal,
    });
    return this.append({
      actor: 'system',
      action: 'judge',
      kind,
      modelId: id,
      championId,
      snapshotId: gold.snapshotId,
      reportId: challenger.id,
      championReportId: champion?.id ?? null,
      verdict,
      lineage: null,
      reason: '',
    });
  }

  /**
   * Makes a challenger champion, if the gate lets it through: it is asked again, with the stored reports.
   *
   * @throws AppError registry.refused with its reasons, registry.not-judged, registry.gold-moved, registry.leak,
   *   registry.lineage-broken, registry.report-gone, registry.model-gone, registry.already-champion, registry.champion-moved, store.*
   */
  async promote(reference: ModelRef, by: By, signal?: AbortSignal): Promise<RegistryEvent> {
    const version = await this.find(reference);
    const { kind, id } = version;
    const championId = this.champion(kind);
    const model = short(id);
    if (championId === id) throw new AppError('registry.already-champion', { model });
    const judged = this.deps.store.registry
      .entries({ kind, modelId: id })
      .find((entry) => entry.action === 'judge' && entry.championId === championId);
    if (!judged) throw new AppError('registry.not-judged', { model });
    const gold = await this.goldOf(judged);
    await this.assertThere({ kind, id });
    const isDescentKnown = await assertNoLeak(version, gold.snapshot, this.deps);
    const held = { ...(await this.reportsOf(judged)), isDescentKnown };
    const verdict = await verdictOn(held, gold, {
      ...this.deps,
      signal: signal ?? new AbortController().signal,
    });
    if (!verdict.isPromotable)
      throw new AppError('registry.refused', { model, refusals: JSON.stringify(verdict.refusals) });
    const { at: _at, seq: _seq, ...measured } = judged;
    return eventOf(this.append({ ...measured, ...by, action: 'promote', verdict }));
  }

  /**
   * Brings back the champion before the present one; where there was none, there is none again.
   *
   * @throws AppError registry.nothing-to-roll-back, registry.model-gone, registry.champion-moved, store.*
   */
  async rollBack(kind: ModelKind, by: By): Promise<RegistryEvent> {
    const champions = this.deps.store.registry.champions(kind);
    const championId = champions.at(-1) ?? null;
    if (championId === null) throw new AppError('registry.nothing-to-roll-back');
    const modelId = champions.at(-2) ?? null;
    if (modelId !== null) await this.assertThere({ kind, id: modelId });
    return eventOf(this.append({ ...NOTHING, ...by, action: 'roll-back', kind, modelId, championId }));
  }

  private append(entry: Omit<RegistryEntry, 'seq' | 'at'>): RegistryEntry {
    const at = new Date(this.deps.clock.now()).toISOString();
    const stored = this.deps.store.registry.append({ at, ...entry });
    this.deps.publish({ type: 'registry.changed' });
    return stored;
  }

  private async find({ kind, id }: ModelRef): Promise<Version> {
    const found = (await versionsOf(this.deps)).filter(
      (version) => version.kind === kind && version.id.startsWith(id.toLowerCase()),
    );
    if (found.length !== 1) throw new AppError('registry.unknown', { model: id });
    return found[0]!;
  }

  /** The gold set that a verdict stands on, if it is still the newest one. */
  private async goldOf({ modelId, snapshotId }: RegistryEntry): Promise<Gold> {
    const gold = await presentGold(this.deps);
    if (gold.snapshotId === snapshotId) return gold;
    const judgedOn = await this.deps.snapshots.open(snapshotId!);
    if (goldSha256(judgedOn.snapshot) !== goldSha256(gold.snapshot))
      throw new AppError('registry.gold-moved', { model: short(modelId!) });
    return gold;
  }

  private async reportsOf({
    modelId,
    championId,
    reportId,
    championReportId,
  }: RegistryEntry): Promise<Omit<Held, 'isDescentKnown'>> {
    const read = async (report: string, model: string) => {
      const found = await this.deps.evaluation.report(report).catch((cause: unknown) => {
        if (!(cause instanceof AppError)) throw cause;
        return null;
      });
      if (found?.pack.id !== model)
        throw new AppError('registry.report-gone', { model: short(modelId!), report: short(report) });
      return found;
    };
    const challenger = await read(reportId!, modelId!);
    return {
      challenger,
      champion: championReportId === null ? null : await read(championReportId, championId!),
    };
  }

  /** That a model's files are there and whole. */
  private async assertThere({ kind, id }: { readonly kind: ModelKind; readonly id: string }): Promise<void> {
    const { training, models } = this.deps;
    await this.held<unknown>(id, () =>
      kind === 'head' ? training.candidate(id) : models.resolve(id, 'radgrounder'),
    );
  }

  private async held<T>(id: string, find: () => Promise<T>): Promise<T> {
    try {
      return await find();
    } catch (cause) {
      if (!(cause instanceof AppError)) throw cause;
      throw new AppError('registry.model-gone', { model: short(id) }, { cause });
    }
  }
}
