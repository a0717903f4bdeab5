import { describe, expect, it } from 'vitest';
import { type Dims3, voxelsOf } from '../../../shared/domain/segmentation/grid.ts';
import type { SegmentationPart, SegmentationPlan } from '../../formats/model-pack/segmentation-manifest.ts';
import type { Graph, Tensor } from '../graph.ts';
import { type SegmentHooks, segmentVolume } from './segment-volume.ts';

const PATCH = [8, 8, 8] as const;
const dims: Dims3 = [13, 9, 20];
const data = Int16Array.from({ length: voxelsOf(dims) }, (_, i) => ((i * 7919) % 200) - 100);

const part = (name: string, labels: number[], transposeForward: Dims3 = [0, 1, 2]): SegmentationPart => ({
  datasetId: 0,
  onnx: name,
  patch: [...PATCH],
  spacingMm: [1, 1, 1],
  transposeForward: transposeForward as [0, 1, 2],
  channels: [{ scheme: 'NoNormalization' }],
  labels,
});

const planOf = (parts: SegmentationPart[]): SegmentationPlan => ({
  modality: 'CT',
  labelSpace: 'unified',
  resample: { spacingMm: [1, 1, 1], order: 1 },
  stepSize: 0.5,
  split: null,
  parts,
});

/** A network that looks at one voxel only: head 1 above 40, head 2 below -60. */
function graph(onRun: () => void = () => undefined): Graph {
  const voxels = voxelsOf(PATCH);
  return {
    inputs: [{ name: 'image', type: 'float32', dims: [1, 1, ...PATCH] }],
    outputs: [{ name: 'logits', type: 'float32', dims: [1, 3, ...PATCH] }],
    run: (feeds) => {
      onRun();
      const image = feeds['image'] as Tensor & { data: Float32Array };
      const logits = new Float32Array(3 * voxels);
      for (let i = 0; i < voxels; i += 1) {
        logits[voxels + i] = image.data[i]! > 40 ? 4 : -4;
        logits[2 * voxels + i] = image.data[i]! < -60 ? 4 : -4;
      }
      return Promise.resolve({ logits: { type: 'float32', dims: [1, 3, ...PATCH], data: logits } });
    },
    release: () => Promise.resolve(),
  };
}

const hooks = (changes: Partial<SegmentHooks> = {}): SegmentHooks => ({
  signal: new AbortController().signal,
  openGraph: () => Promise.resolve(graph()),
  onTile: () => undefined,
  onPart: () => undefined,
  ...changes,
});

const request = (plan: SegmentationPlan) =>
  ({
    dir: '/pack',
    plan,
    dims,
    read: () => Promise.resolve(data.slice()),
    spacingMm: [1, 1, 1],
    finished: [],
  }) as const;

const expected = (high: number, low: number): Uint8Array =>
  Uint8Array.from(data, (value) => (value > 40 ? high : value < -60 ? low : 0));

describe('segmentVolume', () => {
  it.each([
    [0, 1, 2],
    [2, 0, 1],
    [1, 2, 0],
  ] as const)('gives each voxel its label where the network transposes by %i %i %i', async (...axes) => {
    const labels = await segmentVolume(request(planOf([part('a', [0, 5, 9], axes)])), hooks());
    expect(labels).toEqual(expected(5, 9));
  });

  it('works on a big volume in thirds with the same result', async () => {
    const plan = { ...planOf([part('a', [0, 5, 9])]), split: { voxels: 100, slices: 10, margin: 4 } };
    expect(await segmentVolume(request(plan), hooks())).toEqual(expected(5, 9));
  });

  it('pads a volume that is smaller than a patch', async () => {
    const small = { dims: [2, 3, 4], read: () => Promise.resolve(data.slice(0, 24)) } as const;
    const labels = await segmentVolume({ ...request(planOf([part('a', [0, 5, 9])])), ...small }, hooks());
    expect(labels).toEqual(expected(5, 9).slice(0, 24));
  });

  it('resumes with the parts that are finished', async () => {
    const plan = planOf([part('a', [0, 5, 9]), part('b', [0, 6, 0])]);
    const finished: Uint8Array[] = [];
    const whole = await segmentVolume(
      request(plan),
      hooks({ onPart: (index, labels) => (finished[index] = labels) }),
    );
    expect(whole).toEqual(expected(6, 9));
    const opened: string[] = [];
    const openGraph = (file: string): Promise<Graph> => {
      opened.push(file);
      return Promise.resolve(graph());
    };
    const resumed = await segmentVolume(
      { ...request(plan), finished: finished.slice(0, 1) },
      hooks({ openGraph }),
    );
    expect(resumed).toEqual(whole);
    expect(opened.map((file) => file.slice(-1))).toEqual(['b']);
  });

  it('counts its tiles and stops before the next one when cancelled', async () => {
    const abort = new AbortController();
    const seen: number[][] = [];
    const work = segmentVolume(
      request(planOf([part('a', [0, 5, 9])])),
      hooks({
        signal: abort.signal,
        openGraph: () => Promise.resolve(graph(() => abort.abort())),
        onTile: (done, total) => seen.push([done, total]),
      }),
    );
    await expect(work).rejects.toThrow('aborted');
    expect(seen).toEqual([
      [0, 24],
      [1, 24],
    ]);
  });

  it('refuses a pack that wants several images', async () => {
    const two = part('a', [0, 5, 9]);
    const plan = planOf([{ ...two, channels: [...two.channels, ...two.channels] }]);
    await expect(segmentVolume(request(plan), hooks())).rejects.toMatchObject({
      code: 'segmentation.channels',
    });
  });

  it('refuses a volume that is too thin and a network with other classes', async () => {
    const thin = { ...request(planOf([part('a', [0, 5, 9])])), spacingMm: [1, 1, 0.01] as const };
    await expect(segmentVolume(thin, hooks())).rejects.toMatchObject({ code: 'segmentation.too-thin' });
    await expect(segmentVolume(request(planOf([part('a', [0, 5])])), hooks())).rejects.toMatchObject({
      code: 'segmentation.wrong-output',
    });
  });
});
