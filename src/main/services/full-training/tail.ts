import { copyFile, open, stat, truncate } from 'node:fs/promises';
import { BoundedLines, type OutputLine } from './lines.ts';

const CHUNK = 256 * 1024;

/** Follows a file that another program appends to. */
export class Tail {
  readonly file: string;
  private offset = 0;
  private lines = new BoundedLines();

  constructor(file: string) {
    this.file = file;
  }

  /** Calls for every line that came since the last time. @returns bytes that came */
  async read(onLine: (line: OutputLine) => void): Promise<number> {
    const size = await sizeOf(this.file);
    // Somebody has begun it anew.
    if (size < this.offset) this.restart();
    if (size === this.offset) return 0;
    const before = this.offset;
    await using handle = await open(this.file, 'r');
    const buffer = Buffer.allocUnsafe(CHUNK);
    while (this.offset < size) {
      const wanted = Math.min(CHUNK, size - this.offset);
      const { bytesRead } = await handle.read(buffer, 0, wanted, this.offset);
      if (bytesRead === 0) break;
      for (const line of this.lines.push(buffer.subarray(0, bytesRead))) onLine(line);
      this.offset += bytesRead;
    }
    return this.offset - before;
  }

  /** The last line, where nothing comes any more to end it. */
  flush(onLine: (line: OutputLine) => void): void {
    for (const line of this.lines.flush()) onLine(line);
  }

  /** Bytes that the file had when it was read. */
  get size(): number {
    return this.offset;
  }

  /** Empties the file; whoever appends to it goes on at its beginning. What comes between reading and this is lost. */
  async empty(): Promise<void> {
    await truncate(this.file, 0);
    this.restart();
  }

  private restart(): void {
    this.offset = 0;
    this.lines = new BoundedLines();
  }
}

/** A log that has become too large goes to `….1`, and what was there goes. @returns whether it did */
export async function rotate(file: string, limit: number): Promise<boolean> {
  if ((await sizeOf(file)) <= limit) return false;
  await copyFile(file, `${file}.1`);
  await truncate(file, 0);
  return true;
}

/** The last lines of a log, from its last `bytes`. */
export async function lastLines(
  file: string,
  { bytes, lines }: { bytes: number; lines: number },
): Promise<string[]> {
  const size = await sizeOf(file);
  if (size === 0) return [];
  const from = Math.max(0, size - bytes);
  await using handle = await open(file, 'r');
  const buffer = Buffer.alloc(size - from);
  const { bytesRead } = await handle.read(buffer, 0, buffer.length, from);
  const all = buffer.toString('utf8', 0, bytesRead).split(/\r\n|\n|\r/);
  // The first is half a line where something stands before it.
  const whole = from > 0 ? all.slice(1) : all;
  return whole
    .filter((line) => line !== '')
    .slice(-lines)
    .map((line) => line.slice(0, MAX_SHOWN));
}

const MAX_SHOWN = 2000;

/** 0 where there is none. */
export async function sizeOf(file: string): Promise<number> {
  return (await stat(file).catch(() => null))?.size ?? 0;
}
