import { type ClassId, labelOf } from '../domain/anatomy/classes.ts';
import type { Stratum } from '../domain/evaluation/strata.ts';
import type { Language } from '../domain/mention/mention.ts';
import type { Limit, Refusal, StratumStatus, Verdict } from '../domain/promotion/verdict.ts';
import { verdicts as de } from './de/verdicts.ts';
import { verdicts as en } from './en/verdicts.ts';
import { interpolate } from './interpolate.ts';

const texts = { de, en } as const;

/** Params that are differences, written with their sign. */
const SIGNED = new Set(['value', 'low', 'high', 'change', 'lowest']);

/** A refusal or limit in the reader's language, figures and parts in words. */
export function reasonText({ code, params }: Refusal | Limit, language: Language): string {
  const { refusal, limit, slice, patient } = texts[language];
  const words: Record<string, string> = {};
  for (const [name, value] of Object.entries(params))
    words[name] =
      typeof value === 'number' ? numberText(value, { language, isSigned: SIGNED.has(name) }) : value;
  if ('drawn' in params) words['drawn'] = params['drawn'] === 'patient' ? patient : slice;
  if ('kind' in params)
    words['part'] = partText(
      {
        kind: params['kind'] as Stratum['kind'],
        value: String(params['value']),
        pooled: Number(params['pooled']),
      },
      language,
    );
  return interpolate({ ...refusal, ...limit }[code], words);
}

/** Refusals as they travel in an error's params: JSON in, sentences out. */
export function refusalsText(json: string, language: Language): string {
  return (JSON.parse(json) as Refusal[]).map((one) => reasonText(one, language)).join(' ');
}

/** A verdict in one sentence. */
export function verdictText({ isPromotable, overall: { difference } }: Verdict, language: Language): string {
  const { promotable, refused } = texts[language];
  if (!isPromotable || !difference) return refused;
  const signed = (value: number): string => numberText(value, { language, isSigned: true });
  const { value, low, high } = difference;
  return interpolate(promotable, { value: signed(value), low: signed(low), high: signed(high) });
}

/** The name of a part. @param part.pooled Small parts that are judged together under this name */
export function partText(
  { kind, value, pooled }: Pick<Stratum, 'kind' | 'value'> & { readonly pooled: number },
  language: Language,
): string {
  const { kind: kinds, value: values, nowhere, pooled: together } = texts[language];
  if (pooled > 0) return interpolate(together, { kind: kinds[kind], count: pooled });
  if (kind === 'class') return labelOf(Number(value) as ClassId, language);
  return values[value] ?? (value || `${kinds[kind]}: ${nowhere}`);
}

export const statusText = (status: StratumStatus, language: Language): string =>
  texts[language].status[status];

function numberText(
  value: number,
  { language, isSigned }: { language: Language; isSigned: boolean },
): string {
  if (Number.isInteger(value) && !isSigned) return value.toLocaleString(language);
  return new Intl.NumberFormat(language, {
    minimumFractionDigits: 3,
    maximumFractionDigits: 3,
    signDisplay: isSigned ? 'exceptZero' : 'auto',
  }).format(value);
}
