import { seededRandom } from '../../../shared/lib/random.ts';
import type { Tissue } from './structure.ts';
import type { PaintedVolume } from './grid.ts';

/**
 * Mean CT number in HU (portal venous phase) and relative T1-weighted MR signal of each tissue. Textbook
 * values, rounded: enough that windows, contrasts and neighbours look right.
 */
const LOOK: Readonly<Record<Tissue, { hu: number; signal: number }>> = {
  air: { hu: -1000, signal: 4 },
  lung: { hu: -840, signal: 14 },
  fat: { hu: -98, signal: 420 },
  muscle: { hu: 56, signal: 150 },
  liver: { hu: 112, signal: 238 },
  spleen: { hu: 124, signal: 172 },
  kidney: { hu: 176, signal: 184 },
  pancreas: { hu: 92, signal: 226 },
  gland: { hu: 74, signal: 176 },
  bowel: { hu: 36, signal: 132 },
  fluid: { hu: 8, signal: 62 },
  blood: { hu: 158, signal: 74 },
  heart: { hu: 104, signal: 148 },
  cord: { hu: 38, signal: 168 },
  disc: { hu: 82, signal: 118 },
  cartilage: { hu: 110, signal: 128 },
  spongiosa: { hu: 232, signal: 296 },
  cortex: { hu: 560, signal: 44 },
  lesion: { hu: 58, signal: 128 },
  stone: { hu: 940, signal: 10 },
};

/** Order of the tissue indices in a painted volume. */
export const TISSUES = Object.keys(LOOK) as Tissue[];

const CT_NOISE_HU = 13;
const MR_NOISE = 9;

/** CT numbers in HU, int16: tissue means, softened by one in-plane 3-tap pass, plus gaussian noise. */
export function ctNumbers(volume: PaintedVolume, seed: number): Int16Array {
  const means = TISSUES.map((tissue) => LOOK[tissue].hu);
  const noise = gaussianTable(seed, CT_NOISE_HU);
  return render(
    volume,
    (tissue) => means[tissue]!,
    (value, _x, draw) => Math.round(value + noise[draw]!),
  );
}

/** T1-like MR signal, int16 ≥ 0, with the smooth shading of a surface coil. */
export function mrSignal(volume: PaintedVolume, seed: number): Int16Array {
  const means = TISSUES.map((tissue) => LOOK[tissue].signal);
  const noise = gaussianTable(seed, MR_NOISE);
  const nx = volume.grid.dims[0];
  return render(
    volume,
    (tissue) => means[tissue]!,
    (value, x, draw) => Math.max(0, Math.round(value * (1.12 - 0.28 * (x / nx)) + noise[draw]!)),
  );
}

const TABLE_SIZE = 1 << 16;

/** Precomputed normal deviates (Box-Muller): drawing millions one by one would take the seconds a start must not. */
function gaussianTable(seed: number, sigma: number): Float32Array {
  const random = seededRandom(seed);
  return Float32Array.from(
    { length: TABLE_SIZE },
    () => sigma * Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random()),
  );
}

function render(
  { grid, tissues }: PaintedVolume,
  mean: (tissue: number) => number,
  finish: (value: number, x: number, draw: number) => number,
): Int16Array {
  const [nx, ny, nz] = grid.dims;
  const out = new Int16Array(nx * ny * nz);
  let state = 1;
  for (let row = 0; row < ny * nz; row += 1) {
    const j = row % ny;
    const up = j > 0 ? -nx : 0;
    const down = j < ny - 1 ? nx : 0;
    for (let i = 0, voxel = row * nx; i < nx; i += 1, voxel += 1) {
      const left = i > 0 ? voxel - 1 : voxel;
      const right = i < nx - 1 ? voxel + 1 : voxel;
      const soft =
        0.5 * mean(tissues[voxel]!) +
        0.125 *
          (mean(tissues[left]!) +
            mean(tissues[right]!) +
            mean(tissues[voxel + up]!) +
            mean(tissues[voxel + down]!));
      // xorshift picks from the table in an order that no eye sees repeat
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      out[voxel] = finish(soft, i, (state >>> 8) & (TABLE_SIZE - 1));
    }
  }
  return out;
}
