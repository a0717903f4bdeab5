/** A line of a foreign program's output. */
export interface OutputLine {
  readonly text: string;
  /** It was longer than is kept; the rest of it was passed over. */
  readonly isCut: boolean;
}

/** Longest line that is kept, bytes. An event has some hundreds. */
const MAX_LINE = 64 * 1024;
const NEWLINE = 10;

/** Cuts a stream of bytes into lines. Holds one line at most, and of that no more than `MAX_LINE`, however long it goes on. */
export class BoundedLines {
  private readonly limit: number;
  private parts: Buffer[] = [];
  private length = 0;
  private isCut = false;

  constructor(limit = MAX_LINE) {
    this.limit = limit;
  }

  *push(chunk: Buffer): Generator<OutputLine> {
    let from = 0;
    for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, from)) {
      this.take(chunk.subarray(from, at));
      yield this.end();
      from = at + 1;
    }
    this.take(chunk.subarray(from));
  }

  /** What came after the last line's end, when nothing comes any more. */
  *flush(): Generator<OutputLine> {
    if (this.length > 0) yield this.end();
  }

  private take(bytes: Buffer): void {
    const kept = bytes.subarray(0, this.limit - this.length);
    if (kept.length < bytes.length) this.isCut = true;
    // A copy: the chunk that it is part of is used again.
    if (kept.length > 0) this.parts.push(Buffer.from(kept));
    this.length += kept.length;
  }

  private end(): OutputLine {
    const line = { text: Buffer.concat(this.parts).toString('utf8').trim(), isCut: this.isCut };
    this.parts = [];
    this.length = 0;
    this.isCut = false;
    return line;
  }
}
