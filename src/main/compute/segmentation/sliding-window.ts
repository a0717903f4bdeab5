import { AppError } from '../../../shared/contract/app-error.ts';
import { type Dims3, type Grid, voxelsOf } from '../../../shared/domain/segmentation/grid.ts';
import { NotFiniteError } from '../../../shared/domain/segmentation/slab.ts';
import type { SegmentationPart } from '../../formats/model-pack/segmentation-manifest.ts';
import { type Graph, outputOf } from '../graph.ts';
import { type TilePlan, fillTile, normalisedImage } from './network-image.ts';
import { openSlab } from './slab-here.ts';

interface WindowOptions {
  readonly part: SegmentationPart;
  readonly plan: TilePlan;
  readonly signal: AbortSignal;
  readonly onTile: () => void;
}

/**
 * Runs a network over a case tile by tile, as nnU-Net's predictor does without mirroring. Tiles are added up in a thread beside
 * it, while the network computes the next one.
 *
 * Memory beside the image: its normalised copy (4 bytes a voxel), the slab (see SlabAccumulator) and the logits of one tile, or of two
 * where they are small (heads * patch * 4 bytes); the signal is looked at before each tile.
 *
 * @returns label of the task for each voxel of the case, in the case's own order
 * @throws AppError compute.*, segmentation.not-finite; the signal's reason
 */
export async function slideOver(graph: Graph, image: Grid, options: WindowOptions): Promise<Uint8Array> {
  const { part, plan } = options;
  const labels = new Uint8Array(image.data.length);
  const run = tileRunner(graph, normalisedImage(image, part), options);
  const shape = { heads: part.labels.length, size: plan.padded, patch: plan.patch };
  const slab = await openSlab(shape, (row, decided) => writeRow(labels, plan, row, { decided, part }));
  try {
    for (const a of plan.starts[0]) {
      slab.decide(a);
      for (const b of plan.starts[1])
        for (const c of plan.starts[2]) {
          await run([a, b, c], await slab.room());
          slab.add([a, b, c]);
        }
    }
    slab.decide(plan.padded[0]);
    await slab.decidedTo(plan.padded[0]);
  } catch (error) {
    if (error instanceof NotFiniteError)
      throw new AppError('segmentation.not-finite', { part: part.onnx }, { cause: error });
    throw error;
  } finally {
    await slab.close();
  }
  return labels;
}

/** Writes the logits of the tile at a start into an array. */
function tileRunner(
  graph: Graph,
  image: Float32Array,
  { part, plan, signal, onTile }: WindowOptions,
): (start: Dims3, logits: Float32Array) => Promise<void> {
  const [input, output] = [graph.inputs[0]!, graph.outputs[0]!];
  const tile = new Float32Array(voxelsOf(plan.patch));
  const dims = [1, part.labels.length, ...plan.patch];
  if (output.dims.join() !== dims.join())
    throw new AppError('segmentation.wrong-output', { part: part.onnx, expected: part.labels.length });
  return async (start, logits) => {
    signal.throwIfAborted();
    fillTile(tile, image, plan, start);
    const feeds = { [input.name]: { type: 'float32', dims: [1, 1, ...plan.patch], data: tile } } as const;
    // Into the same few arrays: fresh ones, hundreds of megabytes each, would pile up until they are collected.
    const into = { [output.name]: { type: 'float32', dims, data: logits } } as const;
    const { data } = outputOf(await graph.run(feeds, { into }), output.name, 'float32');
    if (data !== logits) logits.set(data);
    onTile();
  };
}

/** One decided row of the first network axis, without its padding, into the case's order. */
function writeRow(
  labels: Uint8Array,
  { size, before, padded, strides }: TilePlan,
  row: number,
  { decided, part }: { decided: Uint8Array; part: SegmentationPart },
): void {
  const i = row - before[0];
  if (i < 0 || i >= size[0]) return;
  for (let j = 0; j < size[1]; j += 1) {
    const from = (j + before[1]) * padded[2] + before[2];
    const to = i * strides[0] + j * strides[1];
    for (let k = 0; k < size[2]; k += 1) labels[to + k * strides[2]] = part.labels[decided[from + k]!]!;
  }
}
