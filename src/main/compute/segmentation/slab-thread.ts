import { Worker } from 'node:worker_threads';
import { type Dims3, voxelsOf } from '../../../shared/domain/segmentation/grid.ts';
import { NotFiniteError } from '../../../shared/domain/segmentation/slab.ts';
import type { SlabReply, SlabRequest, SlabStart } from './slab-messages.ts';

export type OnRow = (row: number, heads: Uint8Array) => void;

/** Second set of a tile's logits that is worth its memory: with it the network need not wait for the sums. */
export const SECOND_SLOT_BYTES = 400e6;

/**
 * A SlabAccumulator in a thread of its own. Requests are worked on in their order; rows are told as they are decided, while
 * the caller waits for something.
 */
export class SlabThread {
  private readonly worker: Worker;
  private readonly onRow: OnRow;
  private readonly logits: readonly Float32Array[];
  private readonly free: number[];
  private isReady = false;
  private decided = 0;
  private failure: { readonly error: unknown } | undefined;
  private change = Promise.withResolvers<void>();

  private constructor(shape: Omit<SlabStart, 'slots'>, onRow: OnRow) {
    const bytes = shape.heads * voxelsOf(shape.patch) * Float32Array.BYTES_PER_ELEMENT;
    const slots = Array.from(
      { length: bytes <= SECOND_SLOT_BYTES ? 2 : 1 },
      () => new SharedArrayBuffer(bytes),
    );
    this.logits = slots.map((memory) => new Float32Array(memory));
    this.free = [...slots.keys()];
    this.onRow = onRow;
    // From the build beside this module, from the sources otherwise, as with child processes.
    const file = import.meta.url.endsWith('.ts') ? './slab-worker.ts' : './slab-worker.js';
    this.worker = new Worker(new URL(file, import.meta.url), {
      workerData: { ...shape, slots } satisfies SlabStart,
    });
    this.worker.on('message', (reply: SlabReply) => this.receive(reply));
    this.worker.on('error', (error) => this.fail(error));
    this.worker.on('exit', () => this.fail(new Error('The thread of a slab has ended')));
  }

  /** @throws whatever keeps the thread from starting; RangeError where its memory is not to be had */
  static async open(shape: Omit<SlabStart, 'slots'>, onRow: OnRow): Promise<SlabThread> {
    const thread = new SlabThread(shape, onRow);
    try {
      await thread.until(() => thread.isReady);
    } catch (error) {
      await thread.close();
      throw error;
    }
    return thread;
  }

  /** Waits for an array that the next tile's logits may be written into. @throws NotFiniteError; what ended the thread */
  async room(): Promise<Float32Array> {
    await this.until(() => this.free.length > 0);
    return this.logits[this.free[0]!]!;
  }

  /** The array of `room` has the logits of the tile at a start. */
  add(start: Dims3): void {
    this.send({ type: 'add', slot: this.free.shift()!, start });
  }

  /** All rows before `end` are to be decided. */
  decide(end: number): void {
    this.send({ type: 'decide', end });
  }

  /** Waits until all rows before `end` are told. @throws as `room` */
  decidedTo(end: number): Promise<void> {
    return this.until(() => this.decided >= end);
  }

  async close(): Promise<void> {
    await this.worker.terminate();
  }

  private send(request: SlabRequest): void {
    this.worker.postMessage(request);
  }

  private receive(reply: SlabReply): void {
    if (reply.type === 'row') return this.onRow(reply.row, reply.heads);
    if (reply.type === 'not-finite') return this.fail(new NotFiniteError(reply.message));
    if (reply.type === 'ready') this.isReady = true;
    if (reply.type === 'added') this.free.push(reply.slot);
    if (reply.type === 'decided') this.decided = reply.end;
    this.wake();
  }

  private fail(error: unknown): void {
    this.failure ??= { error };
    this.wake();
  }

  private async until(isSo: () => boolean): Promise<void> {
    while (!this.failure && !isSo()) await this.change.promise;
    if (this.failure) throw this.failure.error;
  }

  private wake(): void {
    this.change.resolve();
    this.change = Promise.withResolvers();
  }
}
