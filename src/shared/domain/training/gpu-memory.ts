/** What of a recipe decides how much of a graphics card a training takes. */
export interface MemoryPlan {
  readonly method: 'lora' | 'full';
  /** Samples a card and a forward pass. */
  readonly batchSize: number;
  /** Forward passes a step. */
  readonly accumulation: number;
  readonly optimizer: 'adafactor' | 'adamw';
  readonly precision: 'bf16' | 'fp32';
  readonly gradientCheckpointing: boolean;
}

/** What to do about a card: nothing, fewer samples a pass, fewer of what is kept for the way back, adapters, another card. */
export type MemoryAdvice =
  | { readonly kind: 'fits' }
  | { readonly kind: 'batch' | 'checkpointing' | 'lora'; readonly plan: MemoryPlan; readonly gib: number }
  | { readonly kind: 'none' };

/**
 * GiB that PyTorch took of a card at most by samples a pass, PaliGemma-2-3B, bf16, Adafactor, 349 tokens a sample (docs/gpu.md, 27
 * November 2026, one H200). What was not measured stands in `estimatedGib`.
 */
const MEASURED = {
  lora: [
    [1, 10.5],
    [8, 34.5],
    [24, 61.4],
    [64, 131.8],
  ],
  loraWithoutCheckpointing: [
    [8, 45],
    [24, 93.7],
  ],
  full: [
    [1, 23.1],
    [24, 59.6],
  ],
} as const satisfies Readonly<Record<string, readonly (readonly [samples: number, gib: number])[]>>;

/** Parameters of the network that was measured: PaliGemma-2-3B with the detection variant's vocabulary. */
export const MEASURED_PARAMETERS = 3.03e9;
/** What AdamW's two moments took more than Adafactor's sums where all weights are trained and few samples hide it, GiB. */
const ADAMW_FULL = 9.1;
/** By how much eight samples of LoRA grew with weights in float32. */
const FP32_LORA = 42.4 / 34.5;
/** Weights, gradients and sums of twice the size; not measured. */
const FP32_FULL = 2;

/**
 * Memory that a training will take of each card, GiB: linear between the measured numbers of samples, in proportion to the parameters of
 * the base. An estimate: longer texts take more, another card or version of PyTorch may keep more or less for reuse.
 */
export function estimatedGib(plan: MemoryPlan, parameters: number): number {
  const { method, batchSize, optimizer, precision, gradientCheckpointing } = plan;
  const lora = at(MEASURED.lora, batchSize);
  // Whole training without checkpointing was not measured; what it keeps for the way back is what adapters keep.
  const kept = gradientCheckpointing
    ? 0
    : Math.max(0, at(MEASURED.loraWithoutCheckpointing, batchSize) - lora);
  const isFull = method === 'full';
  const trained = isFull ? at(MEASURED.full, batchSize) : lora;
  const moments = isFull && optimizer === 'adamw' ? ADAMW_FULL : 0;
  const wide = precision === 'bf16' ? 1 : isFull ? FP32_FULL : FP32_LORA;
  return ((trained + kept + moments) * wide * parameters) / MEASURED_PARAMETERS;
}

/** On a straight line through the two measured neighbours, or the two nearest ones. */
function at(points: readonly (readonly [number, number])[], samples: number): number {
  const next = points.findIndex(([one]) => one >= samples);
  const upper = Math.max(1, next < 0 ? points.length - 1 : next);
  const [[x1, y1], [x2, y2]] = [points[upper - 1]!, points[upper]!];
  return y1 + ((samples - x1) / (x2 - x1)) * (y2 - y1);
}

/** What can be done where a training takes more than a card has. @param gib Memory of the smallest card */
export function memoryAdvice(plan: MemoryPlan, parameters: number, gib: number): MemoryAdvice {
  if (estimatedGib(plan, parameters) <= gib) return { kind: 'fits' };
  const sparing = { ...plan, gradientCheckpointing: true };
  const ways = [
    ['batch', plan],
    ['checkpointing', sparing],
    ['lora', { ...sparing, method: 'lora' }],
  ] as const;
  for (const [kind, way] of ways) {
    const fitting = withinCard(way, parameters, gib);
    if (fitting) return { kind, plan: fitting, gib: estimatedGib(fitting, parameters) };
  }
  return { kind: 'none' };
}

/** The most samples a pass with which as many are learned from in a step, in more passes. */
function withinCard(plan: MemoryPlan, parameters: number, gib: number): MemoryPlan | undefined {
  const samples = plan.batchSize * plan.accumulation;
  for (let batchSize = plan.batchSize; batchSize > 0; batchSize -= 1) {
    const fewer = { ...plan, batchSize, accumulation: samples / batchSize };
    if (samples % batchSize === 0 && estimatedGib(fewer, parameters) <= gib) return fewer;
  }
  return undefined;
}
