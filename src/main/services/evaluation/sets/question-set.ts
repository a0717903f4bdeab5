import { isAbsolute, join, normalize } from 'node:path';
import { z } from 'zod';
import { AppError } from '../../../../shared/contract/app-error.ts';
import type { Problem } from '../../../../shared/contract/common.ts';
import type { ReadingService } from '../../reading/index.ts';
import type { SetCase } from './set.ts';

/** A record of a JSON file, which the reader gives as a Map. */
export const record = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z
    .custom<ReadonlyMap<string, unknown>>((value) => value instanceof Map)
    .transform((map): Record<string, unknown> => Object.fromEntries(map))
    .pipe(z.object(shape));

/** Numbers stand for themselves in some answers. */
export const answerText = z.union([z.string(), z.number()]).transform(String);

export interface Records<T> {
  readonly records: readonly { readonly value: T; readonly number: number }[];
  readonly problems: readonly Problem[];
}

/** All records of a JSON file that are what they should be, with their position from 1; the others are told. @throws AppError */
export async function recordsOf<T>(
  file: string,
  schema: z.ZodType<T>,
  { reading, signal }: { readonly reading: Pick<ReadingService, 'ask'>; readonly signal: AbortSignal },
): Promise<Records<T>> {
  const list = await reading.ask<'read-json'>({ type: 'read-json', file }, signal);
  if (!Array.isArray(list)) throw new AppError('evaluation.bad-set', { file, detail: '[{…}]' });
  const problems: Problem[] = [];
  const records = list.flatMap((one: unknown, at) => {
    const parsed = schema.safeParse(one);
    if (parsed.success) return [{ value: parsed.data, number: at + 1 }];
    const detail = parsed.error.issues[0]?.path.map(String).join('.') ?? '';
    const params = { file, number: at + 1, detail };
    problems.push({ file, code: 'evaluation.bad-record', params, severity: 'error' });
    return [];
  });
  return { records, problems };
}

/** A picture in its folder. @throws AppError grounding.unsafe-name */
export function pictureIn(folder: string, name: string): string {
  const path = normalize(name);
  if (isAbsolute(path) || path.startsWith('..'))
    throw new AppError('grounding.unsafe-name', { file: folder, name });
  return join(folder, path);
}

/** A question about a picture. Pictures stand for patients, whom the public sets do not name. */
export function questionCase(told: {
  readonly caseId: string;
  readonly picture: string;
  readonly file: string;
  readonly question: string;
  readonly answer: string;
  readonly answerType: 'open' | 'closed';
  readonly modality: string;
  readonly bodyPart: string;
}): SetCase {
  const { caseId, picture, file, question, answer, answerType, modality, bodyPart } = told;
  return {
    caseId,
    patient: picture,
    modality,
    language: 'en',
    bodyPart,
    answerType,
    question,
    clinicalInformation: '',
    width: 0,
    height: 0,
    truth: { text: answer, mentions: [] },
    image: { kind: 'photo', file },
  };
}
