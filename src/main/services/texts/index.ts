import { z } from 'zod';
import { AppError } from '../../../shared/contract/app-error.ts';
import type { MadeTexts, TextOutlook } from '../../../shared/contract/texts.ts';
import type { AppEvent } from '../../../shared/contract/jobs.ts';
import type { MentionExtractor } from '../../../shared/domain/mention/mention.ts';
import type { JobContext, Jobs } from '../../jobs/index.ts';
import type { Clock } from '../../ports/index.ts';
import type { DerivationChanges } from '../../store/derivation-store.ts';
import type { ProjectStore } from '../../store/project-store.ts';
import type { DistinctCaption, TextTask } from '../../store/text-store.ts';
import { promptVersion } from '../../llm/index.ts';
import type { DeriveAnewService } from '../grounding/index.ts';
import type { LlmService } from '../llm/index.ts';
import { type MentionsRun, extractMentions } from './extract-mentions.ts';
import { judgedCaptions, madeCaptions } from './made-captions.ts';
import { type TextTotals, type TextWork, runTexts } from './run.ts';
import { TEXT_WORKS } from './tasks.ts';
import { unhurried } from './unhurried.ts';

export type { TextTask } from '../../store/text-store.ts';
export { type MadeBy, type MadeCaption, madeCaptions } from './made-captions.ts';
export { type Rated, type ScoreRun, scoreLines } from './score-lines.ts';
export { questionInputs } from './tasks.ts';

const InputSchema = z.object({ again: z.boolean() });
const LANGUAGES = ['de', 'en'] as const;
const TASKS = Object.keys(TEXT_WORKS) as TextTask[];

export interface TextsDeps {
  readonly store: ProjectStore;
  readonly jobs: Jobs;
  readonly llm: Pick<LlmService, 'client' | 'state'>;
  readonly lexicon: MentionExtractor;
  readonly derivation: Pick<DeriveAnewService, 'catchUp'>;
  readonly clock: Clock;
  readonly publish: (event: AppEvent) => void;
}

/** What a run has done. */
export interface TextsDone extends TextTotals {
  readonly task: TextTask;
  readonly model: string;
  /** What the pairs made of it; null for tasks that pairs do not hang on. */
  readonly changes: DerivationChanges | null;
}

export const kindOf = (task: TextTask): `texts.${TextTask}` => `texts.${task}`;

/** Has the project's texts worked on by a language model. Everything else goes on meanwhile, and without one. */
export class TextsService {
  private readonly deps: TextsDeps;

  constructor(deps: TextsDeps) {
    this.deps = deps;
    for (const task of TASKS)
      deps.jobs.register({
        kind: kindOf(task),
        lane: 'llm',
        input: InputSchema,
        run: (input, context) => this.run(task, input, context),
      });
  }

  /**
   * @param again Asks again also where the model's answers did not hold before.
   * @throws AppError llm.not-set-up, llm.bad-address, llm.plain-http: at once, and not from a job
   */
  start(task: TextTask, again = false): { jobId: string } {
    const client = this.deps.llm.client();
    client.close();
    if (client.model === '') throw new AppError('llm.not-set-up');
    return { jobId: this.deps.jobs.enqueue(kindOf(task), { again }, task) };
  }

  /** Texts that a run would ask about, and how many there are in all. */
  async outlook(task: TextTask): Promise<TextOutlook> {
    const { model } = this.deps.llm.state().connection;
    const sum = { texts: 0, open: 0, failed: 0, tokens: 0 };
    for await (const { key } of unhurried(this.works(task, model))) {
      const known = this.deps.store.texts.get(key);
      sum.texts += 1;
      sum.open += Number(!known);
      sum.failed += Number(known?.output === null);
      sum.tokens += known ? known.promptTokens + known.completionTokens : 0;
    }
    return { task, ...sum };
  }

  /** Every task's. */
  async outlooks(): Promise<TextOutlook[]> {
    const all: TextOutlook[] = [];
    for (const task of TASKS) all.push(await this.outlook(task));
    return all;
  }

  /** Who would find mentions, and how: the model and its prompts. Empty where none is set up. */
  mentionsProducer(): { model: string; prompts: readonly string[] } {
    const { model } = this.deps.llm.state().connection;
    return { model, prompts: LANGUAGES.map((language) => promptVersion('mentions', language)) };
  }

