import { encodeModel } from '../../src/main/formats/onnx/encode-model.ts';
import type { OnnxModel, OnnxNode } from '../../src/main/formats/onnx/model.ts';
import { OPSETS, segmentationPack, writePack } from './model-packs.ts';

const PATCH = [8, 8, 8] as const;

export interface MarkerPart {
  /** Labels of voxels above and below 0; 0 itself is background. */
  readonly above: number;
  readonly below: number;
  /** Makes each tile take so many convolutions of 64 channels more, whose result counts for nothing. */
  readonly ballast?: number;
}

export interface MarkerPack {
  readonly parts: readonly MarkerPart[];
  readonly modality?: 'CT' | 'MR';
  readonly spacingMm?: readonly [number, number, number];
  readonly version?: string;
  readonly patch?: number;
}

/** A pack whose networks look at nothing but a voxel's sign, so that everybody can say what comes out. @returns its folder */
export function writeMarkerPack(dir: string, options: MarkerPack): string {
  const { parts, modality = 'CT', spacingMm = [2, 2, 3], version = '1.0.0' } = options;
  const patch = options.patch ? [options.patch, options.patch, options.patch] : [...PATCH];
  const { manifest, files } = segmentationPack();
  const license = files.get('LICENSE.txt')!;
  const names = parts.map((_, n) => `onnx/part${n}.onnx`);
  return writePack(dir, {
    manifest: {
      ...manifest,
      name: 'marker',
      version,
      segmentation: {
        modality,
        labelSpace: modality === 'MR' ? 'total_mr' : 'unified',
        resample: { spacingMm, order: 1 },
        stepSize: 0.5,
        split: null,
        parts: parts.map(({ above, below }, n) => ({
          datasetId: 0,
          onnx: names[n],
          patch,
          spacingMm: spacingMm.toReversed(),
          transposeForward: [0, 1, 2],
          channels: [{ scheme: 'NoNormalization' }],
          labels: [0, above, below],
        })),
      },
    },
    files: new Map([
      ...parts.map(({ ballast = 0 }, n) => [names[n]!, encodeModel(markerModel(patch, ballast))] as const),
      ['LICENSE.txt', license],
    ]),
  });
}

/** Logits 0, v and -v, after as much useless work as is wanted. */
function markerModel(patch: readonly number[], ballast: number): OnnxModel {
  const convolution = (input: string, weights: string, output: string): OnnxNode => ({
    op: 'Conv',
    inputs: [input, weights],
    outputs: [output],
  });
  const heavy = Array.from({ length: ballast }, (_, n) =>
    convolution(n === 0 ? 'spread' : `heavy${n - 1}`, 'mix', `heavy${n}`),
  );
  const [wide, last] = [64, `heavy${ballast - 1}`];
  const nodes: OnnxNode[] =
    ballast === 0
      ? [convolution('image', 'weights', 'logits')]
      : [
          convolution('image', 'widen', 'spread'),
          ...heavy,
          convolution('image', 'weights', 'marks'),
          convolution(last, 'narrow', 'nothing'),
          { op: 'Add', inputs: ['marks', 'nothing'], outputs: ['logits'] },
        ];
  const tensor = (name: string, dims: number[], fill: (at: number) => number) => {
    const data = Float32Array.from({ length: dims.reduce((a, b) => a * b, 1) }, (_, at) => fill(at));
    return { name, type: 'float32', dims, data } as const;
  };
  const unused = [
    tensor('widen', [wide, 1, 1, 1, 1], () => 0),
    tensor('mix', [wide, wide, 1, 1, 1], () => 0),
    tensor('narrow', [3, wide, 1, 1, 1], () => 0),
  ];
  return {
    opsets: OPSETS,
    graph: {
      name: 'marker',
      nodes,
      initializers: [
        tensor('weights', [3, 1, 1, 1, 1], (at) => [0, 1, -1][at]!),
        ...(ballast > 0 ? unused : []),
      ],
      inputs: [{ name: 'image', type: 'float32', dims: [1, 1, ...patch] }],
      outputs: [{ name: 'logits', type: 'float32', dims: [1, 3, ...patch] }],
    },
  };
}
