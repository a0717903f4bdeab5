import { join } from 'node:path';
import { AppError } from '../../../shared/contract/app-error.ts';
import {
  type Dims3,
  type Grid,
  cutBox,
  flipFirstTwoAxes,
  pasteBox,
  voxelsOf,
} from '../../../shared/domain/segmentation/grid.ts';
import { type Chunk, chunksOf, mergeLabels } from '../../../shared/domain/segmentation/split.ts';
import {
  hasSpacing,
  zoomLinearToInt32,
  zoomNearest,
  zoomedDims,
} from '../../../shared/domain/segmentation/zoom.ts';
import type { SegmentationPart, SegmentationPlan } from '../../formats/model-pack/segmentation-manifest.ts';
import type { Graph } from '../graph.ts';
import { type Case, type TilePlan, caseOf, imageOf, planTiles, tileCount } from './network-image.ts';
import { slideOver } from './sliding-window.ts';

export interface SegmentRequest {
  /** Folder of a checked pack. */
  readonly dir: string;
  readonly plan: SegmentationPlan;
  /** LPS order, first axis fastest. */
  readonly dims: Dims3;
  /** Its samples; they are turned where they lie, and held only until they are on the network's grid. */
  readonly read: () => Promise<Grid['data']>;
  /** mm along each axis of the volume. */
  readonly spacingMm: Dims3;
  /** Labels on the network's grid of the first parts, from an earlier run on the same volume. */
  readonly finished: readonly Uint8Array[];
}

export interface SegmentHooks {
  readonly signal: AbortSignal;
  readonly openGraph: (file: string) => Promise<Graph>;
  readonly onTile: (done: number, total: number) => void;
  /** A part's labels on the network's grid, as soon as they are there: what `finished` takes. */
  readonly onPart: (index: number, labels: Uint8Array) => void;
}

/**
 * TotalSegmentator's path around nnU-Net: canonical RAS, resample, split, every part, merge, resample back.
 *
 * Memory: the volume until it is resampled; then the resampled one (4 bytes a voxel), two label volumes of it (1 byte each), a
 * copy of the chunk in work unless it is the whole, and what `slideOver` needs for it.
 *
 * @returns labels of the pack's label space on the given volume's grid
 * @throws AppError segmentation.*, compute.*; the signal's reason
 */
export async function segmentVolume(request: SegmentRequest, hooks: SegmentHooks): Promise<Uint8Array> {
  const { plan, dims } = request;
  if (plan.parts.some(({ channels }) => channels.length !== 1)) throw new AppError('segmentation.channels');
  const work = await modelGrid(request);
  const merged: Grid<Uint8Array> = { dims: work.dims, data: new Uint8Array(voxelsOf(work.dims)) };
  const chunks = chunksOf(work.dims, plan.split).map((chunk) => ({ chunk, one: caseOf(slab(work, chunk)) }));
  const count = counter(chunks, request, hooks.onTile);
  for (const [index, part] of plan.parts.entries()) {
    const labels = request.finished[index] ?? (await runPart(part, { chunks, request, work, count }, hooks));
    if (labels.length !== merged.data.length) throw new RangeError('Finished part of another volume');
    if (index >= request.finished.length) hooks.onPart(index, labels);
    mergeLabels(merged.data, labels);
  }
  const back = work.isAsGiven ? merged : zoomNearest(merged, dims);
  return flipFirstTwoAxes(back).data;
}

interface ModelGrid extends Grid {
  readonly isAsGiven: boolean;
}

async function modelGrid({ dims, read, spacingMm, plan }: SegmentRequest): Promise<ModelGrid> {
  const target = plan.resample.spacingMm;
  const to = zoomedDims(dims, spacingMm, target);
  if (to.includes(0)) throw new AppError('segmentation.too-thin', { spacing: target.join(' x ') });
  const ras = flipFirstTwoAxes({ dims, data: await read() });
  if (hasSpacing(spacingMm, target)) return { ...ras, isAsGiven: true };
  return { ...zoomLinearToInt32(ras, to), isAsGiven: false };
}

/** No copy where it is the whole. */
const slab = (work: Grid, { start, end }: Chunk): Grid =>
  end - start === work.dims[2] ? work : cutBox(work, [0, 0, start], [work.dims[0], work.dims[1], end]);

interface PlacedCase {
  readonly chunk: Chunk;
  readonly one: Case;
}

interface PartWork {
  readonly chunks: readonly PlacedCase[];
  readonly request: SegmentRequest;
  readonly work: Grid;
  readonly count: () => void;
}

async function runPart(
  part: SegmentationPart,
  { chunks, request, work, count }: PartWork,
  { signal, openGraph }: SegmentHooks,
): Promise<Uint8Array> {
  signal.throwIfAborted();
  const out: Grid<Uint8Array> = { dims: work.dims, data: new Uint8Array(voxelsOf(work.dims)) };
  const graph = await openGraph(join(request.dir, part.onnx));
  try {
    for (const { chunk, one } of chunks) {
      const plan = tilesOf(one, part, request);
      const image = imageOf(slab(work, chunk), one);
      const labels = await slideOver(graph, image, { part, plan, signal, onTile: count });
      keep(out, { dims: one.dims, data: labels }, { chunk, one });
    }
  } finally {
    await graph.release();
  }
  return out.data;
}

const tilesOf = (one: Case, part: SegmentationPart, { plan }: SegmentRequest): TilePlan =>
  planTiles(one.dims, part, plan.stepSize);

/** Writes those slices of a chunk that count. */
function keep(out: Grid<Uint8Array>, labels: Grid<Uint8Array>, { chunk, one }: PlacedCase): void {
  const offset = chunk.start + one.start[2];
  const depth = labels.dims[2];
  const from = Math.min(depth, Math.max(0, chunk.keepFrom - offset));
  const to = Math.max(from, Math.min(depth, chunk.keepTo - offset));
  const kept = cutBox(labels, [0, 0, from], [labels.dims[0], labels.dims[1], to]);
  pasteBox(out, kept, [one.start[0], one.start[1], offset + from]);
}

function counter(
  chunks: readonly PlacedCase[],
  request: SegmentRequest,
  onTile: SegmentHooks['onTile'],
): () => void {
  const open = request.plan.parts.slice(request.finished.length);
  const tiles = open.flatMap((part) => chunks.map(({ one }) => tileCount(tilesOf(one, part, request))));
  const total = tiles.reduce((sum, value) => sum + value, 0);
  let done = 0;
  onTile(done, total);
  return () => onTile((done += 1), total);
}
