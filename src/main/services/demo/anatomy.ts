import type { Structure } from './structure.ts';
import { abdomen } from './tables/anatomy-abdomen.ts';
import { pelvis } from './tables/anatomy-pelvis.ts';
import { skeleton } from './tables/anatomy-skeleton.ts';
import { thorax } from './tables/anatomy-thorax.ts';

/** All structures in painting order; `vary(mm)` draws a symmetric random offset so that patients differ. */
export function anatomy(vary: (mm: number) => number): Structure[] {
  return [...pelvis(vary), ...thorax(vary), ...abdomen(vary), ...skeleton(vary)];
}
