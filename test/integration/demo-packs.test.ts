import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Graph } from '../../src/main/compute/graph.ts';
import { openGraph } from '../../src/main/compute/session.ts';
import { checkPack } from '../../src/main/formats/model-pack/check-pack.ts';
import type {
  ChannelNormalization,
  SegmentationPart,
} from '../../src/main/formats/model-pack/segmentation-manifest.ts';
import type { Grid } from '../../src/main/services/demo/grid.ts';
import { type ClassName, type Modality, idOf } from '../../src/shared/domain/anatomy/classes.ts';
import { CPU, DEMO_PACKS, manifestOf } from '../support/demo-packs.ts';
import { demoPhantom, dice } from '../support/demo-phantom.ts';

const packs = readdirSync(DEMO_PACKS);

describe('packs that come with the program', () => {
  it.each(packs)(
    '%s passes the checks of any pack, is small, and says what it does not know',
    async (name) => {
      const { manifest } = await checkPack(join(DEMO_PACKS, name), {
        // A checkout may store its files so.
        allowHardLinks: true,
        signal: new AbortController().signal,
        progress: () => {},
      });
      expect(manifest.name).toBe(name);
      expect(manifest.files.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThan(4.5e6);
      expect(manifest.limits.de).toContain('Phantom');
      expect(manifest.limits.en).toContain('phantom');
    },
  );

  it('makes no more than a few megabytes in all', () => {
    const bytes = packs.flatMap((name) => manifestOf(name).files.map((file) => file.bytes));
    expect(bytes.reduce((sum, one) => sum + one, 0)).toBeLessThan(8e6);
  });
});

/** The phantom painted on the network's own grid: one tile, in RAS as the network wants it. */
async function segmentTile(
  part: SegmentationPart,
  graph: Graph,
  modality: Modality,
  bottomMm: number,
): Promise<{ found: Uint8Array; truth: Uint8Array }> {
  const [nz, ny, nx] = part.patch;
  const [, , mm] = part.spacingMm;
  const grid: Grid = {
    dims: [nx, ny, nz],
    spacing: [mm, mm, mm],
    origin: [(-mm * (nx - 1)) / 2, (-mm * (ny - 1)) / 2, bottomMm],
  };
  const { image, labels } = demoPhantom(modality, grid);
  // A half turn about z brings LPS to RAS: within each slice, from the last voxel to the first.
  const turned = <T extends Int16Array | Uint8Array>(volume: T): T => {
    const out = volume.slice() as T;
    for (let z = 0; z < nz; z += 1) out.subarray(z * nx * ny, (z + 1) * nx * ny).reverse();
    return out;
  };
  const input = normalised(turned(image), part.channels[0]!);
  const { name } = graph.inputs[0]!;
  const outputs = await graph.run({
    [name]: { type: 'float32', dims: [1, 1, nz, ny, nx], data: input },
  });
  const logits = Object.values(outputs)[0]!;
  expect(logits.dims).toEqual([1, part.labels.length, nz, ny, nx]);
  return { found: labelsOf(logits.data as Float32Array, part.labels), truth: turned(labels) };
}

function normalised(image: Int16Array, channel: ChannelNormalization): Float32Array {
  const values = Float32Array.from(image);
  if (channel.scheme === 'CTNormalization') {
    const { percentile005, percentile995, mean, std } = channel;
    return values.map((value) => (Math.min(percentile995, Math.max(percentile005, value)) - mean) / std);
  }
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const std = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
  return values.map((value) => (value - mean) / std);
}

/** The likeliest head's label at each voxel. */
function labelsOf(logits: Float32Array, labels: readonly number[]): Uint8Array {
  const voxels = logits.length / labels.length;
  return Uint8Array.from({ length: voxels }, (_, at) => {
    let best = 0;
    for (let head = 1; head < labels.length; head += 1)
      if (logits[head * voxels + at]! > logits[best * voxels + at]!) best = head;
    return labels[best]!;
  });
}

const EXPECTED: readonly {
  name: string;
  modality: Modality;
  bottomMm: number;
  dice: Partial<Record<ClassName, number>>;
}[] = [
  {
    name: 'demo-phantom-segmentation',
    modality: 'CT',
    bottomMm: 90,
    dice: { liver: 0.8, spleen: 0.7, kidney_left: 0.7, kidney_right: 0.7, aorta: 0.5 },
  },
  {
    name: 'demo-phantom-segmentation-mr',
    modality: 'MR',
    bottomMm: 60,
    dice: { liver: 0.8, spleen: 0.7, kidney_left: 0.7, kidney_right: 0.7, aorta: 0.5 },
  },
];

describe('the demo segmentation', () => {
  it.each(EXPECTED)('$name finds organs on a patient it has not seen', async (expected) => {
    const { segmentation } = manifestOf<'segmentation'>(expected.name);
    const [part] = segmentation.parts as [SegmentationPart];
    expect(part.labels.length).toBeGreaterThan(20);
    const graph = await openGraph(join(DEMO_PACKS, expected.name, part.onnx), CPU);
    const { found, truth } = await segmentTile(part, graph, expected.modality, expected.bottomMm);
    await graph.release();
    for (const [organ, atLeast] of Object.entries(expected.dice))
      expect(dice(found, truth, idOf(organ as ClassName)), organ).toBeGreaterThan(atLeast);
  });
});
