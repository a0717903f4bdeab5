import { setImmediate as breath } from 'node:timers/promises';
import { z } from 'zod';
import { disagreementOn } from '../../../shared/domain/grounding/caption-findings.ts';
import type { SliceToDerive } from '../../../shared/domain/grounding/derivation.ts';
import type { Finding } from '../../../shared/domain/grounding/finding.ts';
import { deriveSlice } from '../../../shared/domain/grounding/derive-slice.ts';
import { DEFAULT_SWITCHES, type DerivationSwitches } from '../../../shared/domain/grounding/switches.ts';
import type { MentionExtractor } from '../../../shared/domain/mention/mention.ts';
import type { AppEvent } from '../../../shared/contract/jobs.ts';
import type { JobContext, Jobs } from '../../jobs/index.ts';
import type { Clock } from '../../ports/index.ts';
import type { DerivationChanges, RevisedPair } from '../../store/derivation-store.ts';
import type { ProjectStore } from '../../store/project-store.ts';
import type { StoredSlice } from '../../store/slice-reader.ts';
import { extractedCaptions } from '../extraction/index.ts';

export const DERIVE = 'grounding.derive';
/** Goes up whenever the same masks, mentions and switches would give other pairs or findings than before. */
export const DERIVATION_VERSION = 1;
const SWITCHES = 'derivation-switches';
const SwitchesSchema = z.object({
  longestMentionWins: z.boolean(),
  joinParts: z.boolean(),
  keepNegated: z.boolean(),
});
const InputSchema = z.object({ switches: SwitchesSchema });

const ResultSchema = z.object({
  slices: z.int(),
  passedOver: z.int(),
  added: z.int(),
  changed: z.int(),
  removed: z.int(),
  kept: z.int(),
});

/** What became of the pairs of a project. */
export interface DerivedAnew extends DerivationChanges {
  readonly slices: number;
  /** Slices that came with pairs of their own (RefRad2D); these are never derived over. */
  readonly passedOver: number;
}

export interface DeriveAnewDeps {
  readonly store: ProjectStore;
  readonly jobs: Jobs;
  readonly extractor: MentionExtractor;
  readonly clock: Clock;
  readonly publish: (event: AppEvent) => void;
  /** Called when all pairs of the project were derived anew. */
  readonly onDerived?: () => Promise<void>;
}

/** How pairs are derived in this project; set by `derive`, kept to by every import. */
export function switchesOf(store: Pick<ProjectStore, 'meta'>): DerivationSwitches {
  const kept = store.meta(SWITCHES);
  return kept === undefined ? DEFAULT_SWITCHES : SwitchesSchema.parse(JSON.parse(kept));
}

/** Derives the pairs of an open project anew: with the present lexicon, and with other switches if wanted. */
export class DeriveAnewService {
  private readonly deps: DeriveAnewDeps;

  constructor(deps: DeriveAnewDeps) {
    this.deps = deps;
    deps.jobs.register({
      kind: DERIVE,
      lane: 'pairs',
      input: InputSchema,
      run: (input, context) => this.run(input, context),
    });
  }

  /** @param change Switches to turn; the others stay as the project has them. */
  start(change: Partial<DerivationSwitches>): { jobId: string } {
    const switches = { ...switchesOf(this.deps.store), ...change };
    return { jobId: this.deps.jobs.enqueue(DERIVE, { switches }, JSON.stringify(switches)) };
  }

  /** What a finished run has done. */
  result(jobId: string): DerivedAnew {
    return ResultSchema.parse(this.deps.jobs.result(jobId));
  }

  /**
   * Brings pairs that nobody has judged up to what extractors have found since: slices derived here are derived again where
   * anybody new has been asked, of others only the findings on disagreement change. Stopped anywhere, it can be run again.
   */
  async catchUp(context: Pick<JobContext, 'signal' | 'progress'>): Promise<DerivationChanges> {
    const { store, extractor } = this.deps;
    const switches = switchesOf(store);
    const sum = { added: 0, changed: 0, removed: 0, kept: 0 };
    const slices = [...store.sliceReader.all()];
    for (const [done, slice] of slices.entries()) {
      context.signal.throwIfAborted();
      const { imageId, sliceId } = slice;
      context.progress({ done, total: slices.length, step: 'derive', params: { imageId } });
      const { captions, ...extracted } = extractedCaptions(store, sliceId, extractor);
      const isUpToDate =
        slice.extractor === extracted.extractor && slice.extractorVersion === extracted.extractorVersion;
      if (slice.derivation === 'default' && isUpToDate) continue;
      const changes =
        slice.derivation === 'default'
          ? store.derivations.replace(slice, await this.derive(slice, captions, switches), {
              ...extracted,
              switches,
            })
          : store.derivations.reviseFindings(sliceId, (pair) => disputes(captions, pair));
      for (const key of ['added', 'changed', 'removed', 'kept'] as const) sum[key] += changes[key];
      await breath();
    }
    return sum;
  }

