import type { ClassId } from '../anatomy/classes.ts';
import type { ScoredSample } from './metric.ts';

/** How often a class was taken for another. */
export interface Confused {
  /** Null for predictions that nothing was left for. */
  readonly truth: ClassId | null;
  /** Null for mentions that were missed. */
  readonly predicted: ClassId | null;
  readonly count: number;
}

/** Pairs of classes that were matched, and those left over; the most frequent first. */
export function confusion(samples: readonly ScoredSample[]): Confused[] {
  const counts = new Map<string, Confused>();
  for (const { outcomes, truths, predictions } of samples)
    for (const { truth, predicted } of outcomes) {
      const one = {
        truth: truth === null ? null : truths[truth]!.classId,
        predicted: predicted === null ? null : predictions[predicted]!.classId,
      };
      const key = `${one.truth} ${one.predicted}`;
      counts.set(key, { ...one, count: (counts.get(key)?.count ?? 0) + 1 });
    }
  return [...counts.values()].toSorted(
    (a, b) => b.count - a.count || (a.truth ?? 0) - (b.truth ?? 0) || (a.predicted ?? 0) - (b.predicted ?? 0),
  );
}

/** As many classes as can be read side by side. */
const CLASSES = 14;

/**
 * The classes with the most matches and mistakes, by id, and then none: rows and columns of a drawn confusion. Of both models together, so
 * that their drawings can be laid side by side.
 */
export function frequentClasses(...sides: readonly (readonly Confused[])[]): (ClassId | null)[] {
  const sums = new Map<ClassId, number>();
  for (const { truth, predicted, count } of sides.flat())
    for (const id of new Set([truth, predicted])) if (id !== null) sums.set(id, (sums.get(id) ?? 0) + count);
  const frequent = [...sums].toSorted((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, CLASSES);
  return [...frequent.map(([id]) => id).toSorted((a, b) => a - b), null];
}
