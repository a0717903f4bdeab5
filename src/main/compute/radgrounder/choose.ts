import { AppError } from '../../../shared/contract/app-error.ts';
import type { Allowed } from '../../../shared/domain/radgrounder/grammar.ts';
import type { Vocabulary } from '../../../shared/domain/radgrounder/vocabulary.ts';

export interface Choice {
  readonly token: number;
  /** Natural logarithm of its probability among the whole vocabulary, whatever was allowed. */
  readonly logProb: number;
}

/**
 * The likeliest token of those allowed; of equal ones the lowest id, as PyTorch's argmax.
 *
 * @param logits Of one position.
 * @param rule `null` allows all.
 * @throws AppError vlm.no-numbers where nothing is allowed or logits are no numbers: a broken graph, or half precision that has run over
 */
export function choose(logits: Float32Array, rule: Allowed | null, vocabulary: Vocabulary): Choice {
  const token = rule ? bestAllowed(logits, rule, vocabulary) : bestOf(logits);
  const logProb = token === -1 ? Number.NaN : logits[token]! - logSumExp(logits);
  if (Number.isNaN(logProb)) throw new AppError('vlm.no-numbers');
  return { token, logProb };
}

function bestOf(logits: Float32Array): number {
  let [best, highest] = [-1, Number.NEGATIVE_INFINITY];
  for (let token = 0; token < logits.length; token += 1)
    if (logits[token]! > highest) [best, highest] = [token, logits[token]!];
  return best;
}

function bestAllowed(
  logits: Float32Array,
  { classes: set, minBin }: Allowed,
  { classes, firstLocation, bins }: Vocabulary,
): number {
  const [lowest, end] = [firstLocation + minBin, firstLocation + bins + 1];
  let best = -1;
  let highest = Number.NEGATIVE_INFINITY;
  const length = Math.min(logits.length, classes.length);
  for (let token = 0; token < length; token += 1) {
    const logit = logits[token]!;
    if (!(logit > highest) || !((set >> classes[token]!) & 1)) continue;
    if (token >= firstLocation && token < lowest && token < end) continue;
    best = token;
    highest = logit;
  }
  return best;
}

function logSumExp(logits: Float32Array): number {
  let highest = Number.NEGATIVE_INFINITY;
  for (const logit of logits) if (logit > highest) highest = logit;
  let sum = 0;
  for (const logit of logits) sum += Math.exp(logit - highest);
  return highest + Math.log(sum);
}
