import { type Box, boxIou } from '../../../shared/domain/grounding/box.ts';
import type { ClassTarget } from '../../../shared/domain/training/targets.ts';
import { type Graph, type Tensor, outputOf } from '../graph.ts';
import { SLOTS, type TrainingSample } from './batches.ts';
import type { HeadShape } from './head-parameters.ts';

/** Slices that are looked at side by side. */
export const VALIDATION_BATCH = 8;

export interface Score {
  /** Mean IoU of the boxes that are known, each with its weight. */
  readonly iou: number;
  /** Mean cross-entropy of presence over what is known or assumed. */
  readonly presence: number;
}

interface Row {
  readonly sample: TrainingSample;
  readonly targets: readonly ClassTarget[];
}

/** Measures a head on slices that it does not train on. */
export class Validation {
  private readonly rows: readonly Row[];
  private readonly shape: HeadShape;

  /** @param absentWeight Of classes that are only assumed to be absent; they take the slots that are left. */
  constructor(samples: readonly TrainingSample[], shape: HeadShape, absentWeight: number) {
    this.shape = shape;
    this.rows = samples.flatMap((sample) => rowsOf(sample, absentWeight));
  }

  /** @param graph A `scoringModel` of `VALIDATION_BATCH` slices and `SLOTS` slots @throws AppError compute.* */
  async score(graph: Graph, parameters: Readonly<Record<string, Tensor>>): Promise<Score> {
    const sums = { iou: 0, boxes: 0, presence: 0, weight: 0 };
    for (let first = 0; first < this.rows.length; first += VALIDATION_BATCH) {
      const rows = this.rows.slice(first, first + VALIDATION_BATCH);
      const outputs = await graph.run(
        { ...parameters, ...this.feeds(rows) },
        { outputs: ['presence', 'boxes'] },
      );
      const presence = outputOf(outputs, 'presence', 'float32').data;
      const boxes = outputOf(outputs, 'boxes', 'float32').data;
      for (const [at, { targets }] of rows.entries())
        for (const [slot, target] of targets.entries()) {
          const place = at * SLOTS + slot;
          addPresence(sums, target, presence[place]!);
          if (target.edges) addBox(sums, target, boxes.subarray(place * 4, place * 4 + 4));
        }
    }
    return { iou: sums.iou / (sums.boxes || 1), presence: sums.presence / (sums.weight || 1) };
  }

  private feeds(rows: readonly Row[]): Record<string, Tensor> {
    const { tokens, features } = this.shape;
    const data = new Uint16Array(VALIDATION_BATCH * tokens * features);
    const classes = new BigInt64Array(VALIDATION_BATCH * SLOTS);
    for (const [at, { sample, targets }] of rows.entries()) {
      data.set(sample.features, at * tokens * features);
      for (const [slot, { classId }] of targets.entries()) classes[at * SLOTS + slot] = BigInt(classId - 1);
    }
    return {
      features: { type: 'float16', dims: [VALIDATION_BATCH, tokens, features], data },
      classes: { type: 'int64', dims: [VALIDATION_BATCH, SLOTS], data: classes },
    };
  }
}

/** A slice with more classes than slots takes several rows; absent ones fill the last, spread over all of them. */
function rowsOf(sample: TrainingSample, absentWeight: number): Row[] {
  const rows: Row[] = [];
  for (let first = 0; first < sample.known.length; first += SLOTS)
    rows.push({ sample, targets: sample.known.slice(first, first + SLOTS) });
  const last = rows.pop();
  if (!last) return [];
  const free = Math.min(SLOTS - last.targets.length, sample.assumedAbsent.length);
  const absent = Array.from({ length: free }, (_, n): ClassTarget => ({
    classId: sample.assumedAbsent[Math.floor((n * sample.assumedAbsent.length) / free)]!,
    isPresent: false,
    weight: absentWeight,
    edges: null,
  }));
  return [...rows, { sample, targets: [...last.targets, ...absent] }];
}

function addPresence(
  sums: { presence: number; weight: number },
  { isPresent, weight }: ClassTarget,
  probability: number,
): void {
  const right = Math.max(1e-7, isPresent ? probability : 1 - probability);
  sums.presence -= weight * Math.log(right);
  sums.weight += weight;
}

function addBox(
  sums: { iou: number; boxes: number },
  { edges, weight }: ClassTarget,
  predicted: Float32Array,
): void {
  const box = [...predicted] as unknown as Box;
  sums.iou += weight * boxIou(box, edges!);
  sums.boxes += weight;
}
