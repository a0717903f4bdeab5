import { seededRandom } from '../../../shared/lib/random.ts';
import { principalComponents } from '../../../shared/domain/training/principal-components.ts';
import { encodeModel } from '../../formats/onnx/encode-model.ts';
import { GraphBuilder, type Value } from './autodiff/graph-builder.ts';
import { OPSETS } from './training-graph.ts';

/**
 * What lies between an encoder and the head, fitted once and frozen: each feature less its mean, then scaled to a deviation of 1 or
 * turned to principal components of deviation 1.
 */
export interface Projection {
  readonly mean: Float32Array;
  /** [width of the encoder, features], row-major; null where features are only scaled, by `scale`. */
  readonly components: Float32Array | null;
  /** Of each feature; empty where there are components. */
  readonly scale: Float32Array;
}

/** Tokens that a projection is fitted on: enough for 1,152 features, and seconds of work. */
const FIT_TOKENS = 6144;
/** Features that hardly vary are not blown up to noise. */
const MIN_DEVIATION = 1e-4;

export const featuresOf = ({ mean, components }: Projection): number =>
  components ? components.length / mean.length : mean.length;

/**
 * @param slices Features of slices, each [tokens, width], float16 bits
 * @param components Wider features are projected to so many; narrower ones are only scaled
 */
export function fitProjection(
  slices: readonly Uint16Array[],
  width: number,
  { components, seed }: { readonly components: number; readonly seed: number },
): Projection {
  const rows = someTokens(slices, width, seed);
  const { mean, deviation } = standardise(rows, width);
  if (width <= components) return { mean, components: null, scale: deviation.map((value) => 1 / value) };
  const found = principalComponents(rows, width, { wanted: components, seed });
  const count = found.deviations.length;
  const least = Math.max(MIN_DEVIATION, found.deviations[0]! * 1e-2);
  const scaled = found.components.map(
    (value, at) =>
      value / (deviation[Math.floor(at / count)]! * Math.max(least, found.deviations[at % count]!)),
  );
  return { mean, components: scaled, scale: new Float32Array() };
}

/** Rows of tokens drawn evenly from all slices. */
function someTokens(slices: readonly Uint16Array[], width: number, seed: number): Float32Array {
  const random = seededRandom(seed);
  const tokens = slices.reduce((sum, slice) => sum + slice.length / width, 0);
  const count = Math.min(FIT_TOKENS, tokens);
  const rows = new Float32Array(count * width);
  for (let row = 0; row < count; row += 1) {
    const slice = slices[Math.floor(random() * slices.length)]!;
    const first = Math.floor((random() * slice.length) / width) * width;
    rows.set(new Float16Array(slice.buffer, slice.byteOffset + first * 2, width), row * width);
  }
  return rows;
}

/** In place. */
function standardise(rows: Float32Array, width: number): { mean: Float32Array; deviation: Float32Array } {
  const count = rows.length / width;
  const [sums, squares] = [new Float64Array(width), new Float64Array(width)];
  for (const [at, value] of rows.entries()) {
    sums[at % width]! += value / count;
    squares[at % width]! += value ** 2 / count;
  }
  const mean = Float32Array.from(sums);
  const deviation = Float32Array.from(squares, (square, at) =>
    Math.max(MIN_DEVIATION, Math.sqrt(Math.max(0, square - sums[at]! ** 2))),
  );
  for (const at of rows.keys()) rows[at] = (rows[at]! - mean[at % width]!) / deviation[at % width]!;
  return { mean, deviation };
}

/** Writes the projection of [.., tokens, width]. */
export function projected(graph: GraphBuilder, features: Value, projection: Projection): Value {
  const { mean, components, scale } = projection;
  const width = mean.length;
  const centred = graph.node('Sub', [features, graph.floats(mean, [width])], features.dims);
  if (!components) return graph.node('Mul', [centred, graph.floats(scale, [width])], features.dims);
  const count = featuresOf(projection);
  const table = graph.floats(components, [width, count]);
  return graph.node('MatMul', [centred, table], [...features.dims.slice(0, -1), count]);
}

/** `raw` float16 [tokens, width] → `features` float16 [tokens, features]: done once for each slice, not in every step. */
export function projectionModel(tokens: number, projection: Projection): Uint8Array {
  const graph = new GraphBuilder();
  const raw = graph.input('raw', 'float16', [tokens, projection.mean.length]);
  const full = graph.node('Cast', [raw], raw.dims, { to: { kind: 'int', value: 1 } });
  const narrow = projected(graph, full, projection);
  const half = graph.node('Cast', [narrow], narrow.dims, { to: { kind: 'int', value: 10 } });
  graph.named(half, 'features');
  const output = { name: 'features', type: 'float16', dims: half.dims } as const;
  return encodeModel({ graph: graph.finish('projection', [output]), opsets: OPSETS });
}
