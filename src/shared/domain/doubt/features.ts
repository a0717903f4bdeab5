import type { ClassId, Modality } from '../anatomy/classes.ts';
import type { Finding } from '../grounding/finding.ts';

/** A pair as it was derived, before anybody judged it. */
export interface Doubtable {
  readonly classId: ClassId;
  readonly modality: Modality;
  readonly findings: readonly Pick<Finding, 'code' | 'weight'>[];
  /** Overlap of its box with RadGrounder's own for the class, 0-1; null where there is none. */
  readonly modelIou: number | null;
}

/** What a feature is about: `finding:<code>`, `class:<id>`, `modality:MR`, `overlap` or `base`. */
export type FeatureName =
  'base' | 'overlap' | 'modality:MR' | `class:${number}` | `finding:${Finding['code']}`;

/** Features that are not 0, with their values. */
export type Features = ReadonlyMap<FeatureName, number>;

/** Chance of a fault in a pair of which nothing is known: what reviewers of derived labels usually find, before any verdict. */
const BASE_CHANCE = 0.08;
/** Findings' weights of 0 or 1 would be certainties. */
const SUREST = 0.98;
/** From here on two boxes mean the same place; the usual limit of a hit. */
const AGREEING_IOU = 0.5;

export const logit = (chance: number): number => Math.log(chance / (1 - chance));
export const chanceOf = (logOdds: number): number => 1 / (1 + Math.exp(-logOdds));

/**
 * A finding's value is how far its own weight raises the log-odds above the base, so that a coefficient of 1 means "as its rule
 * says"; agreement of the boxes counts from the limit of a hit on, 0.5 at most.
 */
export function featuresOf({ classId, modality, findings, modelIou }: Doubtable): Features {
  const features = new Map<FeatureName, number>([
    ['base', 1],
    [`class:${classId}`, 1],
  ]);
  if (modality === 'MR') features.set('modality:MR', 1);
  if (modelIou !== null && modelIou >= AGREEING_IOU) features.set('overlap', modelIou - AGREEING_IOU);
  for (const { code, weight } of findings) {
    const raised = logit(Math.min(SUREST, weight)) - logit(BASE_CHANCE);
    const name = `finding:${code}` as const;
    if (raised > 0) features.set(name, Math.max(raised, features.get(name) ?? 0));
  }
  return features;
}

/** What is believed of a feature's coefficient before any verdict: a normal distribution. */
export function priorOf(name: FeatureName): { readonly mean: number; readonly sd: number } {
  if (name === 'base') return { mean: logit(BASE_CHANCE), sd: 2 };
  if (name === 'overlap') return { mean: -2, sd: 2 };
  if (name.startsWith('finding:')) return { mean: 1, sd: 1 };
  // Classes and modalities differ, but most differ little: the prior pulls those with few verdicts to the rest.
  return { mean: 0, sd: 1 };
}
