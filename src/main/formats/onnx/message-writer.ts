/** Wire types of protocol buffers: https://protobuf.dev/programming-guides/encoding */
export const WIRE = { varint: 0, fixed64: 1, bytes: 2, fixed32: 5 } as const;

const text = new TextEncoder();

/** Writes one protobuf message, field by field; as much of the format as ONNX needs. */
export class MessageWriter {
  private readonly parts: Uint8Array[] = [];

  /** int32, int64, enum. Negative numbers take ten bytes, as the format asks. */
  int(field: number, value: number | bigint): this {
    this.tag(field, WIRE.varint);
    this.parts.push(varint(value));
    return this;
  }

  float(field: number, value: number): this {
    this.tag(field, WIRE.fixed32);
    this.parts.push(new Uint8Array(Float32Array.of(value).buffer));
    return this;
  }

  bytes(field: number, value: Uint8Array): this {
    this.tag(field, WIRE.bytes);
    this.parts.push(varint(value.byteLength), value);
    return this;
  }

  string(field: number, value: string): this {
    return this.bytes(field, text.encode(value));
  }

  message(field: number, value: MessageWriter): this {
    return this.bytes(field, value.finish());
  }

  finish(): Uint8Array {
    const all = new Uint8Array(this.parts.reduce((sum, part) => sum + part.byteLength, 0));
    let at = 0;
    for (const part of this.parts) {
      all.set(part, at);
      at += part.byteLength;
    }
    return all;
  }

  private tag(field: number, wire: number): void {
    this.parts.push(varint(field * 8 + wire));
  }
}

function varint(value: number | bigint): Uint8Array {
  let rest = BigInt.asUintN(64, BigInt(value));
  const bytes: number[] = [];
  while (rest > 0x7fn) {
    bytes.push(Number(rest & 0x7fn) | 0x80);
    rest >>= 7n;
  }
  bytes.push(Number(rest));
  return Uint8Array.from(bytes);
}
