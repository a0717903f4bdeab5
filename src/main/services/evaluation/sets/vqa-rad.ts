import { join } from 'node:path';
import { z } from 'zod';
import { AppError } from '../../../../shared/contract/app-error.ts';
import { answerText, pictureIn, questionCase, record, recordsOf } from './question-set.ts';
import type { EvaluationSet, FolderChoice, SetCase, SplitChoice } from './set.ts';

const OFFICIAL = 'VQA_RAD Dataset Public.json';
const OFFICIAL_PICTURES = 'VQA_RAD Image Folder';
const FIXED = /^(?:train|validation|test)_fixed_split\.json$/;

/** Splits by the names that the published re-split has. */
const FIXED_NAMES: Readonly<Record<SplitChoice, readonly string[]>> = {
  train: ['train'],
  val: ['validation'],
  test: ['test'],
  all: ['train', 'validation', 'test'],
};

/** Two of the re-split's test questions have a space behind their kind, and so have all of the official file's. */
const kind = z
  .string()
  .transform((text) => text.trim().toLowerCase())
  .pipe(z.enum(['open', 'closed']));

const FixedSchema = record({
  question: z.string().min(1),
  answer: answerText,
  image_name: z.string().min(1),
  q_type: kind,
});
const OfficialSchema = record({
  qid: z.union([z.string(), z.number()]),
  question: z.string().min(1),
  answer: answerText,
  image_name: z.string().min(1),
  image_organ: z.string().default(''),
  answer_type: kind,
  phrase_type: z.string(),
});

type Choice = Pick<FolderChoice, 'split' | 'reading' | 'signal'>;

export const isVqaRad = (names: readonly string[]): boolean =>
  names.includes(OFFICIAL) || names.some((name) => FIXED.test(name));

/**
 * VQA-RAD (Lau et al. 2018): the published re-split (`{train,validation,test}_fixed_split.json`, pictures in `images/`) where its
 * files are there, otherwise the makers' own file and folder, whose test questions are those with `test` in their phrase type.
 *
 * @throws AppError formats.*, evaluation.bad-set, grounding.unsafe-name
 */
export async function vqaRadSet(
  root: string,
  { names, ...choice }: Choice & { readonly names: readonly string[] },
): Promise<EvaluationSet> {
  const folder = names.includes('images') ? 'images' : OFFICIAL_PICTURES;
  if (!names.includes(folder)) throw new AppError('evaluation.bad-set', { file: root, detail: 'images/' });
  const pictures = join(root, folder);
  const isFixed = names.some((name) => FIXED.test(name));
  const found = await (isFixed ? fixedCases : officialCases)(root, { ...choice, pictures });
  const name = isFixed ? 'VQA-RAD (re-split)' : 'VQA-RAD';
  return { kind: 'vqa-rad', name, split: choice.split, snapshot: null, protocol: 'answer', ...found };
}

type Found = Pick<EvaluationSet, 'cases' | 'problems'>;
type Around = Choice & { readonly pictures: string };

async function fixedCases(root: string, { split, pictures, ...asking }: Around): Promise<Found> {
  const cases: SetCase[] = [];
  const problems: EvaluationSet['problems'][number][] = [];
  for (const name of FIXED_NAMES[split]) {
    const found = await recordsOf(join(root, `${name}_fixed_split.json`), FixedSchema, asking);
    problems.push(...found.problems);
    for (const { value, number } of found.records) {
      const { question, answer, image_name: picture, q_type: answerType } = value;
      const told = { picture, file: pictureIn(pictures, picture), question, answer, answerType };
      cases.push(questionCase({ caseId: `vqa-rad ${name} ${number}`, ...told, modality: '', bodyPart: '' }));
    }
  }
  return { cases, problems };
}

async function officialCases(root: string, { split, pictures, ...asking }: Around): Promise<Found> {
  const { records, problems } = await recordsOf(join(root, OFFICIAL), OfficialSchema, asking);
  // The makers know training and test questions only; nothing is held out for validation.
  const isWanted = (phrase: string): boolean =>
    split === 'all' ||
    (split === 'test' && phrase.startsWith('test')) ||
    (split === 'train' && !phrase.startsWith('test'));
  const cases = records
    .filter(({ value }) => isWanted(value.phrase_type))
    .map(({ value }) => {
      const { qid, question, answer, image_name: picture, answer_type: answerType } = value;
      const told = { picture, file: pictureIn(pictures, picture), question, answer, answerType };
      const bodyPart = value.image_organ.trim();
      return questionCase({ caseId: `vqa-rad ${qid}`, ...told, modality: '', bodyPart });
    });
  return { cases, problems };
}
