import type { LlmConnection, LlmHealth, LlmState } from '../../shared/contract/llm.ts';
import { PROMPTS } from '../llm/index.ts';
import { type ScoreRun, type TextTask, type TextsDone, scoreLines } from '../services/texts/index.ts';
import type { Machine } from './machine.ts';
import type { OnProgress, OpenProjects } from './open-projects.ts';
import { done } from './wait-for-job.ts';

type Change = { readonly [Name in keyof LlmConnection]?: LlmConnection[Name] | undefined };

/** The language model by the command line. */
export function createTextsBatch(machine: Machine, projects: OpenProjects, signal: AbortSignal) {
  const { llm } = machine;
  return {
    state: (): LlmState => llm.state(),

    /** @param acceptPlainHttp For the address as it is then @throws AppError store.not-writable */
    set: ({ acceptPlainHttp, ...change }: Change & { acceptPlainHttp: boolean }): LlmState => {
      const { origin } = llm.set(change);
      return acceptPlainHttp ? llm.set({ plainHttpOrigin: origin }) : llm.state();
    },

    check: (): Promise<LlmHealth> => llm.check(signal),

    prompts: () =>
      PROMPTS.map(({ id, version, language, sha256, system }) => ({ id, version, language, sha256, system })),

    /** Rates texts against references. @throws AppError llm.* */
    score: async (run: Omit<ScoreRun, 'concurrency' | 'signal'>) => {
      const client = llm.client();
      try {
        return await scoreLines(client, { ...run, concurrency: llm.state().connection.concurrency, signal });
      } finally {
        client.close();
      }
    },

    /** Has a project's texts worked on. @throws AppError llm.*, store.* */
    run: (input: {
      task: TextTask;
      project: string;
      again: boolean;
      onProgress: OnProgress;
    }): Promise<TextsDone> =>
      projects.with(
        input.project,
        { create: false, onProgress: input.onProgress },
        async ({ texts, jobs }) => {
          const { jobId } = texts.start(input.task, input.again);
          await done({ jobs }, jobId);
          return texts.result(jobId);
        },
      ),
  };
}
