import type { ClassId, Modality } from '../anatomy/classes.ts';
import type { Finding } from '../grounding/finding.ts';

/** A pair as it was derived, before anybody judged it. */
export interface Doubtable {
  readonly classId: ClassId;
  readonly modality: Modality;
  readonly findings: readonly Pick<Finding, 'code' | 'weight'>[];
  /** Overlap of its box with RadGrounder's own for the class, 0-1; null where there is none. */
  readonly modelIou: number | null;
  /** What the trained head in use says of it; the one that was in use before the verdict, where there is one. */
  readonly head?: HeadView | null;
}

export interface HeadView {
  /** SHA-256 of the head's lineage. */
  readonly version: string;
  /** Overlap of its box with the automatic one, 0-1; null where it has none. */
  readonly iou: number | null;
  /** Probability that it gives to the class being on the slice. */
  readonly presence: number;
}

/** Of the trained head: that its box agrees, lies elsewhere, or that it does not expect the class on the slice. */
type HeadFeature = `head-${'overlap' | 'apart' | 'absent'}`;

/**
 * What a feature is about: `finding:<code>`, `class:<id>`, `modality:MR`, `overlap` or `base`; of the trained head for all versions
 * and for each, `head-apart` and `head-apart:<first characters of its id>`.
 */
export type FeatureName =
  | 'base'
  | 'overlap'
  | 'modality:MR'
  | `class:${number}`
  | `finding:${Finding['code']}`
  | HeadFeature
  | `${HeadFeature}:${string}`;

/** Features that are not 0, with their values. */
export type Features = ReadonlyMap<FeatureName, number>;

/** Chance of a fault in a pair of which nothing is known: what reviewers of derived labels usually find, before any verdict. */
const BASE_CHANCE = 0.08;
/** Findings' weights of 0 or 1 would be certainties. */
const SUREST = 0.98;
/** From here on two boxes mean the same place; the usual limit of a hit. */
const AGREEING_IOU = 0.5;
/** A head that rules a class out by more than this is no surer for it, log-odds. */
const RULED_OUT = 3;
/** Characters of a version in a feature's name. */
const VERSION = 12;

export const logit = (chance: number): number => Math.log(chance / (1 - chance));
export const chanceOf = (logOdds: number): number => 1 / (1 + Math.exp(-logOdds));

/**
 * A finding's value is how far its own weight raises the log-odds above the base, so that a coefficient of 1 means "as its rule
 * says"; agreement of the boxes counts from the limit of a hit on, 0.5 at most.
 */
export function featuresOf({ classId, modality, findings, modelIou, head }: Doubtable): Features {
  const features = new Map<FeatureName, number>([
    ['base', 1],
    [`class:${classId}`, 1],
  ]);
  if (modality === 'MR') features.set('modality:MR', 1);
  if (modelIou !== null && modelIou >= AGREEING_IOU) features.set('overlap', modelIou - AGREEING_IOU);
  if (head) for (const [name, value] of headFeatures(head)) features.set(name, value);
  for (const { code, weight } of findings) {
    const raised = logit(Math.min(SUREST, weight)) - logit(BASE_CHANCE);
    const name = `finding:${code}` as const;
    if (raised > 0) features.set(name, Math.max(raised, features.get(name) ?? 0));
  }
  return features;
}

/**
 * Agreement as with RadGrounder; a box elsewhere counts up to 1 where the two do not meet, and so does a class that the head all but
 * rules out. Each once for all versions and once for the version that said it.
 */
function headFeatures({ version, iou, presence }: HeadView): [FeatureName, number][] {
  const said: [HeadFeature, number][] = [
    ['head-overlap', iou === null ? 0 : iou - AGREEING_IOU],
    ['head-apart', iou === null ? 0 : 1 - iou / AGREEING_IOU],
    ['head-absent', Math.min(1, -logit(Math.min(0.5, Math.max(1e-6, presence))) / RULED_OUT)],
  ];
  const own = `:${version.slice(0, VERSION)}` as const;
  return said
    .filter(([, value]) => value > 0)
    .flatMap(([name, value]): [FeatureName, number][] => [
      [name, value],
      [`${name}${own}`, value],
    ]);
}

/** Whether a feature is about one version alone; what is said to people is said about all of them. */
export const isOfOneVersion = (name: FeatureName): boolean => name.startsWith('head-') && name.includes(':');

/** What is believed of a feature's coefficient before any verdict: a normal distribution. */
export function priorOf(name: FeatureName): { readonly mean: number; readonly sd: number } {
  if (name === 'base') return { mean: logit(BASE_CHANCE), sd: 2 };
  if (name === 'overlap' || name === 'head-overlap') return { mean: -2, sd: 2 };
  // A new version is taken to be like those before it until verdicts say otherwise.
  if (isOfOneVersion(name)) return { mean: 0, sd: 0.5 };
  if (name.startsWith('finding:') || name.startsWith('head-')) return { mean: 1, sd: 1 };
  // Classes and modalities differ, but most differ little: the prior pulls those with few verdicts to the rest.
  return { mean: 0, sd: 1 };
}
