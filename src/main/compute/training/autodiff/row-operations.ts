import { type Value, int } from './graph-builder.ts';
import { reduceSum, reducedTo, reshape, sizeOf, transpose } from './shapes.ts';
import type { Tape } from './tape.ts';

const EPSILON = 1e-5;

/** Layer normalisation over the last axis, with scale and shift [width]. */
export function layerNorm(
  tape: Tape,
  value: Value,
  { scale, shift }: { readonly scale: Value; readonly shift: Value },
): Value {
  const { graph } = tape;
  const { dims } = value;
  const width = dims.at(-1)!;
  const last = [dims.length - 1];
  const part = graph.scalar(1 / width);
  const mean = (of: Value): Value => {
    const total = reduceSum(graph, of, last);
    return graph.node('Mul', [total, part], total.dims);
  };
  const centred = graph.node('Sub', [value, mean(value)], dims);
  const variance = mean(graph.node('Mul', [centred, centred], dims));
  const deviation = graph.node(
    'Sqrt',
    [graph.node('Add', [variance, graph.scalar(EPSILON)], variance.dims)],
    variance.dims,
  );
  const normal = graph.node('Div', [centred, deviation], dims);
  const result = graph.node('Add', [graph.node('Mul', [normal, scale], dims), shift], dims);
  return tape.record([value, scale, shift], result, (gradient) => {
    const scaled = graph.node('Mul', [gradient, scale], dims);
    const along = graph.node('Mul', [normal, mean(graph.node('Mul', [scaled, normal], dims))], dims);
    const inner = graph.node('Sub', [graph.node('Sub', [scaled, mean(scaled)], dims), along], dims);
    return [
      graph.node('Div', [inner, deviation], dims),
      reducedTo(graph, graph.node('Mul', [gradient, normal], dims), scale.dims),
      reducedTo(graph, gradient, shift.dims),
    ];
  });
}

/** Rows of a table [count, width] by int64 indices of any shape; the way back is a product with a one-hot matrix. */
export function lookUp(tape: Tape, table: Value, indices: Value): Value {
  const { graph } = tape;
  const [count, width] = [table.dims[0]!, table.dims[1]!];
  const rows = graph.node('Gather', [table, indices], [...indices.dims, width], { axis: int(0) });
  return tape.record([table], rows, (gradient) => {
    const total = sizeOf(indices.dims);
    const flat = reshape(graph, indices, [total]);
    const hot = graph.node('OneHot', [flat, graph.int64(count), graph.floats([0, 1], [2])], [total, count], {
      axis: int(-1),
    });
    const rowsBack = reshape(graph, gradient, [total, width]);
    return [graph.node('MatMul', [transpose(graph, hot, [1, 0]), rowsBack], table.dims)];
  });
}

/** The first `count` entries along axis 1. */
export function firstOf(tape: Tape, value: Value, count: number): Value {
  const { graph } = tape;
  const total = value.dims[1]!;
  if (count === total) return value;
  const dims = [value.dims[0]!, count, ...value.dims.slice(2)];
  const bounds = [graph.int64s([0]), graph.int64s([count]), graph.int64s([1])];
  const first = graph.node('Slice', [value, ...bounds], dims);
  return tape.record([value], first, (gradient) => {
    const pads = [
      ...value.dims.map(() => 0),
      ...value.dims.map((_, axis) => (axis === 1 ? total - count : 0)),
    ];
    return [graph.node('Pad', [gradient, graph.int64s(pads)], value.dims)];
  });
}
