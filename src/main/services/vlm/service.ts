import { AppError } from '../../../shared/contract/app-error.ts';
import type { AppEvent } from '../../../shared/contract/jobs.ts';
import type { SliceAnswer, Suggestion, VlmOptions } from '../../../shared/contract/vlm.ts';
import { boxIou } from '../../../shared/domain/grounding/box.ts';
import type { Language } from '../../../shared/domain/mention/mention.ts';
import type { GenerateTask } from '../../../shared/domain/radgrounder/prompt.ts';
import { boxOfClass } from '../../../shared/domain/radgrounder/suggestion.ts';
import type { Jobs } from '../../jobs/index.ts';
import type { Clock } from '../../ports/index.ts';
import type { ProjectStore } from '../../store/project-store.ts';
import { isBlind, isHidden, isJudged, setBlind } from './blind.ts';
import { newest } from './newest.ts';
import { writerSlice } from './stored-slice.ts';
import { SUGGEST, type SuggestContext, Suggesting, registerSuggest } from './suggest-job.ts';
import type { Writer } from './writer.ts';

export interface VlmDeps {
  readonly store: ProjectStore;
  readonly jobs: Jobs;
  readonly writer: Writer;
  readonly clock: Clock;
  readonly publish: (event: AppEvent) => void;
}

export interface AskInput {
  readonly sliceId: number;
  readonly task: GenerateTask;
  readonly language: Language;
  readonly question?: string | undefined;
}

const NOBODY: Omit<VlmOptions, 'isBlind'> = { pack: null, languages: [], tasks: [] };

/** RadGrounder beside the pairs of a project: on demand about a slice, and ahead for all that is undecided. */
export class VlmService {
  private readonly deps: VlmDeps;
  private readonly closing = new AbortController();

  constructor(deps: VlmDeps) {
    this.deps = deps;
    registerSuggest(deps);
  }

  async options(): Promise<VlmOptions> {
    const pack = await this.pack();
    if (!pack) return { isBlind: isBlind(this.deps.store), ...NOBODY };
    const { name, version, radgrounder } = pack.manifest;
    const { languages, tasks } = radgrounder;
    return { isBlind: isBlind(this.deps.store), pack: `${name} ${version}`, languages, tasks };
  }

  /** @param actor Who wants it; goes into the audit log */
  setBlind(blind: boolean, actor: string): void {
    setBlind(this.deps.store, blind, { at: this.now(), actor });
    this.deps.publish({ type: 'project.changed' });
  }

  /** What RadGrounder thinks of a pair. @throws AppError review.pair-missing */
  suggestion(pairId: number): { suggestion: Suggestion | null; isWithheld: boolean } {
    const { store } = this.deps;
    const pair = store.pairs.get(pairId);
    if (!pair) throw new AppError('review.pair-missing', { pairId });
    if (isHidden(store, pair)) return { suggestion: null, isWithheld: true };
    const found = store.suggestions.newest(pair.sliceId);
    if (!found) return { suggestion: null, isWithheld: false };
    const { packName, language, createdAt, text, boxes } = found;
    const own = boxOfClass(boxes, pair.derivedClassId);
    return {
      isWithheld: false,
      suggestion: {
        packName,
        language,
        createdAt,
        text,
        boxes: [...boxes],
        own: own && { ...own, iou: boxIou(own.box, pair.derivedBox) },
      },
    };
  }

  /**
   * The answer to a question about a slice, as it grows. A grounded caption is kept as the slice's suggestion.
   *
   * @throws AppError vlm.*, models.*, compute.*; the signal's reason
   */
  ask(input: AskInput, signal?: AbortSignal): AsyncGenerator<SliceAnswer, void, undefined> {
    this.refuseBlind(input.sliceId);
    return newest<SliceAnswer>(
      (tell, stop) => this.write(input, { tell, stop }),
      AbortSignal.any([this.closing.signal, ...(signal ? [signal] : [])]),
    );
  }

  /** Asks about every slice with an undecided pair that this pack has not answered yet. @throws AppError vlm.no-pack */
  async ahead(language: Language): Promise<{ jobId: string }> {
    const pack = await this.pack();
    if (!pack) throw new AppError('vlm.no-pack');
    const input = { packId: pack.id, language };
    return { jobId: this.deps.jobs.enqueue(SUGGEST, input, JSON.stringify(input)) };
  }

  /**
   * Asks a pack about those of some slices with an undecided pair that it has not answered yet, inside somebody else's job.
   *
   * @throws AppError of the third failure in a row, store.*; the signal's reason
   */
  suggest(
    sliceIds: readonly number[],
    input: { readonly packId: string; readonly language: Language },
    context: SuggestContext,
  ): Promise<{ suggested: number; failed: number }> {
    const missing = this.deps.store.suggestions.missingAmong(sliceIds, input);
    return new Suggesting(this.deps, input, context).run(missing);
  }

  /** Slices that `suggest` is best given together. */
  slicesAtATime(): Promise<number> {
    return this.deps.writer.batchSize();
  }

  /** Stops what is being answered: its project is about to close. */
  close(): void {
    this.closing.abort();
  }

  /** The project's champion; while it has none, the one that is usual on this machine. */
  private pack() {
    const { store, writer } = this.deps;
    return writer.defaultPack(store.registry.champion('pack'));
  }

  private async write(
    { sliceId, task, language, question }: AskInput,
    { tell, stop }: { tell: (answer: SliceAnswer) => void; stop: AbortSignal },
  ): Promise<void> {
    const { store, writer, publish } = this.deps;
    const slice = store.sliceReader.get(sliceId);
    if (!slice) throw new AppError('vlm.slice-missing');
    const { clinicalInformation } = slice;
    const asked = question ?? (task === 'vqa' ? '' : slice.question);
    const written = await writer.write({
      pack: (await this.pack())?.id,
      slices: [await writerSlice(store, slice)],
      prompts: [{ slice: 0, task, language, clinicalInformation, question: asked }],
      signal: stop,
      onPart: (_prompt, answer) => tell(answer),
      isUrgent: true,
    });
    stop.throwIfAborted();
    const answer = written.answers[0]!;
    const { packId, packName } = written;
    const pairIds = store.suggestions.save({
      ...answer,
      sliceId,
      packId,
      packName,
      task,
      language,
      createdAt: this.now(),
    });
    tell(answer);
    if (pairIds.length > 0) publish({ type: 'review.changed', pairIds });
  }

  private refuseBlind(sliceId: number): void {
    const { store } = this.deps;
    if (isBlind(store) && store.pairs.ofSlice(sliceId).some(({ state }) => !isJudged(state)))
      throw new AppError('vlm.blind');
  }

  private now(): string {
    return new Date(this.deps.clock.now()).toISOString();
  }
}
