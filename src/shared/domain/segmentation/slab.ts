import { type Dims3, voxelsOf } from './grid.ts';

interface SlabShape {
  readonly heads: number;
  /** Padded size and patch in network order, first axis slowest. */
  readonly size: Dims3;
  readonly patch: Dims3;
  readonly weights: Float16Array;
}

/** Some logit of a tile is no finite number, or too large for half precision. nnU-Net gives up there, too. */
export class NotFiniteError extends Error {
  override readonly name = 'NotFiniteError';
}

const notFinite = (value: number): NotFiniteError => new NotFiniteError(`A logit is ${value}`);

/**
 * The best head of each voxel of a row. What is compared is sum / weight in half precision; since that never falls where the sum
 * rises, it is computed only for a sum that is larger than all before it, which saves nearly every division.
 */
class RowDecision {
  readonly #labels: Uint8Array;
  readonly #best: Float32Array;
  readonly #largest: Float32Array;
  readonly #least: Float32Array;
  /** Storing is many times faster than Math.f16round, and rounds the same. */
  readonly #half = new Float16Array(1);

  constructor(voxels: number) {
    this.#labels = new Uint8Array(voxels);
    this.#best = new Float32Array(voxels);
    this.#largest = new Float32Array(voxels);
    this.#least = new Float32Array(voxels);
  }

  begin(): void {
    this.#labels.fill(0);
    this.#best.fill(-Infinity);
    this.#largest.fill(-Infinity);
    this.#least.fill(Infinity);
  }

  offer(head: number, sums: Float16Array, weights: Float16Array): void {
    const [labels, best, largest, least] = [this.#labels, this.#best, this.#largest, this.#least];
    for (let i = 0; i < sums.length; i += 1) {
      const sum = sums[i]!;
      if (sum < least[i]!) least[i] = sum;
      if (sum <= largest[i]!) continue;
      largest[i] = sum;
      const value = this.#quotient(sum, weights[i]!);
      if (!Number.isFinite(value)) throw notFinite(value);
      if (value <= best[i]!) continue;
      best[i] = value;
      labels[i] = head;
    }
  }

  /** @throws NotFiniteError where the smallest logit is none; the largest were looked at as they came */
  end(weights: Float16Array): Uint8Array {
    for (let i = 0; i < weights.length; i += 1) {
      const value = this.#quotient(this.#least[i]!, weights[i]!);
      if (!Number.isFinite(value)) throw notFinite(value);
    }
    return this.#labels;
  }

  #quotient(sum: number, weight: number): number {
    this.#half[0] = Math.fround(sum / weight);
    return this.#half[0];
  }
}

/**
 * Adds up weighted tiles and decides labels, holding only as many rows of the first axis as a patch is deep. Tiles have to
 * come in nnU-Net's order (first axis outermost); rows that no later tile reaches are decided and their memory used again.
 * Labels are the same as with everything in memory, since the decision is made voxel by voxel.
 *
 * Memory: (heads + 1) * patch[0] * size[1] * size[2] * 2 bytes, whatever the length of the first axis.
 *
 * Sums are rounded to half precision after every tile, as nnU-Net stores them (predict_from_raw_data.py): where one tile
 * covers a border its weights are subnormal, and the rounding decides labels.
 */
export class SlabAccumulator {
  readonly #shape: SlabShape;
  /** [head][row modulo patch depth][second axis][third axis] */
  readonly #sums: Float16Array;
  readonly #weightSums: Float16Array;
  readonly #plane: number;
  readonly #row: RowDecision;
  /** Rows below this are decided. */
  #decided = 0;

  constructor(shape: SlabShape) {
    this.#shape = shape;
    this.#plane = shape.size[1] * shape.size[2];
    const slab = shape.patch[0] * this.#plane;
    this.#sums = new Float16Array(shape.heads * slab);
    this.#weightSums = new Float16Array(slab);
    this.#row = new RowDecision(this.#plane);
  }

  static bytes({ heads, size, patch }: Omit<SlabShape, 'weights'>): number {
    return (heads + 1) * patch[0] * size[1] * size[2] * 2;
  }

  /** @param logits `[heads, …patch]` of the tile at `start`. */
  add(start: Dims3, logits: Float32Array): void {
    const { heads, patch, weights } = this.#shape;
    if (start[0] < this.#decided) throw new RangeError('Tiles have to come in order of the first axis');
    const voxels = voxelsOf(patch);
    for (let head = 0; head < heads; head += 1)
      this.#addHead(start, logits.subarray(head * voxels, (head + 1) * voxels), head);
    this.#forEachLine(start, (at, from) => {
      const sums = this.#weightSums;
      for (let i = 0; i < patch[2]; i += 1) sums[at + i] = Math.fround(sums[at + i]! + weights[from + i]!);
    });
  }

  #addHead(start: Dims3, logits: Float32Array, head: number): void {
    const { patch, weights } = this.#shape;
    const sums = this.#sums;
    const base = head * patch[0] * this.#plane;
    this.#forEachLine(start, (line, from) => {
      const at = base + line;
      for (let i = 0; i < patch[2]; i += 1)
        sums[at + i] = Math.fround(sums[at + i]! + Math.fround(logits[from + i]! * weights[from + i]!));
    });
  }

  /** Each line of the third axis in a tile: its place in the slab of one head and in the tile. */
  #forEachLine(start: Dims3, visit: (at: number, from: number) => void): void {
    const { patch, size } = this.#shape;
    for (let a = 0; a < patch[0]; a += 1) {
      const row = ((start[0] + a) % patch[0]) * this.#plane;
      for (let b = 0; b < patch[1]; b += 1)
        visit(row + (start[1] + b) * size[2] + start[2], (a * patch[1] + b) * patch[2]);
    }
  }

  /**
   * Decides all rows before `end`: the head with the largest sum / weight in half precision, the lowest of equals.
   *
   * @param tell Gets each row of the first axis with its heads' indices, `[size[1] * size[2]]`; valid during the call.
   * @throws NotFiniteError
   */
  decide(end: number, tell: (row: number, heads: Uint8Array) => void): void {
    const { patch } = this.#shape;
    for (; this.#decided < end; this.#decided += 1) {
      const row = (this.#decided % patch[0]) * this.#plane;
      tell(this.#decided, this.#decideRow(row));
      this.#clearRow(row);
    }
  }

  #decideRow(row: number): Uint8Array {
    const { heads, patch } = this.#shape;
    const slab = patch[0] * this.#plane;
    const weights = this.#weightSums.subarray(row, row + this.#plane);
    this.#row.begin();
    for (let head = 0; head < heads; head += 1) {
      const at = head * slab + row;
      this.#row.offer(head, this.#sums.subarray(at, at + this.#plane), weights);
    }
    return this.#row.end(weights);
  }

  #clearRow(row: number): void {
    const { heads, patch } = this.#shape;
    const slab = patch[0] * this.#plane;
    for (let head = 0; head < heads; head += 1)
      this.#sums.fill(0, head * slab + row, head * slab + row + this.#plane);
    this.#weightSums.fill(0, row, row + this.#plane);
  }
}