  /**
   * Brings the pairs of some slices that nobody has judged up to their masks, to what extractors have found and to the project's
   * switches; of slices that came with pairs of their own, the findings on disagreement. Run again, it changes nothing.
   *
   * @throws AppError store.*; the signal's reason
   */
  async deriveSlices(sliceIds: readonly number[], signal: AbortSignal): Promise<DerivationChanges> {
    const switches = switchesOf(this.deps.store);
    const sum = { added: 0, changed: 0, removed: 0, kept: 0 };
    for (const sliceId of sliceIds) {
      signal.throwIfAborted();
      const changes = await this.bringUp(this.deps.store.sliceReader.get(sliceId)!, switches);
      for (const key of ['added', 'changed', 'removed', 'kept'] as const) sum[key] += changes[key];
      await breath();
    }
    return sum;
  }

  private async bringUp(slice: StoredSlice, switches: DerivationSwitches): Promise<DerivationChanges> {
    const { store, extractor } = this.deps;
    const { captions, ...extracted } = extractedCaptions(store, slice.sliceId, extractor);
    return slice.derivation === 'default'
      ? store.derivations.replace(slice, await this.derive(slice, captions, switches), {
          ...extracted,
          switches,
        })
      : store.derivations.reviseFindings(slice.sliceId, (pair) => disputes(captions, pair));
  }

  /** Slice by slice, each in one transaction: stopped anywhere and started again, it ends as one run would have. */
  private async run({ switches }: z.infer<typeof InputSchema>, context: JobContext): Promise<DerivedAnew> {
    const { store, clock, extractor, publish } = this.deps;
    const slices = [...store.sliceReader.all()];
    const own = slices.filter(({ derivation }) => derivation === 'default');
    const by = { extractor: extractor.name, extractorVersion: extractor.version, switches };
    const at = (): string => new Date(clock.now()).toISOString();
    // First, so that what is imported from now on is derived alike even if this run does not come to its end.
    store.setMeta(SWITCHES, JSON.stringify(switches), { at: at(), actor: 'system' });
    const sum = { added: 0, changed: 0, removed: 0, kept: 0 };
    for (const [done, slice] of own.entries()) {
      context.signal.throwIfAborted();
      context.progress({
        done,
        total: own.length,
        step: 'derive',
        params: { imageId: slice.imageId },
      });
      const { captions, ...extracted } = extractedCaptions(store, slice.sliceId, extractor);
      const derivation = await this.derive(slice, captions, switches);
      const changes = store.derivations.replace(slice, derivation, { ...extracted, switches });
      for (const key of ['added', 'changed', 'removed', 'kept'] as const) sum[key] += changes[key];
    }
    const result = { slices: own.length, passedOver: slices.length - own.length, ...sum };
    store.audit({ at: at(), actor: 'system', action: DERIVE, detail: { ...by, ...result } });
    publish({ type: 'project.changed' });
    await this.deps.onDerived?.();
    return result;
  }

  private async derive(
    slice: StoredSlice,
    captions: SliceToDerive['captions'],
    switches: DerivationSwitches,
  ) {
    const { store } = this.deps;
    const mask = slice.maskSha256 === null ? null : await store.blobs.get(slice.maskSha256);
    const { geometry, modality } = slice;
    return deriveSlice({ mask, geometry, modality, captions, switches });
  }
}

/** Everything that somebody else derived keeps its words and boxes; only what extractors disagree on is said anew. */
function disputes(captions: SliceToDerive['captions'], { classId, findings }: RevisedPair): Finding[] {
  const others = findings.filter(({ code }) => code !== 'extractors-disagree');
  const found = disagreementOn(classId, captions);
  return [...others, ...(found ? [found] : [])].toSorted((a, b) => b.weight - a.weight);
}
