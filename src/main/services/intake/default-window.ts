import type { Modality } from '../../../shared/domain/anatomy/classes.ts';

export interface Window {
  readonly center: number;
  readonly width: number;
}

/** OHIF's soft-tissue window, HU. */
const CT_WINDOW: Window = { center: 40, width: 400 };

/** The window a slice opens in: soft tissue for CT; for MR, whose grey values have no unit, the 1st to 99th percentile. */
export function defaultWindow(modality: Modality, samples: Int16Array | Float32Array): Window {
  if (modality === 'CT' || samples.length === 0) return CT_WINDOW;
  const sorted = samples.toSorted();
  const at = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))]!;
  const [low, high] = [at(0.01), at(0.99)];
  return { center: (low + high) / 2, width: Math.max(1, high - low) };
}
