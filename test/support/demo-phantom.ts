import { anatomy } from '../../src/main/services/demo/anatomy.ts';
import type { Grid } from '../../src/main/services/demo/grid.ts';
import { paint } from '../../src/main/services/demo/paint.ts';
import { ctNumbers, mrSignal } from '../../src/main/services/demo/tissue.ts';
import type { ClassId, Modality } from '../../src/shared/domain/anatomy/classes.ts';
import { seededRandom } from '../../src/shared/lib/random.ts';

/** The demo's first patient on any grid, in LPS order with x fastest: HU or signal, and the true unified class ids. */
export interface DemoPhantom {
  readonly image: Int16Array;
  readonly labels: Uint8Array;
}

const PATIENT_SEED = 1000;

export function demoPhantom(modality: Modality, grid: Grid): DemoPhantom {
  const random = seededRandom(PATIENT_SEED);
  const painted = paint(
    anatomy((mm) => (2 * random() - 1) * mm),
    grid,
  );
  const image = modality === 'CT' ? ctNumbers(painted, 1) : mrSignal(painted, 2);
  return { image, labels: painted.labels };
}

/** Pixels that both sets have, twice, by the pixels of both; 1 where neither has any. */
export function dice(found: Uint8Array, truth: Uint8Array, id: ClassId): number {
  let [both, all] = [0, 0];
  for (let at = 0; at < truth.length; at += 1) {
    if (found[at] === id) all += 1;
    if (truth[at] === id) all += 1;
    if (found[at] === id && truth[at] === id) both += 1;
  }
  return all === 0 ? 1 : (2 * both) / all;
}
