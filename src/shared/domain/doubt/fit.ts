import { solvePositive } from './cholesky.ts';
import type { DoubtModel, Evidence } from './model.ts';
import { type FeatureName, type Features, chanceOf, priorOf } from './features.ts';

/** A judged pair. */
export interface Example {
  readonly features: Features;
  /** Anything but acceptance, a corrected box included. */
  readonly isWrong: boolean;
}

/** An example as Newton's method reads it. */
interface Row {
  readonly at: readonly number[];
  readonly values: readonly number[];
  readonly isWrong: 0 | 1;
}

const MAX_STEPS = 30;
/** Largest change of a coefficient at which the fit counts as done. */
const TOLERANCE = 1e-8;

/**
 * Logistic regression with normal priors (maximum a posteriori): Newton's method, halving a step that would make it worse. With
 * no examples the result is the prior, so that the first queue is that of the findings' own weights; every verdict moves it.
 * The same examples in any order give the same model up to rounding.
 */
export function fitDoubt(examples: readonly Example[]): DoubtModel {
  const names = [...new Set(examples.flatMap(({ features }) => [...features.keys()]))].toSorted();
  const index = new Map(names.map((name, at) => [name, at]));
  const rows = examples.map(({ features, isWrong }): Row => ({
    at: [...features.keys()].map((name) => index.get(name)!),
    values: [...features.values()],
    isWrong: isWrong ? 1 : 0,
  }));
  const weights = newton(rows, names);
  return {
    judged: examples.length,
    wrong: examples.filter(({ isWrong }) => isWrong).length,
    weights: Object.fromEntries(names.map((name, at) => [name, weights[at]!])),
    evidence: evidenceOf(examples),
  };
}

function newton(rows: readonly Row[], names: readonly FeatureName[]): Float64Array {
  const priors = names.map(priorOf);
  let weights = Float64Array.from(priors, ({ mean }) => mean);
  let loss = lossOf(rows, priors, weights);
  for (let step = 0; step < MAX_STEPS; step += 1) {
    const change = stepFrom(rows, priors, weights);
    let taken: { weights: Float64Array<ArrayBuffer>; loss: number } | undefined;
    for (let size = 1; size > 1e-4 && !taken; size /= 2) {
      const tried = weights.map((weight, at) => weight - size * change[at]!);
      const triedLoss = lossOf(rows, priors, tried);
      if (triedLoss <= loss) taken = { weights: tried, loss: triedLoss };
    }
    if (!taken) return weights;
    const moved = Math.max(0, ...taken.weights.map((weight, at) => Math.abs(weight - weights[at]!)));
    ({ weights, loss } = taken);
    if (moved < TOLERANCE) return weights;
  }
  return weights;
}

type Prior = ReturnType<typeof priorOf>;

const logOddsOf = ({ at, values }: Row, weights: Float64Array): number =>
  at.reduce((sum, feature, i) => sum + weights[feature]! * values[i]!, 0);

/** Negative logarithm of the posterior, up to a constant. */
function lossOf(rows: readonly Row[], priors: readonly Prior[], weights: Float64Array): number {
  const prior = priors.reduce((sum, { mean, sd }, at) => sum + ((weights[at]! - mean) / sd) ** 2 / 2, 0);
  return rows.reduce((sum, row) => {
    const logOdds = logOddsOf(row, weights);
    // log(1 + e^z) without overflow.
    return sum + Math.max(0, logOdds) + Math.log1p(Math.exp(-Math.abs(logOdds))) - row.isWrong * logOdds;
  }, prior);
}

/** Inverse Hessian times gradient. */
function stepFrom(rows: readonly Row[], priors: readonly Prior[], weights: Float64Array): Float64Array {
  const n = priors.length;
  const gradient = new Float64Array(n);
  const hessian = new Float64Array(n * n);
  for (const [at, { mean, sd }] of priors.entries()) {
    gradient[at] = (weights[at]! - mean) / sd ** 2;
    hessian[at * n + at] = 1 / sd ** 2;
  }
  for (const row of rows) {
    const chance = chanceOf(logOddsOf(row, weights));
    const curvature = chance * (1 - chance);
    for (const [i, feature] of row.at.entries()) {
      gradient[feature]! += (chance - row.isWrong) * row.values[i]!;
      for (const [k, other] of row.at.entries())
        hessian[feature * n + other]! += curvature * row.values[i]! * row.values[k]!;
    }
  }
  return solvePositive(hessian, gradient);
}

function evidenceOf(examples: readonly Example[]): Record<string, Evidence> {
  const evidence: Record<string, { judged: number; wrong: number }> = {};
  for (const { features, isWrong } of examples)
    for (const name of features.keys()) {
      const known = (evidence[name] ??= { judged: 0, wrong: 0 });
      known.judged += 1;
      known.wrong += Number(isWrong);
    }
  return evidence;
}
