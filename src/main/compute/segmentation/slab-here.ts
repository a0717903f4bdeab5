import { type Dims3, voxelsOf } from '../../../shared/domain/segmentation/grid.ts';
import { SlabAccumulator } from '../../../shared/domain/segmentation/slab.ts';
import { gaussianWeights } from '../../../shared/domain/segmentation/tiles.ts';
import type { SlabStart } from './slab-messages.ts';
import { type OnRow, SlabThread } from './slab-thread.ts';

/** Adds up tiles and decides labels, here or in a thread; see SlabThread. */
export type Slab = Pick<SlabThread, 'room' | 'add' | 'decide' | 'decidedTo' | 'close'>;

/** A thread of its own where one can be started, this thread where not. @throws RangeError where its memory is not to be had */
export async function openSlab(shape: Omit<SlabStart, 'slots'>, onRow: OnRow): Promise<Slab> {
  try {
    return await SlabThread.open(shape, onRow);
  } catch (error) {
    if (error instanceof RangeError) throw error;
    return new SlabHere(shape, onRow);
  }
}

/** The same without a thread: the network waits for the sums. */
export class SlabHere implements Slab {
  private readonly slab: SlabAccumulator;
  private readonly logits: Float32Array;
  private readonly onRow: OnRow;

  constructor({ heads, size, patch }: Omit<SlabStart, 'slots'>, onRow: OnRow) {
    this.slab = new SlabAccumulator({ heads, size, patch, weights: gaussianWeights(patch) });
    this.logits = new Float32Array(heads * voxelsOf(patch));
    this.onRow = onRow;
  }

  room(): Promise<Float32Array> {
    return Promise.resolve(this.logits);
  }

  add(start: Dims3): void {
    this.slab.add(start, this.logits);
  }

  decide(end: number): void {
    this.slab.decide(end, this.onRow);
  }

  decidedTo(): Promise<void> {
    return Promise.resolve();
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
