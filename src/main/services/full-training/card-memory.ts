import type {
  CheckItem,
  MemoryCheck,
  Recipe,
  TrainerPreset,
} from '../../../shared/contract/full-training.ts';
import { type MemoryPlan, estimatedGib, memoryAdvice } from '../../../shared/domain/training/gpu-memory.ts';

const GIB = 2 ** 30;
const rounded = (gib: number): number => Math.round(gib * 10) / 10;

/** The published trainer knows no adapters and no other precision. */
export function planOf(
  { method, batchSize, accumulation, optimizer, precision, gradientCheckpointing }: Recipe,
  preset: TrainerPreset,
): MemoryPlan {
  const rest = { batchSize, accumulation, optimizer, gradientCheckpointing };
  return preset === 'published'
    ? { ...rest, method: 'full', precision: 'bf16' }
    : { ...rest, method, precision };
}

/**
 * Whether a training fits the smallest card, and what would. Never needed: it is an estimate, and PyTorch gives back what it keeps before
 * it gives up.
 *
 * @param cards Bytes of each
 * @param parameters Of the base
 */
export function memoryItem(cards: readonly number[], plan: MemoryPlan, parameters: number): CheckItem {
  const there = Math.min(...cards) / GIB;
  const advice = memoryAdvice(plan, parameters, there);
  const fitting = 'plan' in advice ? advice : { plan, gib: estimatedGib(plan, parameters) };
  const { batchSize, accumulation } = fitting.plan;
  const memory: MemoryCheck = {
    neededGib: rounded(estimatedGib(plan, parameters)),
    thereGib: rounded(there),
    advice: advice.kind,
    batchSize,
    accumulation,
    fittingGib: rounded(fitting.gib),
  };
  const detail = `${memory.neededGib} GiB / ${memory.thereGib} GiB`;
  return { name: 'gpuMemory', ok: advice.kind === 'fits', detail, needed: false, memory };
}
