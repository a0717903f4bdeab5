import { type FeatureName, type Features, chanceOf, isOfOneVersion, priorOf } from './features.ts';

/** Judged pairs that had a feature, and how many of them were wrong. */
export interface Evidence {
  readonly judged: number;
  readonly wrong: number;
}

/** What past verdicts say about which pairs are likely wrong. */
export interface DoubtModel extends Evidence {
  /** Coefficients by feature; those of features that no judged pair had are the prior's. */
  readonly weights: Readonly<Record<string, number>>;
  readonly evidence: Readonly<Record<string, Evidence>>;
}

/** Before any verdict: the findings as their rules weigh them. */
export const UNTAUGHT: DoubtModel = { judged: 0, wrong: 0, weights: {}, evidence: {} };

/** With fewer verdicts the findings' own weights order the queue. */
const FEWEST_VERDICTS = 10;
export const isTaught = ({ judged }: DoubtModel): boolean => judged >= FEWEST_VERDICTS;

/** The chance as a place in the queue: pairs whose chances differ by less than a thousandth need not change places. */
export const priorityByDoubt = (model: DoubtModel, features: Features): number =>
  Math.round(doubtOf(model, features) * 1000) / 1000;

/** Chance that a reviewer finds the pair wrong, 0-1. */
export function doubtOf(model: DoubtModel, features: Features): number {
  let logOdds = 0;
  for (const [name, value] of features) logOdds += weightOf(model, name) * value;
  return chanceOf(logOdds);
}

/** Why a pair stands where it stands: the feature that speaks most for a fault, with what was seen of its like. */
export interface DoubtReason extends Evidence {
  readonly about: FeatureName;
}

/** Fewer verdicts than this are no experience. */
const FEWEST = 5;

/** The feature that raises the pair's chance most, where enough pairs with it were judged; null where none raises it. */
export function reasonFor(model: DoubtModel, features: Features): DoubtReason | null {
  let best: { about: FeatureName; raised: number } | undefined;
  for (const [about, value] of features) {
    if (about === 'base' || isOfOneVersion(about) || (model.evidence[about]?.judged ?? 0) < FEWEST) continue;
    const raised = weightOf(model, about) * value;
    if (raised > 0 && raised > (best?.raised ?? 0)) best = { about, raised };
  }
  return best ? { about: best.about, ...model.evidence[best.about]! } : null;
}

const weightOf = ({ weights }: DoubtModel, name: FeatureName): number => weights[name] ?? priorOf(name).mean;