  /** Asks for the mentions in captions, each text once, inside somebody else's job; see `extractMentions`. */
  async extractMentions(captions: readonly DistinctCaption[], run: MentionsRun): Promise<TextTotals> {
    const { llm } = this.deps;
    const client = llm.client();
    try {
      if (client.model === '') throw new AppError('llm.not-set-up');
      const { concurrency } = llm.state().connection;
      return await extractMentions(captions, { ...this.deps, client, concurrency }, run);
    } finally {
      client.close();
    }
  }

  /** What a language model made of the captions of a slice; the captions themselves stay as they are. */
  made(sliceId: number): MadeTexts {
    const { store } = this.deps;
    const captions = store.sliceReader.captions(sliceId);
    return {
      captions: madeCaptions(store, captions).map(({ of, removed, verdict, ...made }) => ({
        ...made,
        from: of.language,
        removed: [...removed],
        verdict: verdict && { ...verdict, faults: [...verdict.faults] },
      })),
      judgement: judgedCaptions(store, captions) ?? null,
    };
  }

  /** What a finished run has done. */
  result(jobId: string): TextsDone {
    return this.deps.jobs.result(jobId) as TextsDone;
  }

  private async run(
    task: TextTask,
    { again }: z.infer<typeof InputSchema>,
    context: JobContext,
  ): Promise<TextsDone> {
    const { store, llm, clock } = this.deps;
    const client = llm.client();
    const { concurrency } = llm.state().connection;
    try {
      const total = await count(this.open(task, client.model, again));
      context.progress({ done: 0, total, step: 'ask', params: { tokens: 0 } });
      const totals = await runTexts({
        work: this.open(task, client.model, again),
        client,
        concurrency,
        store: store.texts,
        clock,
        signal: context.signal,
        onProgress: ({ asked, promptTokens, completionTokens }) =>
          context.progress({
            done: asked,
            total,
            step: 'ask',
            params: { tokens: promptTokens + completionTokens },
          }),
        onFailure: ({ language, inputSha256 }, { code, params }) =>
          context.problem({
            file: `${language} ${inputSha256.slice(0, 12)}`,
            code,
            params: { ...params },
            severity: 'warning',
          }),
      });
      return await this.finish(task, { ...totals, task, model: client.model }, context);
    } catch (error) {
      // What came before the server failed is of use already.
      if (error instanceof AppError && error.code.startsWith('llm.') && task === 'mentions')
        await this.catchUp(context);
      throw error;
    } finally {
      client.close();
      this.deps.publish({ type: 'project.changed' });
    }
  }

  private async finish(
    task: TextTask,
    done: Omit<TextsDone, 'changes'>,
    context: JobContext,
  ): Promise<TextsDone> {
    const { store, clock } = this.deps;
    const changes = task === 'mentions' ? await this.catchUp(context) : null;
    const result = { ...done, changes };
    const at = new Date(clock.now()).toISOString();
    const { added = 0, changed = 0, removed = 0, kept = 0 } = changes ?? {};
    const detail = { ...done, added, changed, removed, kept };
    store.audit({ at, actor: 'system', action: kindOf(task), detail });
    return result;
  }

  /** Pairs are written by one at a time. */
  private catchUp(context: JobContext): Promise<DerivationChanges> {
    return context.inLane('pairs', () => this.deps.derivation.catchUp(context));
  }

  private async *open(task: TextTask, model: string, again: boolean): AsyncGenerator<TextWork> {
    for await (const work of unhurried(this.works(task, model))) if (this.isOpen(work, again)) yield work;
  }

  private isOpen({ key }: TextWork, again: boolean): boolean {
    const known = this.deps.store.texts.get(key);
    return !known || (again && known.output === null);
  }

  private works(task: TextTask, model: string): Iterable<TextWork> {
    const { store, lexicon, clock } = this.deps;
    return TEXT_WORKS[task]({ store, lexicon, now: () => new Date(clock.now()).toISOString() }, model);
  }
}

async function count(all: AsyncIterable<unknown>): Promise<number> {
  let n = 0;
  for await (const _ of all) n += 1;
  return n;
}

export function createTextsService(deps: TextsDeps): TextsService {
  return new TextsService(deps);
}
