import { type ClassId, classId } from '../anatomy/classes.ts';
import type { Protocol, ScoredCase } from './evaluated-case.ts';
import { METRICS, type MetricName, type Ratio, classRatio, classesOf } from './metric.ts';

export const STRATUM_KINDS = ['modality', 'language', 'bodyPart', 'answerType', 'class'] as const;
export type StratumKind = (typeof STRATUM_KINDS)[number];

/** A part of the cases: all of a modality, or all that say anything about a class. */
export interface Stratum {
  readonly kind: StratumKind;
  /** CT, de, abdomen, closed, or a class's id. */
  readonly value: string;
}

/** Which figures a way of asking has. */
export const METRICS_OF: Readonly<Record<Protocol, readonly MetricName[]>> = {
  ground: [
    'gIou',
    'precision',
    'recall',
    'f1',
    'precisionAt05',
    'recallAt05',
    'f1At05',
    'meanIou',
    'meanSimilarity',
    'cider',
    'llmScore',
  ],
  locate: ['gIou', 'precision', 'recall', 'f1', 'precisionAt05', 'recallAt05', 'f1At05', 'meanIou'],
  answer: ['accuracy', 'answerF1', 'answerRecall', 'cider', 'llmScore'],
};

/** The figure that decides, and by which strata and single cases are compared. */
export const LEADING: Readonly<Record<Protocol, MetricName>> = {
  ground: 'gIou',
  locate: 'gIou',
  answer: 'answerF1',
};

/** Every part of the cases; a case is in one of each kind, and in as many classes as it speaks of. */
export function strataOf(cases: readonly ScoredCase[]): Stratum[] {
  const found = new Map<string, Stratum>();
  for (const one of cases)
    for (const stratum of ofCase(one)) found.set(`${stratum.kind} ${stratum.value}`, stratum);
  return [...found.values()].toSorted(
    (a, b) =>
      STRATUM_KINDS.indexOf(a.kind) - STRATUM_KINDS.indexOf(b.kind) ||
      a.value.localeCompare(b.value, 'en', { numeric: true }),
  );
}

function ofCase(one: ScoredCase): Stratum[] {
  const { modality, language, bodyPart, answerType } = one.evaluated;
  return [
    { kind: 'modality', value: modality },
    { kind: 'language', value: language },
    { kind: 'bodyPart', value: bodyPart },
    ...(answerType ? [{ kind: 'answerType', value: answerType } as const] : []),
    ...classesOf(one).map((id): Stratum => ({ kind: 'class', value: String(id) })),
  ];
}

/** Whether a case belongs to a part. */
export function isIn(one: ScoredCase, { kind, value }: Stratum): boolean {
  return kind === 'class' ? classesOf(one).includes(Number(value) as ClassId) : one.evaluated[kind] === value;
}

/** A case's share of the leading figure of a part; of a class it is that of the class's own mentions. */
export function ratioIn(one: ScoredCase, { kind, value }: Stratum, leading: MetricName): Ratio {
  return kind === 'class' ? classRatio(one, classId(Number(value))) : METRICS[leading](one);
}
