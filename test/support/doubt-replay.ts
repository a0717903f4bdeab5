import { featuresOf } from '../../src/shared/domain/doubt/features.ts';
import { fitDoubt } from '../../src/shared/domain/doubt/fit.ts';
import { mixed, randomCount } from '../../src/shared/domain/doubt/mixed-order.ts';
import { type DoubtModel, UNTAUGHT, doubtOf } from '../../src/shared/domain/doubt/model.ts';
import { seededRandom } from '../../src/shared/lib/random.ts';
import type { PlantedPair } from './planted-pairs.ts';

/** One judged pair, with the chance that was given to its being wrong when it was shown. */
export interface Judgement {
  readonly chance: number;
  readonly isWrong: boolean;
  readonly isDrawn: boolean;
}

const PAGE = 25;

/**
 * A reviewer who never errs goes through all pairs, a page at a time; after every page the model is fitted anew to all verdicts so
 * far and what is left is ordered by it, with the share drawn at random that the product draws.
 */
export function replay(pairs: readonly PlantedPair[], seed: number): Judgement[] {
  const shuffle = shuffled(pairs, seed);
  const features = new Map(pairs.map((pair) => [pair.pairId, featuresOf(pair)]));
  const open = new Map(shuffle.map((pair) => [pair.pairId, pair]));
  const judged: (Judgement & { readonly pairId: number })[] = [];
  let model: DoubtModel = UNTAUGHT;
  while (open.size > 0) {
    const left = [...open.values()];
    const chances = new Map(left.map(({ pairId }) => [pairId, doubtOf(model, features.get(pairId)!)]));
    const doubted = left.toSorted((a, b) => chances.get(b.pairId)! - chances.get(a.pairId)!);
    const drawn = left.slice(0, randomCount(PAGE));
    for (const { item, isDrawn } of mixed(doubted.slice(0, PAGE - drawn.length), drawn)) {
      open.delete(item.pairId);
      const { pairId, isWrong } = item;
      judged.push({ pairId, isWrong, isDrawn, chance: chances.get(pairId)! });
    }
    model = fitDoubt(judged.map(({ pairId, isWrong }) => ({ features: features.get(pairId)!, isWrong })));
  }
  return judged;
}

/** The same pairs in an order that nobody chose. */
export function shuffled<T>(items: readonly T[], seed: number): T[] {
  const random = seededRandom(seed);
  return items
    .map((item) => ({ item, at: random() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ item }) => item);
}
