import { AppError } from '../../../shared/contract/app-error.ts';
import { WIRE } from './message-writer.ts';

/** Bytes that can be read anywhere, so that gigabytes of weights are stepped over and never loaded. */
export interface ByteSource {
  /** For messages. */
  readonly file: string;
  readonly size: number;
  /** Fills `into` from `offset`, as far as there are bytes. @returns bytes read */
  read(into: Uint8Array, offset: number): number;
}

/** Where a message lies: half-open, in bytes from the start of the file. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

export type Field =
  | { readonly number: number; readonly wire: 'varint'; readonly value: number }
  | ({ readonly number: number; readonly wire: 'bytes' } & Range)
  | { readonly number: number; readonly wire: 'fixed' };

/** A 26-layer decoder has some 50,000 fields outside its weights; a file with more than this wants our time, not our use. */
const MAX_FIELDS = 5_000_000;
/** Subgraphs in subgraphs; exporters nest a Loop in an If in a Loop at most. */
const MAX_DEPTH = 40;
const MAX_TEXT_BYTES = 4096;
const WINDOW_BYTES = 65_536;

/**
 * Reads protobuf messages of a file that nobody vouches for: every length is checked against the message that holds it, and
 * the number of fields and the depth are bounded.
 */
export class FieldReader {
  private readonly source: ByteSource;
  private readonly window = new Uint8Array(WINDOW_BYTES);
  private windowStart = 0;
  private windowEnd = 0;
  private fieldsLeft = MAX_FIELDS;
  private depth = 0;

  constructor(source: ByteSource) {
    this.source = source;
  }

  get whole(): Range {
    return { start: 0, end: this.source.size };
  }

  /** @throws AppError models.onnx-truncated, models.onnx-foreign */
  *fields(range: Range): Generator<Field, void, undefined> {
    this.depth += 1;
    if (this.depth > MAX_DEPTH) throw this.foreign('nested too deeply');
    let at = range.start;
    while (at < range.end) {
      this.fieldsLeft -= 1;
      if (this.fieldsLeft < 0) throw this.foreign('too many fields');
      const tag = this.varint(at, range.end);
      const field = this.field(Number(tag.value), tag.next, range.end);
      at = field.next;
      yield field.field;
    }
    this.depth -= 1;
  }

  text(range: Range): string {
    if (range.end - range.start > MAX_TEXT_BYTES) throw this.foreign('a name is too long');
    const bytes = new Uint8Array(range.end - range.start);
    this.source.read(bytes, range.start);
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    } catch (cause) {
      throw this.foreign('a name is not text', cause);
    }
  }

  foreign(detail: string, cause?: unknown): AppError {
    return new AppError('models.onnx-foreign', { file: this.source.file, detail }, { cause });
  }

  private field(tag: number, at: number, end: number): { field: Field; next: number } {
    const number = Math.floor(tag / 8);
    if (number < 1) throw this.foreign(`field ${number}`);
    switch (tag % 8) {
      case WIRE.varint: {
        const { value, next } = this.varint(at, end);
        return { field: { number, wire: 'varint', value: Number(BigInt.asIntN(64, value)) }, next };
      }
      case WIRE.bytes: {
        const { value, next } = this.varint(at, end);
        const last = next + Number(value);
        if (last > end) throw this.beyond(end);
        return { field: { number, wire: 'bytes', start: next, end: last }, next: last };
      }
      case WIRE.fixed32:
      case WIRE.fixed64: {
        const next = at + (tag % 8 === WIRE.fixed64 ? 8 : 4);
        if (next > end) throw this.beyond(end);
        return { field: { number, wire: 'fixed' }, next };
      }
      default:
        throw this.foreign(`wire type ${tag % 8}`);
    }
  }

  private varint(start: number, end: number): { value: bigint; next: number } {
    let value = 0n;
    for (let at = start; at < start + 10; at += 1) {
      if (at >= end) throw this.beyond(end);
      const byte = this.byte(at);
      value |= BigInt(byte & 0x7f) << BigInt(7 * (at - start));
      if (byte < 0x80) return { value: BigInt.asUintN(64, value), next: at + 1 };
    }
    throw this.foreign('a number without end');
  }

  /** What reaches past the end of the file was cut off; what reaches past its own message was never a model. */
  private beyond(end: number): AppError {
    const isFirst = this.fieldsLeft === MAX_FIELDS - 1;
    if (end === this.source.size && !isFirst)
      return new AppError('models.onnx-truncated', { file: this.source.file });
    return this.foreign(isFirst ? 'no field at its start' : 'a field is longer than its message');
  }

  private byte(at: number): number {
    if (at < this.windowStart || at >= this.windowEnd) {
      this.windowStart = at;
      this.windowEnd = at + this.source.read(this.window, at);
    }
    const byte = this.window[at - this.windowStart];
    // The file became shorter while it was read.
    if (byte === undefined || at >= this.windowEnd)
      throw new AppError('models.onnx-truncated', { file: this.source.file });
    return byte;
  }
}
