import { finished } from '../evaluation/comparison.ts';
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
/** Examples between two rests: a few milliseconds. */
const AT_ONCE = 1024;

/** As `fitDoubtSteps`, in one go. */
export const fitDoubt = (examples: readonly Example[]): DoubtModel => finished(fitDoubtSteps(examples));

/**
 * Logistic regression with normal priors (maximum a posteriori): Newton's method, halving a step that would make it worse. With
 * no examples the result is the prior, so that the first queue is that of the findings' own weights; every verdict moves it.
 * The same examples in any order give the same model up to rounding. Rests now and then, because hundreds of thousands of verdicts
 * take seconds.
 */
export function* fitDoubtSteps(examples: readonly Example[]): Generator<void, DoubtModel> {
  const evidence = yield* evidenceOf(examples);
  const names = (Object.keys(evidence) as FeatureName[]).toSorted();
  const index = new Map(names.map((name, at) => [name, at]));
  const rows: Row[] = [];
  for (const { features, isWrong } of examples) {
    rows.push({
      at: [...features.keys()].map((name) => index.get(name)!),
      values: [...features.values()],
      isWrong: isWrong ? 1 : 0,
    });
    if (rows.length % AT_ONCE === 0) yield;
  }
  const weights = yield* newton(rows, names);
  return {
    judged: rows.length,
    wrong: rows.reduce((sum, { isWrong }) => sum + isWrong, 0),
    weights: Object.fromEntries(names.map((name, at) => [name, weights[at]!])),
    evidence,
  };
}

function* newton(rows: readonly Row[], names: readonly FeatureName[]): Generator<void, Float64Array> {
  const priors = names.map(priorOf);
  let weights = Float64Array.from(priors, ({ mean }) => mean);
  let loss = yield* lossOf(rows, priors, weights);
  for (let step = 0; step < MAX_STEPS; step += 1) {
    const change = yield* stepFrom(rows, priors, weights);
    let taken: { weights: Float64Array<ArrayBuffer>; loss: number } | undefined;
    for (let size = 1; size > 1e-4 && !taken; size /= 2) {
      const tried = weights.map((weight, at) => weight - size * change[at]!);
      const triedLoss = yield* lossOf(rows, priors, tried);
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

function logOddsOf({ at, values }: Row, weights: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < at.length; i += 1) sum += weights[at[i]!]! * values[i]!;
  return sum;
}

/** Negative logarithm of the posterior, up to a constant. */
function* lossOf(
  rows: readonly Row[],
  priors: readonly Prior[],
  weights: Float64Array,
): Generator<void, number> {
  let loss = priors.reduce((sum, { mean, sd }, at) => sum + ((weights[at]! - mean) / sd) ** 2 / 2, 0);
  for (let n = 0; n < rows.length; n += 1) {
    if (n % AT_ONCE === AT_ONCE - 1) yield;
    const logOdds = logOddsOf(rows[n]!, weights);
    // log(1 + e^z) without overflow.
    loss += Math.max(0, logOdds) + Math.log1p(Math.exp(-Math.abs(logOdds))) - rows[n]!.isWrong * logOdds;
  }
  return loss;
}

/** Inverse Hessian times gradient. */
function* stepFrom(
  rows: readonly Row[],
  priors: readonly Prior[],
  weights: Float64Array,
): Generator<void, Float64Array> {
  const n = priors.length;
  const gradient = new Float64Array(n);
  const hessian = new Float64Array(n * n);
  for (const [at, { mean, sd }] of priors.entries()) {
    gradient[at] = (weights[at]! - mean) / sd ** 2;
    hessian[at * n + at] = 1 / sd ** 2;
  }
  for (let count = 0; count < rows.length; count += 1) {
    if (count % AT_ONCE === AT_ONCE - 1) yield;
    addRow(rows[count]!, { weights, gradient, hessian });
  }
  return solvePositive(hessian, gradient);
}

interface Sums {
  readonly weights: Float64Array;
  readonly gradient: Float64Array;
  readonly hessian: Float64Array;
}

function addRow(row: Row, { weights, gradient, hessian }: Sums): void {
  const { at, values, isWrong } = row;
  const n = gradient.length;
  const chance = chanceOf(logOddsOf(row, weights));
  const curvature = chance * (1 - chance);
  for (let i = 0; i < at.length; i += 1) {
    gradient[at[i]!]! += (chance - isWrong) * values[i]!;
    for (let k = 0; k < at.length; k += 1)
      hessian[at[i]! * n + at[k]!]! += curvature * values[i]! * values[k]!;
  }
}

function* evidenceOf(examples: readonly Example[]): Generator<void, Record<string, Evidence>> {
  const evidence: Record<string, { judged: number; wrong: number }> = {};
  for (const [n, { features, isWrong }] of examples.entries()) {
    if (n % AT_ONCE === AT_ONCE - 1) yield;
    for (const name of features.keys()) {
      const known = (evidence[name] ??= { judged: 0, wrong: 0 });
      known.judged += 1;
      known.wrong += Number(isWrong);
    }
  }
  return evidence;
}
