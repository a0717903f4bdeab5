import { createReadStream } from 'node:fs';
import { basename, isAbsolute, join, normalize } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { AppError } from '../../../../shared/contract/app-error.ts';
import { LanguageSchema, type Problem } from '../../../../shared/contract/common.ts';
import { type MarkedText, parseMarkup, withoutTags } from '../../../../shared/domain/radgrounder/markup.ts';
import { suggestedBoxes } from '../../../../shared/domain/radgrounder/suggestion.ts';
import type { ReadingService } from '../../reading/index.ts';
import type { EvaluationSet, SetCase, SplitChoice } from './set.ts';

const LineSchema = z.object({
  image: z.string().min(1),
  image_id: z.string().optional(),
  language: LanguageSchema.default('en'),
  prefix: z.string(),
  suffix: z.string(),
});
type Line = z.infer<typeof LineSchema>;

interface Around {
  readonly root: string;
  readonly reading: Pick<ReadingService, 'ask'>;
  readonly signal: AbortSignal;
}

/** Boxes of the published order and number of bins; see domain/grounding/tokens.ts. */
const FORMAT = { boxOrder: 'xyxy', bins: 512 } as const;
const IMAGE_TOKEN = '<image>';

/**
 * A folder of PaliGemma lines (`train.jsonl`, `val.jsonl`, `test.jsonl`), one case a line. Pictures lie in the folder and are
 * DICOM images; what is asked is taken out of the prompt.
 *
 * @throws AppError formats.unreadable
 */
export async function paligemmaSet(
  files: readonly string[],
  { split, ...around }: Around & { readonly split: SplitChoice },
): Promise<EvaluationSet> {
  const cases: SetCase[] = [];
  const problems: Problem[] = [];
  for (const file of files) {
    let number = 0;
    for await (const text of linesOf(file)) {
      number += 1;
      if (text.trim() === '') continue;
      try {
        cases.push(await caseOf(parsed(text, { file, number }), { number, ...around }));
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        problems.push({ file, code: error.code, params: { ...error.params }, severity: 'error' });
      }
    }
  }
  return {
    kind: 'paligemma',
    name: basename(around.root),
    split,
    snapshot: null,
    protocol: 'ground',
    cases,
    problems,
  };
}

async function* linesOf(file: string): AsyncGenerator<string> {
  try {
    yield* createInterface({ input: createReadStream(file, 'utf8'), crlfDelay: Number.POSITIVE_INFINITY });
  } catch (cause) {
    throw new AppError('formats.unreadable', { file }, { cause });
  }
}

function parsed(text: string, { file, number }: { file: string; number: number }): Line {
  try {
    return LineSchema.parse(JSON.parse(text));
  } catch (cause) {
    // The parser's message would quote the text; the line's number is enough.
    throw new AppError('evaluation.bad-line', { file, line: number }, { cause });
  }
}

async function caseOf(
  line: Line,
  { root, reading, signal, number }: Around & { number: number },
): Promise<SetCase> {
  const path = normalize(line.image);
  if (isAbsolute(path) || path.startsWith('..'))
    throw new AppError('grounding.unsafe-name', { file: root, name: line.image });
  const file = join(root, path);
  const request = { type: 'read-lone-slice', file, maskFile: null } as const;
  const { width, height, modality, patientId } = await reading.ask<'read-lone-slice'>(request, signal);
  const marked: MarkedText = withoutTags(parseMarkup(line.suffix));
  const mentions = suggestedBoxes(marked, FORMAT, { width, height }).map(({ classId, box, start, end }) => ({
    text: marked.text.slice(start, end),
    classId,
    box,
  }));
  return {
    caseId: `${line.image_id ?? line.image} ${line.language} ${number}`,
    patient: patientId,
    modality,
    language: line.language,
    bodyPart: '',
    answerType: null,
    ...askedIn(line.prefix),
    width,
    height,
    truth: { text: marked.text, mentions },
    image: { kind: 'dicom', file },
  };
}

const CLINICAL = /^(?:Clinical information|Klinische angaben): (.*)$/m;
const QUESTION = /^(?:Question|Fragestellung): (.*)$/m;

/** What stands in a prompt of the published form before the line that says what to do. */
export function askedIn(prefix: string): { question: string; clinicalInformation: string } {
  const text = prefix.replace(IMAGE_TOKEN, '');
  return { question: QUESTION.exec(text)?.[1] ?? '', clinicalInformation: CLINICAL.exec(text)?.[1] ?? '' };
}
