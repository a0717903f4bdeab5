import type { Session } from '../../src/main/app/session.ts';
import type { EvaluationDeps } from '../../src/main/services/evaluation/index.ts';
import type { WriteInput } from '../../src/main/services/vlm/index.ts';
import { AppError } from '../../src/shared/contract/app-error.ts';
import type { EvaluateInput } from '../../src/shared/contract/evaluation.ts';
import type { SliceAnswer } from '../../src/shared/contract/vlm.ts';

/** An evaluation on a project's decided pairs, with few resamples. */
export const INPUT: EvaluateInput = {
  pack: 'fake',
  on: { kind: 'gold' },
  split: 'all',
  protocol: null,
  seed: 1,
  resamples: 200,
  unit: 'case',
  isJudged: false,
  program: 'test',
};

export type Answers = (prompt: WriteInput['prompts'][number], call: number) => SliceAnswer | AppError;

/** A model that answers as the test says, and counts how often it was asked. @param id Of its pack */
export function scriptedModel(answers: Answers, id = 'f'.repeat(64)) {
  const asked: WriteInput['prompts'][number][] = [];
  const writer: EvaluationDeps['writer'] = {
    find: () => Promise.resolve({ id, name: 'fake 1.0.0' }),
    write: ({ prompts }) => {
      const given = prompts.map((prompt) => answers(prompt, asked.push(prompt) - 1));
      const failure = given.find((one) => one instanceof AppError);
      return failure
        ? Promise.reject(failure)
        : Promise.resolve({
            packId: id,
            packName: 'fake 1.0.0',
            answers: given as SliceAnswer[],
          });
    },
  };
  return { writer, asked };
}

/** Where mentions are matched by the program's own embedding, nobody asks for a pack. */
export const OWN_EMBEDDING: Pick<EvaluationDeps, 'models' | 'compute'> = {
  models: { use: () => Promise.reject(new Error('no pack is meant')) },
  compute: {
    run: () => Promise.reject(new Error('nothing is to be computed')),
    processor: () => ({ provider: 'cpu', threads: 1 }),
  },
};

/** What people decided, case by case in the order of the set, as answers that say exactly that. */
export function decidedAnswers({ store }: Session): SliceAnswer[] {
  const { sliceReader, pairs } = store;
  return [...sliceReader.all()].flatMap(({ sliceId }) =>
    sliceReader.captions(sliceId).flatMap(({ language, text }) => {
      const boxes = pairs
        .ofSlice(sliceId)
        .flatMap(({ classId, box, mentions }) =>
          mentions
            .filter((mention) => mention.language === language)
            .map(({ start, end }) => ({ classId, box, start, end, confidence: 1 })),
        );
      return boxes.length > 0 ? [{ text, boxes, isComplete: true }] : [];
    }),
  );
}

/** Code of the failure that work ends with; 'none' where it ends well. */
export const codeOf = async (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'none',
    (error: AppError) => error.code,
  );
