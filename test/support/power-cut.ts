/** One thing that a process did to a file, as test/support/write-log.c records it. */
export interface DiskOp {
  readonly kind: 'W' | 'T' | 'S';
  readonly path: string;
  /** Byte offset of a write; new size of a truncation. */
  readonly offset: number;
  readonly data: Buffer;
}

/** A disk writes sectors; a write that a power cut meets may leave any of them old. */
const SECTOR_BYTES = 512;

export function parseWriteLog(log: Buffer): DiskOp[] {
  const ops: DiskOp[] = [];
  for (let at = 0; at < log.length;) {
    const pathLength = log.readUInt16LE(at + 1);
    const length = Number(log.readBigInt64LE(at + 11));
    const dataAt = at + 19 + pathLength;
    ops.push({
      kind: String.fromCharCode(log[at]!) as DiskOp['kind'],
      path: log.toString('utf8', at + 19, dataAt),
      offset: Number(log.readBigInt64LE(at + 3)),
      data: log.subarray(dataAt, dataAt + length),
    });
    at = dataAt + length;
  }
  return ops;
}

/** What of the writes that were not synced yet a power cut leaves on the disk. */
export type Survival = 'none' | 'all' | 'any-sectors';

/**
 * A disk that keeps what was synced, and of the rest whatever chance leaves. Files are independent of each other: nothing
 * orders a write to one before a write to another but a sync in between.
 */
export class SimulatedDisk {
  private readonly durable = new Map<string, Buffer>();
  private readonly pending = new Map<string, DiskOp[]>();

  constructor(files: Readonly<Record<string, Buffer>>) {
    for (const [path, content] of Object.entries(files)) this.durable.set(path, content);
  }

  apply(op: DiskOp): void {
    if (op.kind === 'S') {
      this.durable.set(
        op.path,
        this.contentOf(op.path, () => true),
      );
      this.pending.delete(op.path);
      return;
    }
    const pending = this.pending.get(op.path);
    if (pending) pending.push(op);
    else this.pending.set(op.path, [op]);
  }

  /** The files as found after a power cut now. @param random 0 to below 1 */
  afterPowerCut(survival: Survival, random: () => number): Map<string, Buffer> {
    const survives = (): boolean => survival === 'all' || (survival === 'any-sectors' && random() < 0.5);
    const paths = new Set([...this.durable.keys(), ...this.pending.keys()]);
    return new Map([...paths].map((path) => [path, this.contentOf(path, survives)]));
  }

  private contentOf(path: string, survives: () => boolean): Buffer {
    const before = this.durable.get(path) ?? Buffer.alloc(0);
    const pending = this.pending.get(path) ?? [];
    const content = Buffer.alloc(
      pending.reduce((size, { offset, data }) => Math.max(size, offset + data.length), before.length),
    );
    before.copy(content);
    let size = before.length;
    for (const op of pending) {
      if (op.kind === 'T') {
        if (!survives()) continue;
        // What lies behind a new end reads as zeros if the file grows again.
        content.fill(0, op.offset);
        size = op.offset;
      } else size = Math.max(size, writeSectors(op, content, survives));
    }
    return content.subarray(0, size);
  }
}

/** Writes those sectors of an operation that survive. @returns the end of the last of them */
function writeSectors({ offset, data }: DiskOp, content: Buffer, survives: () => boolean): number {
  let last = 0;
  for (let at = 0; at < data.length;) {
    // Sectors are those of the disk, not of the write.
    const end = Math.min(data.length, at + SECTOR_BYTES - ((offset + at) % SECTOR_BYTES));
    if (survives()) {
      data.copy(content, offset + at, at, end);
      last = offset + end;
    }
    at = end;
  }
  return last;
}
