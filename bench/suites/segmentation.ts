import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MANIFEST_FILE } from '../../src/main/formats/model-pack/manifest.ts';
import {
  type SegmentationPlan,
  SegmentationSchema,
} from '../../src/main/formats/model-pack/segmentation-manifest.ts';
import { SECOND_SLOT_BYTES } from '../../src/main/compute/segmentation/slab-thread.ts';
import { planTiles } from '../../src/main/compute/segmentation/network-image.ts';
import { type Dims3, voxelsOf } from '../../src/shared/domain/segmentation/grid.ts';
import { SlabAccumulator } from '../../src/shared/domain/segmentation/slab.ts';
import { zoomedDims } from '../../src/shared/domain/segmentation/zoom.ts';
import { DEMO_PACKS } from '../../test/support/demo-packs.ts';
import { type Figure, type Suite, atMost } from '../figure.ts';
import { type BenchVolume, middle, trunk, writeUpsampled } from '../support/bench-volume.ts';
import { inScratch } from '../support/scratch.ts';
import { writeReleasedPack } from '../support/released-pack.ts';
import { type SegmentationRun, segmentFile } from '../support/segmentation-run.ts';

interface Case {
  readonly name: string;
  readonly pack: string;
  readonly volume: BenchVolume;
  /** Voxels of the file for each of the volume's. */
  readonly times: Dims3;
}

/**
 * The command's whole way from a file to a label map against the time that ONNX Runtime needs for the network itself, and its memory
 * against what docs/segmentation.md says. In the program a network gets all cores but one; here, too.
 */
export const segmentation: Suite = {
  name: 'segmentation',
  title: "file to label map against the network's own run time, and its memory against the stated bound",
  run: (say) =>
    inScratch(async (dir) => {
      const figures: Figure[] = [];
      for (const one of await cases(dir)) figures.push(...(await measure(dir, one, say)));
      return figures;
    }),
};

async function cases(dir: string): Promise<Case[]> {
  const whole = await trunk();
  return [
    {
      name: 'network of released size',
      pack: writeReleasedPack(join(dir, 'released')),
      // Four tiles of 128 x 128 x 128 in 1.5 mm: two deep, so that the slab rolls, and two wide.
      volume: middle(whole, [100, 64, 112]),
      times: [4, 4, 2],
    },
    {
      name: 'demo pack',
      pack: join(DEMO_PACKS, 'demo-phantom-segmentation'),
      // Its network is small and coarse: a person four times as tall gives it a hundred tiles.
      volume: { ...whole, spacing: [12, 12, 12], name: `${whole.name}, four times as large` },
      times: [2, 2, 1],
    },
  ];
}

async function measure(
  dir: string,
  { name, pack, volume, times }: Case,
  say: (line: string) => void,
): Promise<Figure[]> {
  const file = join(dir, 'volume.nii.gz');
  const dims = writeUpsampled(file, volume, times);
  say(`${name}: ${dims.join(' x ')} voxels, made of ${volume.name}`);
  const run = await segmentFile(dir, pack, file);
  const spacing: Dims3 = [
    volume.spacing[0] / times[0],
    volume.spacing[1] / times[1],
    volume.spacing[2] / times[2],
  ];
  return [
    {
      name: `${name}: wall time / sum of its run times`,
      value: run.wall / run.network,
      unit: 'x',
      goal: atMost(1.15),
      note: `${run.tiles} tiles of ${(run.network / run.tiles).toFixed(2)} s; ${run.wall.toFixed(1)} s in all; ${dims.join(' x ')} voxels`,
    },
    ...memoryFigures(name, run, statedBound({ pack, dims, spacing, threads: run.threads })),
  ];
}

function memoryFigures(name: string, { peak }: SegmentationRun, bound: number): Figure[] {
  // Only Linux tells what another process has held at most.
  if (peak === undefined) return [];
  const inMb = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`;
  return [
    {
      name: `${name}: peak memory of its process / stated bound`,
      value: peak / bound,
      unit: 'x',
      goal: atMost(1),
      note: `${inMb(peak)} of ${inMb(bound)}`,
    },
  ];
}

/** Of the program beside the network, and of what waits to be collected. */
const REST_BYTES = 100e6;

/** docs/segmentation.md, "Memory", for a pack of one part on a volume of int16. Bytes. */
function statedBound(given: {
  readonly pack: string;
  readonly dims: Dims3;
  readonly spacing: Dims3;
  readonly threads: number;
}): number {
  const plan = planOf(given.pack);
  const [part] = plan.parts;
  const grid = zoomedDims(given.dims, given.spacing, plan.resample.spacingMm);
  const { padded, patch } = planTiles(grid, part!, plan.stepSize);
  const heads = part!.labels.length;
  const alone = execFileSync(
    process.execPath,
    [
      join(import.meta.dirname, '..', 'support', 'one-tile-child.ts'),
      join(given.pack, part!.onnx),
      ...[heads, ...patch, given.threads].map(String),
    ],
    { encoding: 'utf8' },
  );
  const logits = 4 * heads * voxelsOf(patch);
  const second = logits <= SECOND_SLOT_BYTES ? logits : 0;
  const slab = SlabAccumulator.bytes({ heads, size: padded, patch });
  return Number(alone) + REST_BYTES + second + slab + 16 * voxelsOf(grid) + 2 * voxelsOf(given.dims);
}

function planOf(pack: string): SegmentationPlan {
  const manifest = JSON.parse(readFileSync(join(pack, MANIFEST_FILE), 'utf8')) as { segmentation: unknown };
  return SegmentationSchema.parse(manifest.segmentation);
}
