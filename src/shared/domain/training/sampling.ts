import { seededRandom } from '../../lib/random.ts';
import type { Modality } from '../anatomy/classes.ts';
import type { Language } from '../mention/mention.ts';

/** How slices are drawn for batches. */
export interface SamplingSettings {
  /**
   * `dynamic` alternates between tasks and prefers what is rare; `shuffle` goes through all slices in a new order each round, as
   * the published training does.
   */
  readonly mode: 'dynamic' | 'shuffle';
  /** Exponents for rare classes, modalities and languages: 0 as they come, 1 all alike. */
  readonly rareClasses: number;
  readonly modality: number;
  readonly language: number;
  /** How much more often than others a slice with a correction is drawn. */
  readonly corrected: number;
  /** Share of draws for the presence task (rejects), where there are any. */
  readonly presence: number;
}

export const SAMPLING_DEFAULTS: SamplingSettings = {
  mode: 'dynamic',
  rareClasses: 0.5,
  modality: 0.5,
  language: 0.25,
  corrected: 2,
  presence: 0.2,
};

/** What a draw is for: boxes of what is there, or whether something is there at all. */
export const TRAINING_TASKS = ['grounding', 'presence'] as const;
export type TrainingTask = (typeof TRAINING_TASKS)[number];

/** What sampling has to know of a slice. */
export interface SampleFacts {
  readonly modality: Modality;
  readonly languages: readonly Language[];
  /** Classes with evidence. */
  readonly classIds: readonly number[];
  readonly isCorrected: boolean;
  /** Which draws it is for. */
  readonly tasks: readonly TrainingTask[];
}

export interface Draw {
  /** Index of the slice. */
  readonly sample: number;
  readonly task: TrainingTask;
}

interface Stratum {
  readonly indices: readonly number[];
  /** Running sum of weights. */
  readonly cumulative: readonly number[];
}

/** Draws batches. What a step draws depends on the seed and its number alone, so that a resumed run goes on with the same slices. */
export class Sampler {
  private readonly samples: readonly SampleFacts[];
  private readonly settings: SamplingSettings;
  private readonly seed: number;
  private readonly strata: Readonly<Record<TrainingTask, Stratum>>;
  private order: { readonly round: number; readonly indices: number[] } | undefined;

  /** @throws RangeError for no samples */
  constructor(samples: readonly SampleFacts[], settings: SamplingSettings, seed: number) {
    if (samples.length === 0) throw new RangeError('No slices to draw from');
    this.samples = samples;
    this.settings = settings;
    this.seed = seed;
    const weights = samplingWeights(samples, settings);
    this.strata = {
      grounding: stratum(samples, weights, 'grounding'),
      presence: stratum(samples, weights, 'presence'),
    };
  }

  /** @param step From 0 */
  draw(step: number, count: number): Draw[] {
    const first = step * count;
    if (this.settings.mode === 'shuffle')
      return Array.from({ length: count }, (_, at) => this.inOrder(first + at));
    const random = seededRandom(mixed(this.seed, step));
    return Array.from({ length: count }, (_, at) => {
      const task = this.taskOf(first + at);
      return { task, sample: pick(this.strata[task], random()) };
    });
  }

  /** Tasks take turns as evenly as their shares allow, also within a batch. */
  private taskOf(draw: number): TrainingTask {
    if (this.strata.presence.indices.length === 0) return 'grounding';
    if (this.strata.grounding.indices.length === 0) return 'presence';
    const { presence } = this.settings;
    return Math.floor((draw + 1) * presence) > Math.floor(draw * presence) ? 'presence' : 'grounding';
  }

  private inOrder(draw: number): Draw {
    const round = Math.floor(draw / this.samples.length);
    if (this.order?.round !== round)
      this.order = { round, indices: shuffled(this.samples.length, seededRandom(mixed(this.seed, round))) };
    const sample = this.order.indices[draw % this.samples.length]!;
    return { sample, task: this.samples[sample]!.tasks[0]! };
  }
}

/** How often each slice is drawn relative to the others of its task. */
export function samplingWeights(samples: readonly SampleFacts[], settings: SamplingSettings): number[] {
  const classes = rarity(samples, ({ classIds }) => classIds, settings.rareClasses);
  const modalities = rarity(samples, ({ modality }) => [modality], settings.modality);
  const languages = rarity(samples, (sample) => sample.languages, settings.language);
  return samples.map(
    ({ classIds, modality, languages: own, isCorrected }) =>
      Math.max(1, ...classIds.map((id) => classes.get(id)!)) *
      modalities.get(modality)! *
      Math.max(1, ...own.map((language) => languages.get(language)!)) *
      (isCorrected ? settings.corrected : 1),
  );
}

/** How much rarer than the most frequent each value is, to the exponent. */
function rarity<T>(
  samples: readonly SampleFacts[],
  valuesOf: (sample: SampleFacts) => readonly T[],
  exponent: number,
): Map<T, number> {
  const counts = new Map<T, number>();
  for (const sample of samples)
    for (const value of new Set(valuesOf(sample))) counts.set(value, (counts.get(value) ?? 0) + 1);
  const most = Math.max(...counts.values());
  return new Map([...counts].map(([value, count]) => [value, (most / count) ** exponent]));
}

function stratum(samples: readonly SampleFacts[], weights: readonly number[], task: TrainingTask): Stratum {
  const indices = [...samples.keys()].filter((at) => samples[at]!.tasks.includes(task));
  let total = 0;
  return { indices, cumulative: indices.map((at) => (total += weights[at]!)) };
}

function pick({ indices, cumulative }: Stratum, share: number): number {
  const wanted = share * cumulative.at(-1)!;
  let [low, high] = [0, cumulative.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (cumulative[middle]! > wanted) high = middle;
    else low = middle + 1;
  }
  return indices[low]!;
}

/** Fisher and Yates' shuffle of 0 … count - 1. */
function shuffled(count: number, random: () => number): number[] {
  const order = Array.from({ length: count }, (_, at) => at);
  for (let at = count - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    [order[at], order[other]] = [order[other]!, order[at]!];
  }
  return order;
}

/** Two numbers as one seed (multiplication by primes of xxHash). */
export const mixed = (seed: number, step: number): number =>
  (Math.imul(seed + 1, 0x9e3779b1) ^ Math.imul(step + 1, 0x85ebca77)) >>> 0;
