import { seededRandom } from '../../../shared/lib/random.ts';
import {
  type Draw,
  Sampler,
  type SamplingSettings,
  mixed,
} from '../../../shared/domain/training/sampling.ts';
import type { ClassTarget, SliceTargets } from '../../../shared/domain/training/targets.ts';
import type { Tensor } from '../graph.ts';
import type { HeadShape } from './head-parameters.ts';
import type { BatchShape } from './training-graph.ts';

/** A slice in the form that a head learns from. */
export interface TrainingSample extends SliceTargets {
  /** Projected features [tokens, features], float16 bits. */
  readonly features: Uint16Array;
}

/** Classes asked about in each slice of a batch, and of them for their box: more than a caption names. */
export const SLOTS = 24;
export const BOX_SLOTS = 8;

export interface BatchesDeps {
  readonly samples: readonly TrainingSample[];
  readonly shape: HeadShape;
  readonly batch: BatchShape;
  /** Steps that are made at once. */
  readonly steps: number;
  readonly sampling: SamplingSettings;
  readonly absentWeight: number;
  readonly seed: number;
}

type Feeds = Readonly<Record<string, Tensor>>;

/** Puts batches together, in arrays that are used again and again. */
export class Batches {
  private readonly deps: BatchesDeps;
  private readonly sampler: Sampler;
  private readonly features: Uint16Array;
  private readonly classes: BigInt64Array;
  private readonly presence: Float32Array;
  private readonly presenceWeight: Float32Array;
  private readonly edges: Float32Array;
  private readonly boxWeight: Float32Array;

  constructor(deps: BatchesDeps) {
    const { samples, shape, batch, steps, sampling, seed } = deps;
    this.deps = deps;
    this.sampler = new Sampler(
      samples.map(({ facts }) => facts),
      sampling,
      seed,
    );
    const rows = steps * batch.slices;
    this.features = new Uint16Array(rows * shape.tokens * shape.features);
    this.classes = new BigInt64Array(rows * batch.slots);
    this.presence = new Float32Array(rows * batch.slots);
    this.presenceWeight = new Float32Array(rows * batch.slots);
    this.edges = new Float32Array(rows * batch.boxSlots * 4);
    this.boxWeight = new Float32Array(rows * batch.boxSlots);
  }

  /** The batches of the steps from `first` on, as the training graph takes them. The arrays are overwritten by the next call. */
  make(first: number): { readonly feeds: Feeds; readonly draws: readonly Draw[] } {
    const { batch, steps, seed, samples } = this.deps;
    const draws: Draw[] = [];
    this.presenceWeight.fill(0);
    this.boxWeight.fill(0);
    for (let step = 0; step < steps; step += 1) {
      const random = seededRandom(mixed(seed ^ 0x5bd1e995, first + step));
      const drawn = this.sampler.draw(first + step, batch.slices);
      for (const [at, draw] of drawn.entries())
        this.fill(step * batch.slices + at, samples[draw.sample]!, draw.task, random);
      this.normalise(step);
      draws.push(...drawn);
    }
    return { feeds: this.feeds(), draws };
  }

  private fill(row: number, sample: TrainingSample, task: Draw['task'], random: () => number): void {
    const { batch, shape, absentWeight } = this.deps;
    this.features.set(sample.features, row * sample.features.length);
    const { boxes, others } = slotsOf(sample, task, batch, random);
    for (let slot = 0; slot < batch.slots; slot += 1) {
      const isBox = slot < boxes.length;
      // Slots between the boxes and the rest stay empty: only the first ones are asked for boxes.
      const target = isBox
        ? boxes[slot]
        : others[slot - Math.max(boxes.length, isBoxTask(task) ? batch.boxSlots : 0)];
      const at = row * batch.slots + slot;
      this.classes[at] = BigInt((target?.classId ?? 1) - 1);
      this.presence[at] = target?.isPresent ? 1 : 0;
      this.presenceWeight[at] = target?.weight ?? 0;
      if (isBox) this.setBox(row * batch.boxSlots + slot, target!, shape.bins);
    }
    this.addAbsent(row, sample.assumedAbsent, { absentWeight, random });
  }

  /** Classes that are assumed to be absent take the empty slots, each with the weight of those that found no place. */
  private addAbsent(
    row: number,
    absent: readonly number[],
    { absentWeight, random }: { absentWeight: number; random: () => number },
  ): void {
    const { slots } = this.deps.batch;
    const empty = Array.from({ length: slots }, (_, slot) => row * slots + slot).filter(
      (at) => this.presenceWeight[at] === 0,
    );
    const chosen = someOf(absent, empty.length, random);
    for (const [n, id] of chosen.entries()) {
      const at = empty[n]!;
      this.classes[at] = BigInt(id - 1);
      this.presence[at] = 0;
      this.presenceWeight[at] = (absentWeight * absent.length) / chosen.length;
    }
  }

  private setBox(at: number, { edges, weight }: ClassTarget, bins: number): void {
    for (const [edge, share] of edges!.entries())
      this.edges[at * 4 + edge] = Math.min(bins - 1, Math.max(0, share * bins));
    this.boxWeight[at] = weight;
  }

  /** Weights of a step add up to 1, so that the rate means the same for every batch. */
  private normalise(step: number): void {
    const { slices, slots, boxSlots } = this.deps.batch;
    for (const [weights, size] of [
      [this.presenceWeight, slices * slots],
      [this.boxWeight, slices * boxSlots],
    ] as const) {
      const own = weights.subarray(step * size, (step + 1) * size);
      const total = own.reduce((sum, weight) => sum + weight, 0);
      if (total > 0) for (let at = 0; at < size; at += 1) own[at]! /= total;
    }
  }

  private feeds(): Feeds {
    const { shape, batch, steps } = this.deps;
    const { slices, slots, boxSlots } = batch;
    const floats = (data: Float32Array, ...dims: number[]): Tensor => ({
      type: 'float32',
      dims: [steps, slices, ...dims],
      data,
    });
    return {
      features: {
        type: 'float16',
        dims: [steps, slices, shape.tokens, shape.features],
        data: this.features,
      },
      classes: { type: 'int64', dims: [steps, slices, slots], data: this.classes },
      presence: floats(this.presence, slots),
      presence_weight: floats(this.presenceWeight, slots),
      edges: floats(this.edges, boxSlots, 4),
      box_weight: floats(this.boxWeight, boxSlots),
    };
  }
}

const isBoxTask = (task: Draw['task']): boolean => task === 'grounding';

/** For its boxes a slice is asked about those first; for presence about everything that is known, without boxes. */
function slotsOf(
  { known }: TrainingSample,
  task: Draw['task'],
  { slots, boxSlots }: BatchShape,
  random: () => number,
): { readonly boxes: readonly ClassTarget[]; readonly others: readonly ClassTarget[] } {
  if (!isBoxTask(task)) return { boxes: [], others: someOf(known, slots, random) };
  const withBox = known.filter(({ edges }) => edges !== null);
  const boxes = someOf(withBox, boxSlots, random);
  const rest = known.filter((target) => !boxes.includes(target));
  return { boxes, others: someOf(rest, slots - boxSlots, random) };
}

/** At most so many, drawn without order where there are more. */
function someOf<T>(all: readonly T[], count: number, random: () => number): readonly T[] {
  if (all.length <= count) return all;
  const left = [...all];
  for (let at = 0; at < count; at += 1) {
    const other = at + Math.floor(random() * (left.length - at));
    [left[at], left[other]] = [left[other]!, left[at]!];
  }
  return left.slice(0, count);
}
