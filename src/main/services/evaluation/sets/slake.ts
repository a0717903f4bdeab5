import { join } from 'node:path';
import { z } from 'zod';
import { answerText, pictureIn, questionCase, record, recordsOf } from './question-set.ts';
import type { EvaluationSet, FolderChoice, SetCase, SplitChoice } from './set.ts';

/** Splits by the names that SLAKE's files have. */
const FILES: Readonly<Record<SplitChoice, readonly string[]>> = {
  train: ['train'],
  val: ['validate'],
  test: ['test'],
  all: ['train', 'validate', 'test'],
};

const QuestionSchema = record({
  img_name: z.string().min(1),
  question: z.string().min(1),
  answer: answerText,
  q_lang: z.string(),
  answer_type: z.string(),
  location: z.string().default(''),
  modality: z.string().default(''),
  qid: z.union([z.string(), z.number()]),
});

/** Whether a folder holds SLAKE: its pictures and the file of a split. */
export const isSlake = (names: readonly string[]): boolean =>
  names.includes('imgs') && names.some((name) => /^(?:train|validate|test)\.json$/.test(name));

/**
 * SLAKE (Liu et al. 2021) as its makers publish it: `imgs/`, `train.json`, `validate.json`, `test.json`. English questions whose
 * kind is OPEN or CLOSED, as the published evaluation takes them; its own figures are of `validate.json` (`--split val`).
 *
 * @throws AppError formats.*, evaluation.bad-set, grounding.unsafe-name
 */
export async function slakeSet(
  root: string,
  { split, ...asking }: Pick<FolderChoice, 'split' | 'reading' | 'signal'>,
): Promise<EvaluationSet> {
  const cases: SetCase[] = [];
  const problems: EvaluationSet['problems'][number][] = [];
  for (const name of FILES[split]) {
    const found = await recordsOf(join(root, `${name}.json`), QuestionSchema, asking);
    problems.push(...found.problems);
    for (const { value } of found.records) {
      const { img_name: picture, question, answer, q_lang: language, location, modality, qid } = value;
      const answerType = ({ OPEN: 'open', CLOSED: 'closed' } as const)[value.answer_type];
      if (language !== 'en' || !answerType) continue;
      const file = pictureIn(join(root, 'imgs'), picture);
      const told = { picture, file, question, answer, answerType, modality, bodyPart: location };
      cases.push(questionCase({ caseId: `slake ${name} ${qid}`, ...told }));
    }
  }
  return { kind: 'slake', name: 'SLAKE', split, snapshot: null, protocol: 'answer', cases, problems };
}
