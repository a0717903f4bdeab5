/** What a pixel is expected to be, from those to the left, above, and above left. */
type Predict = (left: number, above: number, corner: number) => number;

/** Predictors by their selection value (ITU-T T.81, table H.1). */
const PREDICTORS: readonly Predict[] = [
  () => 0,
  (left) => left,
  (_, above) => above,
  (_, __, corner) => corner,
  (left, above, corner) => left + above - corner,
  (left, above, corner) => left + ((above - corner) >> 1),
  (left, above, corner) => above + ((left - corner) >> 1),
  (left, above) => (left + above) >> 1,
];

export interface LosslessImage {
  readonly columns: number;
  readonly rows: number;
  readonly bits: number;
  readonly predictor: number;
}

/** A lossless JPEG codestream (ITU-T T.81, annex H) of one component, for tests: every category of differences has a code of five bits. */
export function encodeJpegLossless(values: ArrayLike<number>, image: LosslessImage): Buffer {
  const { columns, rows, bits, predictor } = image;
  const CATEGORIES = 17;
  const lengths = [0, 0, 0, 0, CATEGORIES, ...Array.from({ length: 11 }, () => 0)];
  const table = [0, ...lengths, ...Array.from({ length: CATEGORIES }, (_, n) => n)];
  const frame = [bits, rows >> 8, rows & 255, columns >> 8, columns & 255, 1, 1, 0x11, 0];
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    segment(0xc4, table),
    segment(0xc3, frame),
    segment(0xda, [1, 1, 0, predictor, 0, 0]),
    entropy(values, image),
    Buffer.from([0xff, 0xd9]),
  ]);
}

function segment(marker: number, content: readonly number[]): Buffer {
  const length = content.length + 2;
  return Buffer.from([0xff, marker, length >> 8, length & 255, ...content]);
}

function entropy(values: ArrayLike<number>, { columns, bits, predictor }: LosslessImage): Buffer {
  const predict = PREDICTORS[predictor]!;
  let text = '';
  const out: number[] = [];
  for (let at = 0; at < values.length; at += 1) {
    const [x, y] = [at % columns, Math.floor(at / columns)];
    const [left, above, corner] = [values[at - 1]!, values[at - columns]!, values[at - columns - 1]!];
    let expected = predict(left, above, corner);
    if (x === 0) expected = y === 0 ? 2 ** (bits - 1) : above;
    else if (y === 0) expected = left;
    text += codeOf(((values[at]! - expected) << 16) >> 16);
  }
  text += '1'.repeat((8 - (text.length % 8)) % 8);
  for (let at = 0; at < text.length; at += 8) {
    const byte = Number.parseInt(text.slice(at, at + 8), 2);
    out.push(...(byte === 0xff ? [byte, 0] : [byte]));
  }
  return Buffer.from(out);
}

/** Category of a difference modulo 2^16 in five bits, then the difference in as many bits as its category says. */
function codeOf(difference: number): string {
  if (difference === -32_768) return '10000';
  const category = difference === 0 ? 0 : 32 - Math.clz32(Math.abs(difference));
  const extra = difference < 0 ? difference + 2 ** category - 1 : difference;
  return (
    category.toString(2).padStart(5, '0') + (category > 0 ? extra.toString(2).padStart(category, '0') : '')
  );
}
